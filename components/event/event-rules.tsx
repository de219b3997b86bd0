/** Rules that read the event, last changed first; all of them are a page of the list of rules. */
import type { RuleListRow } from "@/lib/model/rule-list-view";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { OutcomeMark } from "../rule/outcome-mark";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";
import type { EventContext } from "./event-context";

export function EventRules({ context, rules }: { readonly context: EventContext; readonly rules: readonly RuleListRow[] }) {
  const { head, carry } = context;
  const list = { path: routes.rules(), params: { ...carry, event: head.event } };
  const columns: readonly Column<RuleListRow>[] = [
    { key: "title", head: "Rule", className: "wide", cell: ({ key, title }) => <a href={routes.rule(key, carry)}>{title}</a> },
    { key: "vendor", head: "Vendor", cell: ({ vendor }) => <VendorName id={vendor} /> },
    { key: "source", head: "Source", className: "soft st", cell: ({ source }) => source },
    { key: "level", head: "Level", cell: ({ level }) => level ?? <Dash label="none stated" /> },
    { key: "outcome", head: "Outcome", className: "ev", cell: ({ outcome }) => <OutcomeMark outcome={outcome} /> },
    { key: "changed", head: "Changed", className: "r", cell: ({ changed }) => changed ?? <Dash label="not stated" /> },
  ];
  return (
    <Section
      id="rules"
      title="Rules that read it"
      count={counted(head.rules, "rule")}
      how={<p>The rules changed last. A dash means that the file does not say.</p>}
      downloads={{ csv: routes.download(list, null, "csv"), json: routes.download(list, null, "json") }}
    >
      <DataTable
        labelledBy="rules"
        className="rules"
        columns={columns}
        groups={[{ key: "all", rows: rules }]}
        rowKey={({ key }) => `r-${key}`}
        empty="No rule reads this event."
      />
      {rules.length > 0 && (
        <p className="more">
          <a href={routes.rules(list.params)}>
            {rules.length < head.rules ? `All ${count(head.rules)} rules, with facets` : "The same as a page, with facets"}
          </a>
        </p>
      )}
    </Section>
  );
}
