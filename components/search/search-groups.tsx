/** Results of a search, a section a kind: the first of each with a way to all of them, or one kind a page at a time. */
import type { ReactNode } from "react";
import type { FieldNaming } from "@/lib/languages/field-names";
import type { Found, FoundName, NamedKind, SearchKind, SearchResults } from "@/lib/model/search-view";
import { type Address, href, type Params, restarted, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { count } from "../ui/count";
import { nameColumns } from "./name-columns";
import { ruleColumns } from "./rule-columns";
import { valueColumns } from "./value-columns";

export interface SearchGroupsProps {
  readonly text: string;
  readonly found: SearchResults;
  readonly kinds: readonly SearchKind[];
  readonly only: SearchKind | null;
  /** Rows on a page of one kind. */
  readonly size: number;
  readonly address: Address;
  readonly carry: Params;
  readonly names: FieldNaming;
  readonly catalogRules: number;
}

export const kindLabels: Readonly<Record<SearchKind, string>> = {
  techniques: "Techniques",
  fields: "Fields",
  values: "Values",
  events: "Events",
  rules: "Rules",
  strategies: "Detection strategies",
  analytics: "Analytics",
  sources: "Sources",
};

const how: Readonly<Record<NamedKind | "rules", string>> = {
  techniques: "By id or name; rules count its sub-techniques in.",
  fields: "By their canonical name, or by what a language calls them.",
  events: "By log, code or what they record.",
  rules: "By id, title, and words of description and query. Titles come first, then the last changed.",
  strategies: "By id or name.",
  analytics: "By id, or by the name of their strategy.",
  sources: "Where the rules come from.",
};

interface GroupProps<Row> {
  readonly kind: SearchKind;
  readonly found: Found<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly className: string;
  readonly how: ReactNode;
}

function Group<Row extends object>(props: GroupProps<Row> & Pick<SearchGroupsProps, "only" | "address" | "size">) {
  const { kind, found, columns, rowKey, className, only, address } = props;
  const noun = kindLabels[kind].toLowerCase();
  return (
    <Section id={kind} title={kindLabels[kind]} count={count(found.total)} how={<p>{props.how}</p>}>
      <DataTable
        labelledBy={kind}
        className={className}
        columns={columns}
        groups={[{ key: "all", rows: found.rows }]}
        rowKey={rowKey}
        empty=""
        {...(only === null ? {} : { page: { offset: found.offset, total: found.total, size: props.size, param: "page", address, noun } })}
      />
      {only === null && found.total > found.rows.length && (
        <nav className="more" aria-label={`All ${noun}`}>
          <span>
            The first {count(found.rows.length)} of {count(found.total)}
          </span>
          <a href={href(restarted(address), { in: kind })}>
            all {count(found.total)} {noun}
          </a>
        </nav>
      )}
    </Section>
  );
}

export function SearchGroups(props: SearchGroupsProps) {
  const { text, found, kinds, only, carry, names, catalogRules } = props;
  // What is shown may be what a misspelt text was taken for: more of it is more of that.
  const shared = { only, size: props.size, address: { ...props.address, params: { ...props.address.params, q: text } } };
  const asTable = (
    <>
      What rules look for, by any part and without case: exactly this first, then by reach.{" "}
      <a href={routes.indicators({ ...carry, q: text })}>With filters</a>
    </>
  );
  return kinds.map((kind) => {
    if (kind === "values") {
      const columns = valueColumns({ carry, names, catalogRules });
      return (
        <Group
          key={kind}
          {...shared}
          kind={kind}
          found={found.values}
          columns={columns}
          rowKey={({ key }) => `i-${key}`}
          className="ind vals"
          how={asTable}
        />
      );
    }
    if (kind === "rules") {
      return (
        <Group
          key={kind}
          {...shared}
          kind={kind}
          found={found.rules}
          columns={ruleColumns(carry)}
          rowKey={({ key }) => `r-${key}`}
          className="found"
          how={how.rules}
        />
      );
    }
    const columns: readonly Column<FoundName>[] = nameColumns(kind, carry, names);
    return (
      <Group
        key={kind}
        {...shared}
        kind={kind}
        found={found.names[kind]}
        columns={columns}
        rowKey={({ id }) => `${kind}-${id}`}
        className="found named-things"
        how={how[kind]}
      />
    );
  });
}
