/** Every predicate of the rule with its mark, role, how it was written, and its reach in the catalog. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { PageOf } from "@/lib/model/paging";
import { rawText } from "@/lib/model/raw-text";
import type { RulePredicate, RuleView } from "@/lib/model/rule-view";
import { type Address, carried, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { MissingEvents } from "../event/missing-events";
import { isPresence, Part, Tag } from "../predicate/predicate";
import { PredicateHead } from "../technique/clause-cells";
import { LogAxis, ReachBar } from "../ui/bars";
import { CopyButton } from "../ui/copy-button";
import { count } from "../ui/count";
import { type Marks, markAnchor, markName, roleOf } from "./marks";

export interface PredicatesSectionProps {
  readonly rule: RuleView;
  readonly page: PageOf<RulePredicate>;
  readonly marks: Marks;
  readonly names: FieldNaming;
  readonly address: Address;
  readonly catalogRules: number;
  readonly opaque: number;
}

function columns({ rule, marks, names, catalogRules, address }: PredicatesSectionProps): readonly Column<RulePredicate>[] {
  const carry = carried(address.params);
  return [
    {
      key: "mark",
      head: <span className="vh">Mark</span>,
      cell: ({ position }) => {
        const mark = marks.ofPredicate.get(position);
        return mark ? markName(mark) : "";
      },
    },
    {
      key: "predicate",
      head: <PredicateHead />,
      className: "wide",
      cell: ({ field, operator, value, caseSensitive, lane, mapped, reach, polarity }) => (
        <Part
          part={{ field, operator, values: [value], caseSensitive, lane }}
          names={names}
          carry={reach > 0 || (polarity === "match" && isPresence(operator)) ? carry : undefined}
          after={
            <>
              {value !== "" && (
                <>
                  {" "}
                  <CopyButton text={value} />
                </>
              )}
              {caseSensitive && (
                <>
                  {" "}
                  <Tag title="Compared with case">Aa</Tag>
                </>
              )}
              <MissingEvents field={field} events={rule.events} />
              {!mapped && (
                <>
                  {" "}
                  <Tag title="No field map knows this field">unmapped</Tag>
                </>
              )}
            </>
          }
        />
      ),
    },
    { key: "role", head: "Role", className: "soft role wide", cell: roleOf },
    { key: "raw", head: "As written", className: "wr", cell: ({ raw }) => <code>{rawText(rule.language, raw).slice(0, 240)}</code> },
    {
      key: "reach",
      head: "Reach",
      note: `of ${count(catalogRules)}`,
      className: "num",
      label: "reach",
      cell: ({ reach }) => (reach === 0 ? "–" : count(reach)),
    },
    {
      key: "bar",
      head: <LogAxis label="Reach on a log scale" />,
      className: "rbc",
      cell: ({ reach }) => (reach === 0 ? null : <ReachBar reach={reach} />),
    },
    ...vendorColumns<RulePredicate>(({ byVendor }) => byVendor),
  ];
}

export function PredicatesSection(props: PredicatesSectionProps) {
  const { page, address, marks, opaque } = props;
  return (
    <Section
      id="predicates"
      title="Predicates"
      count={`${count(page.total)}${opaque > 0 ? `, and ${count(opaque)} not understood` : ""}`}
      how={
        <p>
          <b>Reach</b> counts the rules of the whole catalog with the same field, operator and value, excluded where it is excluded here. A
          dash: a test that is no indicator, such as presence.
        </p>
      }
      downloads={{ csv: routes.download(address, "predicates", "csv"), json: routes.download(address, "predicates", "json") }}
    >
      <DataTable
        page={{ ...page, param: "page", address, fragment: "predicates", noun: "predicates" }}
        labelledBy="predicates"
        className="pt"
        columns={columns(props)}
        groups={[{ key: "all", rows: page.rows }]}
        rowKey={({ position }) => {
          const mark = marks.ofPredicate.get(position);
          return mark ? markAnchor(mark) : `q${position}`;
        }}
        empty="No predicate could be read from this rule."
      />
    </Section>
  );
}
