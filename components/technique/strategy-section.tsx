/** Detection strategy: what MITRE asks to be watched, platform by platform, and how many rules here watch it. */
import type { AnalyticRow, LogSourceRow, StrategyView } from "@/lib/model/technique-view";
import { routes } from "@/lib/routes";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { WhyCount } from "../data-table/why-count";
import { counted } from "../ui/count";
import { Dash } from "../ui/value";
import type { TechniqueContext } from "./technique-context";

function sourceName({ name, channel }: LogSourceRow): string {
  return channel === "" || channel === "None" ? name : `${name} ${channel}`;
}

/** What is read of an analytic, in words: the heading, and the gap said plainly. */
function verdict({ logSources }: AnalyticRow): { readonly short: string; readonly long: string } {
  if (logSources.length === 0) return { short: "No log source named", long: "ATT&CK gives this analytic none." };
  const missing = logSources.flatMap((row) => (row.rules === 0 ? [sourceName(row)] : row.unread));
  const got = logSources.filter(({ rules, unread }) => rules > 0 && unread.length === 0).length;
  if (missing.length === 0)
    return {
      short: logSources.length === 1 ? "Its log source is read" : got === 2 ? "Both log sources read" : `All ${got} log sources read`,
      long: "",
    };
  const shown = missing.slice(0, 3).join("; ");
  const rest = missing.length > 3 ? ` and ${missing.length - 3} more` : "";
  return {
    short: logSources.every(({ rules }) => rules === 0)
      ? "No named source read"
      : `${got} of ${logSources.length} log sources read in full`,
    long: `No rule here reads ${shown}${rest}.`,
  };
}

function LogSource({ context, row }: { readonly context: TechniqueContext; readonly row: LogSourceRow }) {
  const read = row.rules > 0;
  const { opened, carry, address } = context;
  return (
    <div className={read ? "ls" : "ls no"} id={row.key}>
      <span className={read ? "got" : "not"} />
      <code>{sourceName(row)}</code>
      {read ? <WhyCount number={row.rules} rowKey={row.key} address={address} /> : <Dash label="no rule here reads it" />}
      <small>
        {row.component}
        {read && row.byProvider && " · matched by provider, the channel is free text"}
        {row.unread.length > 0 && ` · without ${row.unread.join(", ")}`}
      </small>
      {opened?.key === row.key && (
        <div className="behind">
          <OpenedRules opened={opened} carry={carry} page={context.pageOf(opened.key)} />
        </div>
      )}
    </div>
  );
}

function Analytic({
  context,
  analytic,
  href,
}: {
  readonly context: TechniqueContext;
  readonly analytic: AnalyticRow;
  /** Its place on the strategy's own page. */
  readonly href: string;
}) {
  const { short, long } = verdict(analytic);
  return (
    <li id={analytic.id}>
      <h3>
        {analytic.platforms.join(", ") || analytic.name}{" "}
        <a href={href} title={analytic.description || undefined}>
          {analytic.id}
        </a>
      </h3>
      {analytic.logSources.map((row) => (
        <LogSource key={row.key} context={context} row={row} />
      ))}
      <p className="verdict">
        <b>{short}</b>
        {long}
      </p>
    </li>
  );
}

/** Platforms of the technique for which the strategy has no analytic. */
function uncovered(platforms: readonly string[], strategy: StrategyView): readonly string[] {
  const named = new Set(strategy.analytics.flatMap((analytic) => analytic.platforms));
  return platforms.filter((platform) => !named.has(platform));
}

export interface StrategySectionProps {
  readonly context: TechniqueContext;
  readonly strategy: StrategyView | null;
  readonly platforms: readonly string[];
}

export function StrategySection({ context, strategy, platforms }: StrategySectionProps) {
  const analytics = strategy?.analytics.length ?? 0;
  const without = strategy ? uncovered(platforms, strategy) : [];
  return (
    <Section
      id="strategy"
      title="Detection strategy"
      count={
        strategy ? (
          <>
            <a href={routes.strategy(strategy.id, context.carry)}>{strategy.id}</a>, {counted(analytics, "analytic")}
          </>
        ) : (
          "none"
        )
      }
      how={
        <p>
          What MITRE asks to be watched, platform by platform, and the rules here that watch it. A source counts as read when a rule’s log
          source, table or event id reaches it.
        </p>
      }
      {...(strategy
        ? {
            downloads: {
              csv: routes.download(context.address, "strategy", "csv"),
              json: routes.download(context.address, "strategy", "json"),
            },
          }
        : {})}
    >
      {strategy ? (
        <>
          <ul className="ans">
            {strategy.analytics.map((analytic) => (
              <Analytic
                key={analytic.id}
                context={context}
                analytic={analytic}
                href={routes.strategy(strategy.id, context.carry, analytic.id)}
              />
            ))}
          </ul>
          <p className="soft">
            {without.length > 0 &&
              `${without.join(", ")} ${without.length === 1 ? "is a platform" : "are platforms"} of ${context.id} without an analytic. `}
            {counted(strategy.elements, "tunable element")} in <a href={routes.strategy(strategy.id, context.carry)}>the strategy</a>.
          </p>
        </>
      ) : (
        <p>
          ATT&amp;CK v{context.catalog.snapshot.attackVersion} has no detection strategy for {context.id}.
        </p>
      )}
    </Section>
  );
}
