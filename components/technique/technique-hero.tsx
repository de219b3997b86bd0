/** The head of a technique's page: title, what ATT&CK says of it, figures, and one stroke a rule. */
import type { StrategyView, TechniqueHead, TechniqueTotals } from "@/lib/model/technique-view";
import { type Address, carried, href, restarted, routes } from "@/lib/routes";
import { count, counted } from "../ui/count";
import { Figure } from "../ui/figure";
import { Description } from "./description";
import { Strokes } from "./strokes";
import type { TechniqueContext } from "./technique-context";

export interface TechniqueHeroProps {
  readonly context: TechniqueContext;
  readonly head: TechniqueHead;
  readonly totals: TechniqueTotals;
  readonly strategy: StrategyView | null;
  readonly ownOnly: boolean;
  readonly contents: readonly { readonly id: string; readonly label: string; readonly count: number }[];
}

/** How many analytics have all, some, none of their log sources read. */
function analyticFigures(strategy: StrategyView | null): { readonly all: number; readonly some: number; readonly none: number } {
  const read = (strategy?.analytics ?? []).map(({ logSources }) => {
    if (logSources.every(({ rules }) => rules === 0)) return "none";
    return logSources.every(({ rules, unread }) => rules > 0 && unread.length === 0) ? "all" : "some";
  });
  const of = (kind: string) => read.filter((one) => one === kind).length;
  return { all: of("all"), some: of("some"), none: of("none") };
}

function Figures({ context, totals, strategy }: Pick<TechniqueHeroProps, "context" | "totals" | "strategy">) {
  const analytics = analyticFigures(strategy);
  const unread = totals.rules - totals.complete - totals.partial;
  return (
    <dl className="figs">
      <Figure term="Rules" number={totals.rules}>
        of {count(context.selection.rules)}
      </Figure>
      <Figure term="Families" number={totals.families}>
        of {counted(totals.rules, "rule")}
      </Figure>
      <Figure term="Vendors" number={totals.vendors.length}>
        of {context.catalog.vendors.length}
      </Figure>
      <Figure term="Read completely" number={totals.complete}>
        of {count(totals.rules)}; {count(totals.partial)} in part, {count(unread)} not
      </Figure>
      <Figure term="Analytics fully read" number={analytics.all}>
        of {strategy?.analytics.length ?? 0}; {analytics.some} in part, {analytics.none} not
      </Figure>
    </dl>
  );
}

function RollUp({ address, head, ownOnly }: { readonly address: Address; readonly head: TechniqueHead; readonly ownOnly: boolean }) {
  const start = restarted(address);
  return (
    <p className="facts switch">
      {counted(head.subs.length, "sub-technique")}:{" "}
      <a href={href(start, { sub: undefined })} aria-current={ownOnly ? undefined : "true"}>
        counted together
      </a>{" "}
      <a href={href(start, { sub: "0" })} aria-current={ownOnly ? "true" : undefined}>
        {head.id} alone
      </a>
    </p>
  );
}

function Facts({ head, address }: { readonly head: TechniqueHead; readonly address: Address }) {
  const carry = carried(address.params);
  return (
    <p className="facts">
      {head.tactics.length === 1 ? "Tactic " : "Tactics "}
      {head.tactics.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <a href={routes.techniques({ ...carry, tactic: id })}>{name}</a>
        </span>
      ))}
      {" · "}Platforms {head.platforms.join(", ")}
      {" · "}
      {head.parent ? (
        <>
          Sub-technique of <a href={routes.technique(head.parent.id, carry)}>{`${head.parent.id} ${head.parent.name}`}</a>
        </>
      ) : (
        head.subs.length === 0 && "No sub-techniques"
      )}
      {(head.parent || head.subs.length === 0) && " · "}
      <a href={head.url}>{head.id} at MITRE</a>
      {head.deprecated && " · deprecated by MITRE"}
    </p>
  );
}

export function TechniqueHero({ context, head, totals, strategy, ownOnly, contents }: TechniqueHeroProps) {
  return (
    <section className="sec first hero">
      <header className="side">
        <b>{head.id}</b>
        <nav aria-label="On this page">
          <ul className="toc">
            {contents.map(({ id, label, count: number }) => (
              <li key={id}>
                <a href={`#${id}`}>{label}</a>
                <span>{count(number)}</span>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <div className="body">
        <div>
          <h1>{head.name}</h1>
          <Facts head={head} address={context.address} />
          {head.subs.length > 0 && <RollUp address={context.address} head={head} ownOnly={ownOnly} />}
        </div>
        <Description text={head.description} />
        <Figures context={context} totals={totals} strategy={strategy} />
        <Strokes totals={totals} address={context.address} />
        {head.subs.length > 0 && (
          <ul className="subs" aria-label="Sub-techniques">
            {head.subs.map((sub) => (
              <li key={sub.id}>
                <a href={routes.technique(sub.id, context.carry)}>
                  <code>{sub.id.slice(5)}</code> {sub.name}
                </a>{" "}
                <span className="soft">{sub.rules === 0 ? "–" : count(sub.rules)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
