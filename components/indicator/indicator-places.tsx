/** Under which techniques and tactics rules look for the indicator. */
import type { PlaceRow } from "@/lib/model/indicator-view";
import type { PageOf } from "@/lib/model/paging";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { WhyCount } from "../data-table/why-count";
import { placeColumns } from "../technique/place-columns";
import { LengthBar } from "../ui/bars";
import { count, counted } from "../ui/count";
import type { IndicatorContext } from "./indicator-context";

function Opened({ context }: { readonly context: IndicatorContext }) {
  const { opened, head, carry } = context;
  const technique = opened?.key.startsWith("t-") ? opened.key.slice(2) : null;
  const page = technique === null ? {} : { page: routes.rules({ ...carry, indicator: head.id, technique, sub: "0" }) };
  return opened && <OpenedRules opened={opened} carry={carry} {...page} />;
}

export function IndicatorTechniques({ context, page }: { readonly context: IndicatorContext; readonly page: PageOf<PlaceRow> }) {
  const { head, opened, address, carry } = context;
  return (
    <Section
      id="techniques"
      title="Techniques"
      count={counted(page.total, "technique")}
      how={
        <p>
          Rules count under the techniques that they are tagged with themselves. The bar is their share of the technique’s own rules: where
          it is long, the value is the technique’s.
        </p>
      }
      downloads={{ csv: routes.download(address, "techniques", "csv"), json: routes.download(address, "techniques", "json") }}
    >
      <DataTable
        page={{ ...page, param: "techniques", address, fragment: "techniques", noun: "techniques" }}
        labelledBy="techniques"
        className="places"
        columns={placeColumns({ address, carry, of: head.rules })}
        groups={[{ key: "all", rows: page.rows }]}
        rowKey={({ key }) => key}
        opened={opened && { key: opened.key, content: <Opened context={context} /> }}
        empty={head.rules === 0 ? `No rule${context.narrowedTo} looks for this value.` : "None of these rules is tagged with a technique."}
      />
    </Section>
  );
}

function tacticColumns({ head, address, carry }: IndicatorContext): readonly Column<PlaceRow>[] {
  return [
    {
      key: "id",
      head: "Id",
      className: "tid",
      cell: ({ id }) => (
        <a href={routes.techniques({ ...carry, tactic: id })}>
          <code>{id}</code>
        </a>
      ),
    },
    {
      key: "name",
      head: "Tactic",
      className: "wide",
      rowHeader: true,
      cell: ({ id, name }) => <a href={routes.techniques({ ...carry, tactic: id })}>{name}</a>,
    },
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(head.rules)}`,
      className: "num",
      label: "rules",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={address} />,
    },
    {
      key: "bar",
      head: <span className="vh">Bar</span>,
      className: "lbc",
      cell: ({ rules }) => <LengthBar number={rules} most={head.rules} width={106} />,
    },
  ];
}

export function IndicatorTactics({ context, tactics }: { readonly context: IndicatorContext; readonly tactics: readonly PlaceRow[] }) {
  const { opened, address } = context;
  return (
    <Section
      id="tactics"
      title="Tactics"
      count={counted(tactics.length, "tactic")}
      how={
        <p>
          Tactics of those techniques, in the order of the matrix. A rule counts once a tactic, and in several tactics where its techniques
          do.
        </p>
      }
      downloads={{ csv: routes.download(address, "tactics", "csv"), json: routes.download(address, "tactics", "json") }}
    >
      <DataTable
        labelledBy="tactics"
        className="places"
        columns={tacticColumns(context)}
        groups={[{ key: "all", rows: tactics }]}
        rowKey={({ key }) => key}
        opened={opened && { key: opened.key, content: <Opened context={context} /> }}
        empty="None of these rules stands under a tactic."
      />
    </Section>
  );
}
