/** The indicator's page below the running head, in the order in which it is read. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { IndicatorPage } from "@/lib/model/indicator-view";
import { pageOf } from "@/lib/model/paging";
import { type Address, carried } from "@/lib/routes";
import { CompanionsSection, GroupsSection } from "./combined-section";
import { ExcludersSection } from "./excluders-section";
import type { IndicatorContext } from "./indicator-context";
import { IndicatorHero } from "./indicator-hero";
import { IndicatorTactics, IndicatorTechniques } from "./indicator-places";
import { IndicatorRules } from "./indicator-rules";

/** Techniques, and values in the same rules, on a page. */
const size = 30;

export interface IndicatorSectionsProps {
  readonly page: IndicatorPage;
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly address: Address;
  readonly names: FieldNaming;
  readonly narrowedTo: string;
  readonly state: { readonly otherFields: boolean; readonly techniques: number };
}

export function IndicatorSections({ page, catalog, selection, address, names, narrowedTo, state }: IndicatorSectionsProps) {
  const { head, techniques, tactics, groups, companions, exclusions, rules } = page;
  const context: IndicatorContext = {
    head,
    catalog,
    selection,
    address,
    carry: carried(address.params),
    names,
    opened: page.opened,
    narrowedTo,
  };
  return (
    <>
      <IndicatorHero
        context={context}
        techniques={techniques.length}
        excluded={exclusions.total}
        contents={[
          { id: "techniques", label: "Techniques", count: techniques.length },
          { id: "tactics", label: "Tactics", count: tactics.length },
          { id: "groups", label: "AND groups", count: groups.total },
          { id: "companions", label: "In the same rules", count: null },
          { id: "exclusions", label: "Excluded by", count: exclusions.total },
          { id: "rules", label: "Rules", count: rules.total },
        ]}
      />
      <IndicatorTechniques context={context} page={pageOf(techniques, state.techniques, size)} />
      <IndicatorTactics context={context} tactics={tactics} />
      <GroupsSection context={context} table={groups} />
      <CompanionsSection context={context} companions={companions} otherFields={state.otherFields} most={size} />
      <ExcludersSection context={context} table={exclusions} />
      <IndicatorRules context={context} table={rules} />
    </>
  );
}
