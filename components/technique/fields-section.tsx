/** Fields filtered most: what rules here look at, how, and with which values; selectors stand apart and never outrank behaviour. */
import type { PageOf } from "@/lib/model/paging";
import type { FieldRowView } from "@/lib/model/technique-view";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { WhyCount } from "../data-table/why-count";
import { OperatorList } from "../field/operator-list";
import { FieldName, Tag } from "../predicate/predicate";
import { LengthBar } from "../ui/bars";
import { count, counted } from "../ui/count";
import { Value } from "../ui/value";
import type { TechniqueContext } from "./technique-context";

/** Selectors below the fields; a technique has few. */
const selectorsShown = 12;
const samplesShown = 6;

function columns(context: TechniqueContext, most: number): readonly Column<FieldRowView>[] {
  return [
    {
      key: "field",
      head: "Field",
      cell: ({ field, mapped }) => (
        <>
          <FieldName field={field} names={context.names} carry={context.carry} />
          {!mapped && (
            <>
              {" "}
              <Tag title="No field map knows this name; it stands as the author wrote it">unmapped</Tag>
            </>
          )}
        </>
      ),
    },
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(context.rules)}`,
      className: "num",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={context.address} />,
    },
    {
      key: "bar",
      head: <span className="vh">Bar</span>,
      className: "lbc",
      cell: ({ rules }) => <LengthBar number={rules} most={most} width={106} />,
    },
    {
      key: "how",
      head: "How: operator, rules",
      className: "wide how",
      cell: ({ operators }) => <OperatorList operators={operators} />,
    },
    {
      key: "samples",
      head: "Sample values",
      className: "wide smp",
      cell: ({ samples }) =>
        samples.slice(0, samplesShown).map((sample, index) => (
          <span key={sample}>
            {index > 0 && " "}
            <Value text={sample.length > 60 ? `${sample.slice(0, 60)}…` : sample} />
          </span>
        )),
    },
  ];
}

export interface FieldsSectionProps {
  readonly context: TechniqueContext;
  readonly page: PageOf<FieldRowView>;
  readonly selectors: readonly FieldRowView[];
}

export function FieldsSection({ context, page, selectors }: FieldsSectionProps) {
  const { opened, address } = context;
  const shown = selectors.slice(0, selectorsShown);
  const head = (
    <>
      Selectors <span>pick the event{selectors.length > shown.length && `; ${shown.length} of ${selectors.length} shown`}</span>
    </>
  );
  return (
    <Section
      id="fields"
      title="Fields filtered most"
      count={`${counted(page.total, "field")} of behaviour, ${counted(selectors.length, "selector")}`}
      how={
        <p>
          What the rules look at, counted once a rule. Selectors only pick the event, so they stand below a second rule and never outrank
          behaviour.
        </p>
      }
      downloads={{ csv: routes.download(address, "fields", "csv"), json: routes.download(address, "fields", "json") }}
    >
      <DataTable
        page={{ ...page, param: "fields", address, fragment: "fields", noun: "fields" }}
        labelledBy="fields"
        className="fieldt"
        columns={columns(context, Math.max(...[...page.rows, ...shown].map(({ rules }) => rules)))}
        groups={[
          { key: "behavior", rows: page.rows },
          { key: "selector", head, rows: shown },
        ]}
        rowKey={({ key }) => key}
        opened={
          opened && { key: opened.key, content: <OpenedRules opened={opened} carry={context.carry} page={context.pageOf(opened.key)} /> }
        }
        empty={context.narrowedTo ? `No rule under ${context.id}${context.narrowedTo}.` : "No rule here tests a field."}
      />
    </Section>
  );
}
