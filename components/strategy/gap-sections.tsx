/** Where nothing is read: a heat map of tactics and platforms, and the log sources that analytics ask for most and rules read least. */
import type { AskedSource, GapCell } from "@/lib/model/strategy-view";
import { type Address, carried, type Params, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { count } from "../ui/count";
import { Dash } from "../ui/value";

/** Log sources listed; the rest are asked for by few. */
const sourcesShown = 40;

interface TacticRow {
  readonly id: string;
  readonly name: string;
  readonly cells: ReadonlyMap<string, GapCell>;
}

/** Tint 0 (no gap) to 5, by the share of strategies with a gap. */
function tint({ unread, strategies }: GapCell): number {
  return unread === 0 ? 0 : Math.max(1, Math.ceil((unread / strategies) * 5));
}

function gapColumns(platforms: readonly string[], address: Address): readonly Column<TacticRow>[] {
  const carry = carried(address.params);
  return [
    {
      key: "tactic",
      head: "Tactic",
      className: "wide",
      rowHeader: true,
      cell: ({ id, name }) => <a href={routes.strategies({ ...carry, tactic: id, show: "gaps" })}>{name}</a>,
    },
    ...platforms.map(
      (platform): Column<TacticRow> => ({
        key: platform,
        head: platform,
        className: "num gap",
        label: platform,
        cellClass: ({ cells }) => {
          const cell = cells.get(platform);
          return cell ? `h${tint(cell)}` : "z";
        },
        cell: ({ id, cells }) => {
          const cell = cells.get(platform);
          if (!cell) return <Dash label="no analytic" />;
          const words = `${count(cell.unread)} of ${count(cell.strategies)}`;
          const short = `${cell.unread}/${cell.strategies}`;
          if (cell.unread === 0) return <span title={words}>{short}</span>;
          return (
            <a href={routes.strategies({ ...carry, tactic: id, on: platform, show: "gaps" })} title={words} aria-label={words}>
              {short}
            </a>
          );
        },
      }),
    ),
  ];
}

const sourceColumns = (carry: Params): readonly Column<AskedSource>[] => [
  {
    key: "name",
    head: "Log source",
    className: "wide",
    rowHeader: true,
    cell: ({ name }) => (
      <a href={routes.events({ ...carry, q: name })}>
        <code>{name}</code>
      </a>
    ),
  },
  { key: "asked", head: "Analytics", note: "that ask", className: "num", label: "analytics", cell: ({ asked }) => count(asked) },
  {
    key: "unread",
    head: "Not read",
    note: "of them",
    className: "num",
    label: "not read",
    cell: ({ asked, read }) => (asked === read ? <Dash label="none" /> : count(asked - read)),
  },
  {
    key: "rules",
    head: "Rules",
    note: "at most for one",
    className: "num",
    label: "rules",
    cell: ({ rules }) => (rules === 0 ? <Dash label="none" /> : count(rules)),
  },
];

export interface GapSectionsProps {
  readonly cells: readonly GapCell[];
  readonly sources: readonly AskedSource[];
  readonly address: Address;
}

export function GapSections({ cells, sources, address }: GapSectionsProps) {
  const platforms = [...new Set(cells.map(({ platform }) => platform))].sort();
  const tactics = [...new Map(cells.map(({ tactic, tacticName }) => [tactic, tacticName]))].map(([id, name]) => ({
    id,
    name,
    cells: new Map(cells.filter(({ tactic }) => tactic === id).map((cell) => [cell.platform, cell])),
  }));
  return (
    <>
      <Section
        id="gaps"
        title="Gaps"
        count="by tactic and platform"
        how={
          <p>
            Strategies that have an analytic for the platform of which <b>no rule</b> of the technique reads a log source, of all strategies
            with one. The darker, the larger the share. A strategy stands under each tactic of its technique.
          </p>
        }
      >
        <DataTable
          labelledBy="gaps"
          className="gaps"
          columns={gapColumns(platforms, address)}
          groups={[{ key: "all", rows: tactics }]}
          rowKey={({ id }) => `gap-${id}`}
          empty="The loaded ATT&CK has no analytic."
        />
      </Section>
      <Section
        id="sources"
        title="Log sources asked for"
        count={`${count(sources.length)} names`}
        how={
          <p>
            Analytics that name the log source, and those of them for which no rule of their technique reads it; the largest gaps first, the
            first {sourcesShown}.
          </p>
        }
      >
        <DataTable
          labelledBy="sources"
          className="asked"
          columns={sourceColumns(carried(address.params))}
          groups={[{ key: "all", rows: sources.slice(0, sourcesShown) }]}
          rowKey={({ name }) => `source-${name}`}
          empty="The loaded ATT&CK names no log source."
        />
      </Section>
    </>
  );
}
