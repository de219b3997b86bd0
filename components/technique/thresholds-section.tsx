/** Thresholds: how much is too much, as rules here set it; a group read downwards shows how far authors disagree. */
import { groupBy } from "@/lib/model/group-by";
import type { PageOf } from "@/lib/model/paging";
import type { ThresholdRow } from "@/lib/model/technique-view";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable, type RowGroup } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { WhyCount } from "../data-table/why-count";
import { counted } from "../ui/count";
import { VendorName } from "../ui/vendor";
import { limitColumns } from "./limit-columns";
import type { TechniqueContext } from "./technique-context";

function columns(context: TechniqueContext, first: ReadonlySet<string>): readonly Column<ThresholdRow>[] {
  return [
    {
      key: "counted",
      head: "Counted",
      className: "wide",
      cell: ({ key, aggregate }) => <code className={first.has(key) ? "f" : "f vh"}>{aggregate}</code>,
    },
    ...limitColumns,
    {
      key: "rules",
      head: "Rules",
      className: "r cnt",
      label: "rules",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={context.address} />,
    },
    {
      key: "vendors",
      head: "Vendor",
      className: "who",
      cell: ({ vendors }) =>
        vendors.map((id, index) => (
          <span key={id}>
            {index > 0 && " "}
            <VendorName id={id} />
          </span>
        )),
    },
  ];
}

/** One body a measure, so that a rule parts the groups. */
function groupsOf(rows: readonly ThresholdRow[]): readonly RowGroup<ThresholdRow>[] {
  return [...groupBy(rows, ({ aggregate }) => aggregate)].map(([key, group]) => ({ key, rows: group }));
}

export function ThresholdsSection({ context, page }: { readonly context: TechniqueContext; readonly page: PageOf<ThresholdRow> }) {
  const { opened, address, id } = context;
  const groups = groupsOf(page.rows);
  const first = new Set(groups.flatMap(({ rows }) => rows.slice(0, 1).map(({ key }) => key)));
  return (
    <Section
      id="thresholds"
      title="Thresholds"
      count={counted(page.total, "distinct limit")}
      how={
        <p>How much is too much, as rules here set it. Read a group downwards: the dots show how far authors disagree on one measure.</p>
      }
      downloads={{ csv: routes.download(address, "thresholds", "csv"), json: routes.download(address, "thresholds", "json") }}
    >
      <DataTable
        page={{ ...page, param: "thresholds", address, fragment: "thresholds", noun: "limits" }}
        labelledBy="thresholds"
        className="thr"
        columns={columns(context, first)}
        groups={groups}
        rowKey={({ key }) => key}
        opened={
          opened && { key: opened.key, content: <OpenedRules opened={opened} carry={context.carry} page={context.pageOf(opened.key)} /> }
        }
        empty={context.narrowedTo ? `No rule under ${id}${context.narrowedTo} counts anything.` : "No rule here counts anything."}
      />
    </Section>
  );
}
