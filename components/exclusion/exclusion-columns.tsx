/** Columns that every table of exclusions shares: parts that exclude only together under one bracket, rules, and vendors. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { ClauseRow } from "@/lib/model/clause-view";
import { rowAnchor } from "@/lib/model/row-key";
import { type Address, href, type Params } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { vendorColumns } from "../data-table/vendor-columns";
import { WhyCount } from "../data-table/why-count";
import { Clauses } from "../predicate/predicate";
import { PredicateHead, RankLink } from "../technique/clause-cells";
import { count } from "../ui/count";

export interface ExclusionColumnsProps {
  readonly address: Address;
  readonly carry: Params;
  readonly names: FieldNaming;
  /** Head and denominator of the rules that count. */
  readonly rules: { readonly head: string; readonly of: number };
  /** Rules of the whole catalog beside them, when the first column counts only some. */
  readonly reachOf: number | null;
}

const families: Column<ClauseRow> = {
  key: "families",
  head: "Families",
  className: "r num fam",
  label: "families",
  sort: "descending",
  cellClass: (row) => (row.families === null ? "z" : undefined),
  cell: (row) => (row.families === null ? <span title="Families do not add up over a filter">–</span> : count(row.families)),
};

export function exclusionColumns({ address, carry, names, rules, reachOf }: ExclusionColumnsProps): readonly Column<ClauseRow>[] {
  const reach: Column<ClauseRow>[] =
    reachOf === null
      ? []
      : [
          {
            key: "reach",
            head: "Catalog",
            note: `of ${count(reachOf)}`,
            className: "r num",
            label: "catalog",
            cell: (row) => count(row.reach),
          },
        ];
  return [
    { key: "rank", head: <span className="vh">Row</span>, className: "rank", cell: (row) => <RankLink row={row} /> },
    {
      key: "predicate",
      head: <PredicateHead />,
      className: "wide",
      cell: (row) => (
        <Clauses clauses={row.clauses} names={names} carry={carry} moreHref={href(address, { open: row.key }, rowAnchor(row.key))} />
      ),
    },
    {
      key: "rules",
      head: rules.head,
      note: `of ${count(rules.of)}`,
      className: "r num",
      label: rules.head.toLowerCase(),
      sort: "descending",
      cell: (row) => <WhyCount number={row.rules} rowKey={row.key} address={address} />,
    },
    families,
    ...reach,
    ...vendorColumns<ClauseRow>(({ byVendor }) => byVendor),
  ];
}
