/** The technique's page below the running head, in the order in which it is read. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import { pageOf } from "@/lib/model/paging";
import type { TechniquePage } from "@/lib/model/technique-page";
import { type Address, carried, routes, rowParams } from "@/lib/routes";
import { inWords } from "../shell/filter-words";
import { EventsSection } from "./events-section";
import { ExclusionsSection } from "./exclusions-section";
import { FieldsSection } from "./fields-section";
import { IndicatorsSection } from "./indicators-section";
import { RulesSection } from "./rules-section";
import { StrategySection } from "./strategy-section";
import type { TechniqueContext } from "./technique-context";
import { TechniqueHero } from "./technique-hero";
import { ThresholdsSection } from "./thresholds-section";

/** Rows of each table on a page. */
const size = 20;

export interface TechniqueSectionsProps {
  readonly page: TechniquePage;
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly filter: CatalogFilter;
  readonly address: Address;
  readonly names: FieldNaming;
  readonly state: {
    readonly sub: string;
    readonly lane: "behavior" | "selector" | "placeholder";
    readonly order: string;
    readonly kind: string;
    readonly level: string | null;
    readonly outcome: string | null;
    readonly all: string | null;
    readonly events: number;
    readonly fields: number;
    readonly thresholds: number;
  };
}

function contents(page: TechniquePage, fields: number) {
  const values = (polarity: string) =>
    page.clauseCounts
      .filter((row) => row.polarity === polarity && (polarity === "exclude" || row.lane === "behavior"))
      .reduce((sum, row) => sum + row.values, 0);
  return [
    { id: "strategy", label: "Detection strategy", count: page.strategy?.analytics.length ?? 0 },
    { id: "events", label: "Events covered", count: page.events.length },
    { id: "fields", label: "Fields", count: fields },
    { id: "indicators", label: "Indicators", count: values("match") },
    { id: "exclusions", label: "Exclusions", count: values("exclude") },
    { id: "thresholds", label: "Thresholds", count: page.thresholds.length },
    { id: "rules", label: "Rules", count: page.totals.rules },
  ];
}

export function TechniqueSections({ page, catalog, selection, filter, address, names, state }: TechniqueSectionsProps) {
  const { head, totals } = page;
  const fields = page.fields.filter(({ lane }) => lane === "behavior");
  const context: TechniqueContext = {
    ...{ id: head.id, catalog, selection, address, names },
    rules: totals.rules,
    families: totals.families,
    carry: carried(address.params),
    opened: page.opened,
    pageOf: (key) =>
      routes.rules({ ...carried(address.params), technique: head.id, sub: state.sub === "0" ? "0" : undefined, ...rowParams(key) }),
    narrowedTo: inWords(filter),
  };
  const laneValues = (lane: string) => page.clauseCounts.find((row) => row.polarity === "match" && row.lane === lane)?.values ?? 0;
  return (
    <>
      <TechniqueHero
        context={context}
        head={head}
        totals={totals}
        strategy={page.strategy}
        ownOnly={state.sub === "0"}
        contents={contents(page, fields.length)}
      />
      <StrategySection context={context} strategy={page.strategy} platforms={head.platforms} />
      <EventsSection context={context} page={pageOf(page.events, state.events, size)} />
      <FieldsSection
        context={context}
        page={pageOf(fields, state.fields, size)}
        selectors={page.fields.filter(({ lane }) => lane === "selector")}
      />
      <IndicatorsSection
        context={context}
        table={page.indicators}
        lane={state.lane}
        order={state.order}
        values={{ behavior: laneValues("behavior"), selector: laneValues("selector"), placeholder: laneValues("placeholder") }}
      />
      <ExclusionsSection context={context} table={page.exclusions} compoundOnly={state.kind === "compound"} />
      <ThresholdsSection context={context} page={pageOf(page.thresholds, state.thresholds, size)} />
      <RulesSection
        context={context}
        rules={page.rules}
        facets={page.facets}
        level={state.level}
        outcome={state.outcome}
        allOf={state.all}
      />
    </>
  );
}
