/** What each vendor gives: rules, how many carry a technique, how many techniques they reach, from which sources and under which licence. */
import type { CatalogView } from "@/lib/model/catalog-view";
import type { Collection, MatrixColumn } from "@/lib/model/matrix-view";
import { queryLanguages } from "@/lib/model/vendor";
import { type Params, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { LengthBar } from "../ui/bars";
import { count, counted } from "../ui/count";
import { VendorName } from "../ui/vendor";

export interface CollectionsSectionProps {
  readonly collections: readonly Collection[];
  readonly catalog: CatalogView;
  readonly carry: Params;
  readonly columns: readonly MatrixColumn[];
}

function languageLabel(id: string): string {
  return Object.entries(queryLanguages).find(([known]) => known === id)?.[1].label ?? id;
}

export function CollectionsSection({ collections, catalog, carry, columns }: CollectionsSectionProps) {
  const most = Math.max(1, ...collections.map(({ rules }) => rules));
  const techniques = new Set(columns.flatMap(({ cells }) => cells.map(({ id }) => id))).size;
  const sources = new Set(collections.flatMap((collection) => collection.sources.map(({ label }) => label))).size;
  const heads: readonly Column<Collection>[] = [
    { key: "vendor", head: "Vendor", rowHeader: true, cell: ({ vendor }) => <VendorName id={vendor} /> },
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(catalog.snapshot.rules)}`,
      className: "num",
      label: "rules",
      cell: ({ rules }) => count(rules),
    },
    {
      key: "bar",
      head: <span className="vh">Bar</span>,
      className: "lbc",
      cell: ({ rules }) => <LengthBar number={rules} most={most} width={106} />,
    },
    { key: "tagged", head: "Tagged", className: "num", label: "tagged", cell: ({ tagged }) => count(tagged) },
    {
      key: "techniques",
      head: "Techniques",
      note: `of ${techniques}`,
      className: "num",
      label: "techniques",
      cell: (row) => count(row.techniques),
    },
    {
      key: "languages",
      head: "Languages",
      className: "lic",
      cell: ({ languages }) =>
        languages
          .filter((id) => id !== "")
          .map(languageLabel)
          .join(", "),
    },
    {
      key: "sources",
      head: "Sources and licences",
      className: "soft wide",
      cell: (row) => row.sources.map(({ label, licence, rules }) => `${label} (${licence}) ${count(rules)}`).join(", "),
    },
  ];
  return (
    <Section
      id="vendors"
      title="Collections"
      count={`${counted(collections.length, "vendor")}, ${counted(sources, "source")}`}
      how={
        <p>
          Rules as found, and how many carry a technique that ATT&amp;CK v{catalog.snapshot.attackVersion.replace(/\.0$/, "")} knows. Every
          file that was read, or was not, stands in the <a href={routes.sources(carry)}>ledger of its source</a>.
        </p>
      }
    >
      <DataTable
        labelledBy="vendors"
        className="coll"
        columns={heads}
        groups={[{ key: "all", rows: collections }]}
        rowKey={({ vendor }) => `v-${vendor}`}
        empty="No rule has been read yet."
      />
    </Section>
  );
}
