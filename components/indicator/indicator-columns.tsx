/** Columns that every table of indicators shares: what is looked for, how far it reaches, and in whose rules. */
import type { ReactNode } from "react";
import type { FieldNaming } from "@/lib/languages/field-names";
import type { IndicatorRow } from "@/lib/model/indicator-view";
import type { Address, Params } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { vendorColumns } from "../data-table/vendor-columns";
import { WhyCount } from "../data-table/why-count";
import { Part, Tag } from "../predicate/predicate";
import { PredicateHead, RankLink } from "../technique/clause-cells";
import { LogAxis, ReachBar } from "../ui/bars";
import { CopyButton } from "../ui/copy-button";
import { count } from "../ui/count";

export interface IndicatorColumnsProps {
  readonly address: Address;
  readonly carry: Params;
  readonly names: FieldNaming;
  /** Rules of the catalog in the filter. */
  readonly of: number;
}

function Predicate({ row, names, carry }: { readonly row: IndicatorRow } & Pick<IndicatorColumnsProps, "names" | "carry">): ReactNode {
  const [value = ""] = row.part.values;
  return (
    <Part
      part={row.part}
      names={names}
      carry={carry}
      after={
        <>
          {row.part.caseSensitive && (
            <>
              {" "}
              <Tag title="Compared with case">Aa</Tag>
            </>
          )}
          {row.grouped && (
            <>
              {" "}
              <Tag title="Every rule tests it only together with other values of the field">only in AND groups</Tag>
            </>
          )}{" "}
          <CopyButton text={value} />
        </>
      }
    />
  );
}

export function indicatorColumns({ address, carry, names, of }: IndicatorColumnsProps): readonly Column<IndicatorRow>[] {
  return [
    { key: "rank", head: <span className="vh">Row</span>, className: "rank", cell: (row) => <RankLink row={row} /> },
    {
      key: "predicate",
      head: <PredicateHead />,
      className: "wide",
      cell: (row) => <Predicate row={row} names={names} carry={carry} />,
    },
    {
      key: "rules",
      head: "Reach",
      note: `of ${count(of)}`,
      className: "r num",
      label: "reach",
      sort: "descending",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={address} />,
    },
    {
      key: "families",
      head: "Families",
      className: "r num fam",
      label: "families",
      sort: "descending",
      cellClass: ({ families }) => (families === null ? "z" : undefined),
      cell: ({ families }) => (families === null ? <span title="Families do not add up over a filter">–</span> : count(families)),
    },
    { key: "bar", head: <LogAxis label="Reach on a log scale" />, className: "rbc", cell: ({ rules }) => <ReachBar reach={rules} /> },
    ...vendorColumns<IndicatorRow>(({ byVendor }) => byVendor),
  ];
}
