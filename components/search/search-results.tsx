/** What a search found, grouped by what matched. */
import type { ReactNode } from "react";
import type { FieldNaming } from "@/lib/languages/field-names";
import type { Found, FoundRuleLine, FoundTechnique, FoundValue } from "@/lib/model/search-view";
import { type Params, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { vendorColumns } from "../data-table/vendor-columns";
import { Part } from "../predicate/predicate";
import { PredicateHead } from "../technique/clause-cells";
import { LogAxis, ReachBar } from "../ui/bars";
import { count } from "../ui/count";
import { Dash, Value } from "../ui/value";
import { VendorName } from "../ui/vendor";

export interface SearchResultsProps {
  readonly text: string;
  readonly techniques: Found<FoundTechnique> | null;
  readonly rules: Found<FoundRuleLine> | null;
  readonly values: Found<FoundValue> | null;
  readonly carry: Params;
  readonly names: FieldNaming;
  readonly catalogRules: number;
}

function shownOf({ rows, total }: Found<unknown>): string {
  return total > rows.length ? `the first ${count(rows.length)} of ${count(total)}` : count(total);
}

function Group({
  id,
  title,
  found,
  how,
  children,
}: {
  id: string;
  title: string;
  found: Found<unknown>;
  how: string;
  children: ReactNode;
}) {
  return (
    <Section id={id} title={title} count={shownOf(found)} how={<p>{how}</p>}>
      {children}
    </Section>
  );
}

function valueColumns({ carry, names, catalogRules }: SearchResultsProps): readonly Column<FoundValue>[] {
  return [
    { key: "predicate", head: <PredicateHead />, className: "wide", cell: ({ part }) => <Part part={part} names={names} carry={carry} /> },
    {
      key: "techniques",
      head: "Most of it under",
      className: "wide",
      cell: ({ techniques }) =>
        techniques.length === 0 ? (
          <Dash label="no technique" />
        ) : (
          techniques.map(({ id, name, rules }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <a href={routes.technique(id, carry)} title={name}>
                {id}
              </a>{" "}
              <span className="soft">{count(rules)}</span>
            </span>
          ))
        ),
    },
    { key: "reach", head: "Reach", note: `of ${count(catalogRules)}`, className: "num", label: "reach", cell: ({ rules }) => count(rules) },
    { key: "bar", head: <LogAxis label="Reach on a log scale" />, className: "rbc", cell: ({ rules }) => <ReachBar reach={rules} /> },
    ...vendorColumns<FoundValue>(({ byVendor }) => byVendor),
  ];
}

const ruleColumns = (carry: Params): readonly Column<FoundRuleLine>[] => [
  { key: "title", head: "Rule", className: "wide", cell: ({ key, title }) => <a href={routes.rule(key, carry)}>{title}</a> },
  { key: "vendor", head: "Vendor", cell: ({ vendor }) => <VendorName id={vendor} /> },
  { key: "level", head: "Level", cell: ({ level }) => level ?? <Dash label="none stated" /> },
  { key: "id", head: "Author’s id", className: "wide soft", cell: ({ ownId }) => (ownId ? <code>{ownId}</code> : <Dash label="none" />) },
];

const techniqueColumns = (carry: Params): readonly Column<FoundTechnique>[] => [
  {
    key: "id",
    head: "Id",
    className: "tid",
    cell: ({ id }) => (
      <a href={routes.technique(id, carry)}>
        <code>{id}</code>
      </a>
    ),
  },
  { key: "name", head: "Technique", className: "wide", cell: ({ id, name }) => <a href={routes.technique(id, carry)}>{name}</a> },
  {
    key: "rules",
    head: "Rules",
    className: "num",
    label: "rules",
    cell: ({ rules }) => (rules === 0 ? <Dash label="none" /> : count(rules)),
  },
];

export function SearchResults(props: SearchResultsProps) {
  const { text, techniques, rules, values, carry } = props;
  if (!techniques || !rules || !values) {
    return (
      <div className="plain">
        <h1>Search</h1>
        <p>Type a technique’s id or name, a rule’s title or id, or a value exactly as a rule writes it, such as nmap.</p>
      </div>
    );
  }
  const any = techniques.total + rules.total + values.total > 0;
  return (
    <>
      <div className="plain">
        <h1>
          {any ? "Found for " : "Nothing found for "}
          <Value text={text} />
        </h1>
        {!any && <p>Names are searched for a part, values only as a whole: try fewer letters of a name, or the whole value.</p>}
      </div>
      {techniques.total > 0 && (
        <Group id="techniques" title="Techniques" found={techniques} how="Techniques whose id or name contains the text.">
          <DataTable
            labelledBy="techniques"
            className="found"
            columns={techniqueColumns(carry)}
            groups={[{ key: "all", rows: techniques.rows }]}
            rowKey={({ id }) => id}
            empty=""
          />
        </Group>
      )}
      {values.total > 0 && (
        <Group
          id="values"
          title="Values"
          found={values}
          how="Rules look for exactly this value, in these fields; case is left out of account."
        >
          <DataTable
            labelledBy="values"
            className="ind vals"
            columns={valueColumns(props)}
            groups={[{ key: "all", rows: values.rows }]}
            rowKey={({ part }) => `${part.field}-${part.operator}-${part.caseSensitive}`}
            empty=""
          />
        </Group>
      )}
      {rules.total > 0 && (
        <Group id="rules" title="Rules" found={rules} how="Rules whose title contains the text, or whose id it is.">
          <DataTable
            labelledBy="rules"
            className="found"
            columns={ruleColumns(carry)}
            groups={[{ key: "all", rows: rules.rows }]}
            rowKey={({ key }) => `r-${key}`}
            empty=""
          />
        </Group>
      )}
    </>
  );
}
