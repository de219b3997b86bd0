/** The page of one detection strategy below the running head: its head, then a section for each analytic. */
import { readingOf, type StrategyAnalytic } from "@/lib/model/strategy-view";
import { routes } from "@/lib/routes";
import { count } from "../ui/count";
import { AnalyticSection } from "./analytic-section";
import type { StrategyContext } from "./strategy-context";

function Figures({ context, analytics }: { readonly context: StrategyContext; readonly analytics: readonly StrategyAnalytic[] }) {
  const readings = analytics.map(readingOf);
  const of = (kind: string) => readings.filter((reading) => reading === kind).length;
  const sources = analytics.flatMap(({ logSources }) => logSources);
  const figures = [
    { term: "Rules of the technique", number: context.head.rules, rest: `of ${count(context.catalogRules)}` },
    { term: "Analytics read in full", number: of("full"), rest: `of ${analytics.length}; ${of("part")} in part, ${of("none")} not` },
    { term: "Log sources read", number: sources.filter(({ here }) => here > 0).length, rest: `of ${sources.length}` },
    { term: "Mutable elements", number: analytics.reduce((sum, { elements }) => sum + elements.length, 0), rest: "" },
  ];
  return (
    <dl className="figs four">
      {figures.map(({ term, number, rest }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <b>{count(number)}</b> {rest}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export interface StrategySectionsProps {
  readonly context: StrategyContext;
  readonly analytics: readonly StrategyAnalytic[];
}

export function StrategySections({ context, analytics }: StrategySectionsProps) {
  const { head, carry } = context;
  return (
    <>
      <section className="sec first hero">
        <header className="side">
          <b>{head.id}</b>
          <nav aria-label="On this page">
            <ul className="toc">
              {analytics.map(({ id, platforms, name, logSources }) => (
                <li key={id}>
                  <a href={`#${id}`}>{platforms.join(", ") || name}</a>
                  <span>{logSources.length}</span>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <div className="body">
          <div>
            <h1>{head.name}</h1>
            <p className="facts">
              {head.technique ? (
                <>
                  Detects{" "}
                  <a href={routes.technique(head.technique.id, carry)}>
                    {head.technique.id} {head.technique.name}
                  </a>
                </>
              ) : (
                "No technique of the loaded ATT&CK"
              )}
              {" · "}
              <a href={head.url}>{head.id} at MITRE</a>
            </p>
          </div>
          {head.description && <p className="say">{head.description}</p>}
          <Figures context={context} analytics={analytics} />
        </div>
      </section>
      {analytics.map((analytic) => (
        <AnalyticSection key={analytic.id} context={context} analytic={analytic} />
      ))}
      {analytics.length === 0 && <p className="plain">ATT&amp;CK gives this strategy no analytic.</p>}
    </>
  );
}
