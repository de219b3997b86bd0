/** Mutable elements, each bound to what rules of the technique do there: values looked for and excluded, limits, windows. */
import type { EvidenceRow, StrategyElement } from "@/lib/model/strategy-view";
import type { ThresholdRow } from "@/lib/model/technique-view";
import { routes, rowParams } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Clauses } from "../predicate/predicate";
import { PredicateHead } from "../technique/clause-cells";
import { limitColumns, windowText } from "../technique/limit-columns";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import type { StrategyContext } from "./strategy-context";

/** The rules behind a row, on a page of their own: those of the technique. */
function rulesOf({ head, carry }: StrategyContext, key: string): string {
  return routes.rules({ ...carry, technique: head.technique?.id, ...rowParams(key) });
}

function Rules({ context, rowKey, rules }: { readonly context: StrategyContext; readonly rowKey: string; readonly rules: number }) {
  return (
    <a className="why" href={rulesOf(context, rowKey)} aria-label={`${counted(rules, "rule")}, list them`}>
      {count(rules)}
    </a>
  );
}

function valueColumns(context: StrategyContext): readonly Column<EvidenceRow>[] {
  const { names, carry, catalogRules } = context;
  return [
    {
      key: "predicate",
      head: <PredicateHead />,
      className: "wide",
      cell: ({ key, clauses }) => <Clauses clauses={clauses} names={names} carry={carry} moreHref={rulesOf(context, key)} />,
    },
    {
      key: "rules",
      head: "Here",
      className: "r num",
      label: "here",
      cell: ({ key, rules }) => <Rules context={context} rowKey={key} rules={rules} />,
    },
    {
      key: "fitting",
      head: "Platform",
      note: "or unsaid",
      className: "r num",
      label: "for the platform",
      cell: ({ fitting }) => (fitting === 0 ? <Dash label="none" /> : count(fitting)),
    },
    {
      key: "reach",
      head: "Reach",
      note: `of ${count(catalogRules)}`,
      className: "r num",
      label: "reach",
      cell: ({ reach }) => count(reach),
    },
  ];
}

function thresholdColumns(context: StrategyContext): readonly Column<ThresholdRow>[] {
  return [
    { key: "counted", head: "Counted", className: "wide", cell: ({ aggregate }) => <code className="f">{aggregate}</code> },
    ...limitColumns,
    { key: "rules", head: "Rules", className: "r cnt", cell: ({ key, rules }) => <Rules context={context} rowKey={key} rules={rules} /> },
  ];
}

function Windows({
  context,
  windows,
}: {
  readonly context: StrategyContext;
  readonly windows: NonNullable<StrategyElement["evidence"]>["windows"];
}) {
  return (
    <ul className="windows">
      {windows.map(({ window, rules, sample }) => (
        <li key={window}>
          <b>{windowText(window)}</b> in {counted(rules, "rule")}:{" "}
          {sample.map(({ key, title }, index) => (
            <span key={key}>
              {index > 0 && ", "}
              <a href={routes.rule(key, context.carry)}>{title}</a>
            </span>
          ))}
          {rules > sample.length && ` and ${count(rules - sample.length)} more`}
        </li>
      ))}
    </ul>
  );
}

function Evidence({ context, element, id }: { readonly context: StrategyContext; readonly element: StrategyElement; readonly id: string }) {
  const { evidence, kind } = element;
  if (context.head.technique === null) return <p className="soft">The loaded ATT&amp;CK has no technique for this strategy.</p>;
  if (evidence === null) return <p className="soft">No part of a rule stands for a knob of this kind.</p>;
  const { match, exclude, limits, windows, fields } = evidence;
  const nothing = match.length + exclude.length + limits.length + windows.length === 0;
  if (nothing) {
    const unnamed = fields.length === 0 && kind !== "threshold" && kind !== "window" && kind !== "entropy";
    return <p className="soft">{unnamed ? "Its name says no field by which rules could be asked." : "No rule here implements this."}</p>;
  }
  const groups = [
    { key: "exclude", head: "Rules here exclude", rows: exclude },
    { key: "match", head: "Rules here look for", rows: match },
  ];
  return (
    <>
      {match.length + exclude.length > 0 && (
        <DataTable
          labelledBy={id}
          className="ind evi"
          columns={valueColumns(context)}
          groups={kind === "allow-list" ? groups : groups.toReversed()}
          rowKey={({ key }) => `${id}-${key}`}
          empty=""
        />
      )}
      {limits.length > 0 && (
        <>
          <DataTable
            labelledBy={id}
            className="thr"
            columns={thresholdColumns(context)}
            groups={[{ key: "limits", rows: limits }]}
            rowKey={({ key }) => `${id}-${key}`}
            empty=""
          />
          <p className="more">
            <a href={routes.technique(context.head.technique.id, context.carry, "thresholds")}>
              All limits under {context.head.technique.id}
            </a>
          </p>
        </>
      )}
      {windows.length > 0 && <Windows context={context} windows={windows} />}
    </>
  );
}

export function ElementList({
  context,
  analytic,
  elements,
}: {
  readonly context: StrategyContext;
  readonly analytic: string;
  readonly elements: readonly StrategyElement[];
}) {
  if (elements.length === 0) return <p className="soft">ATT&amp;CK names nothing to tune in this analytic.</p>;
  return (
    <div className="elements">
      <h3 className="minor">Mutable elements</h3>
      {elements.map((element) => {
        const id = `${analytic}-${element.name.replace(/\W+/g, "-")}`;
        return (
          <section key={element.name} aria-labelledby={id}>
            <h4 id={id}>
              <code>{element.name}</code>{" "}
              <span className="soft">
                {element.kind}, because {element.because}
              </span>
            </h4>
            <p>{element.description || <Dash label="the loaded bundle does not describe it" />}</p>
            <Evidence context={context} element={element} id={id} />
          </section>
        );
      })}
    </div>
  );
}
