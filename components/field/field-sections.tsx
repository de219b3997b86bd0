/** The field's page below the running head, in the order in which it is read. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { CatalogView, OpenedRow, Page, Selection } from "@/lib/model/catalog-view";
import type { ClauseTable } from "@/lib/model/clause-view";
import type { FieldHead, FieldNameRow, FieldTechniqueRow, UnusedName } from "@/lib/model/field-view";
import type { IndicatorTable } from "@/lib/model/indicator-view";
import { pageOf } from "@/lib/model/paging";
import { type Address, carried } from "@/lib/routes";
import type { FieldContext } from "./field-context";
import { FieldExclusions } from "./field-exclusions";
import { FieldHero } from "./field-hero";
import { FieldTechniques } from "./field-techniques";
import { NamesSection } from "./names-section";
import { OperatorsSection } from "./operators-section";
import { ValuesSection } from "./values-section";

/** Rows of each table on a page. */
const size = 30;

export interface FieldSectionsProps {
  readonly page: {
    readonly head: FieldHead;
    readonly names: readonly FieldNameRow[];
    readonly unused: readonly UnusedName[];
    readonly values: IndicatorTable & Pick<Page, "size">;
    readonly exclusions: ClauseTable & Pick<Page, "size">;
    readonly techniques: readonly FieldTechniqueRow[];
    readonly opened: OpenedRow | null;
  };
  readonly catalog: CatalogView;
  readonly selection: Selection;
  readonly address: Address;
  readonly names: FieldNaming;
  readonly narrowedTo: string;
  readonly state: { readonly order: string; readonly q: string | null; readonly namesPage: number; readonly techniques: number };
}

export function FieldSections({ page, catalog, selection, address, names, narrowedTo, state }: FieldSectionsProps) {
  const { head, values, exclusions, techniques } = page;
  const context: FieldContext = {
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
      <FieldHero
        context={context}
        values={values.total}
        exclusions={exclusions.values}
        techniques={techniques.length}
        contents={[
          { id: "names", label: "Names", count: page.names.length },
          { id: "operators", label: "Operators", count: head.operators.length },
          { id: "values", label: "Values", count: values.total },
          { id: "exclusions", label: "Exclusions", count: exclusions.values },
          { id: "techniques", label: "Techniques", count: techniques.length },
        ]}
      />
      <NamesSection context={context} page={pageOf(page.names, state.namesPage, size)} unused={page.unused} />
      <OperatorsSection context={context} />
      <ValuesSection context={context} table={values} order={state.order} text={state.q} />
      <FieldExclusions context={context} table={exclusions} />
      <FieldTechniques context={context} page={pageOf(techniques, state.techniques, size)} />
    </>
  );
}
