/** Columns of tables that say under which techniques some rules stand: how many of them, and of how many there. */
import { type Address, type Params, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { WhyCount } from "../data-table/why-count";
import { LengthBar } from "../ui/bars";
import { count } from "../ui/count";

interface Place {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly rules: number;
  /** Rules of the technique itself. */
  readonly of: number;
}

export interface PlaceColumnsProps {
  readonly address: Address;
  readonly carry: Params;
  /** Rules that are spread over the places. */
  readonly of: number;
}

export function placeColumns({ address, carry, of }: PlaceColumnsProps): readonly Column<Place>[] {
  return [
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
    {
      key: "name",
      head: "Technique",
      className: "wide",
      rowHeader: true,
      cell: ({ id, name }) => <a href={routes.technique(id, carry)}>{name || id}</a>,
    },
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(of)}`,
      className: "num",
      label: "rules",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={address} />,
    },
    {
      key: "of",
      head: "Of",
      note: "its rules",
      className: "num",
      label: "of its",
      cell: (row) => count(row.of),
    },
    {
      key: "bar",
      head: <span className="vh">Share of the technique’s rules</span>,
      className: "lbc",
      cell: (row) => <LengthBar number={row.rules} most={row.of} width={106} />,
    },
  ];
}
