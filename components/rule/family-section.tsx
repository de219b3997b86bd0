/** Near-identical rules: those of the same family, whose normalized predicates are the same. */
import type { FamilyRule } from "@/lib/model/rule-view";
import { type Params, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";

export function FamilySection({ family, carry }: { readonly family: readonly FamilyRule[]; readonly carry: Params }) {
  const vendors = new Set(family.map(({ vendor }) => vendor)).size;
  const columns: readonly Column<FamilyRule>[] = [
    { key: "title", head: "Rule", className: "wide", cell: ({ key, title }) => <a href={routes.rule(key, carry)}>{title}</a> },
    { key: "vendor", head: "Vendor", cell: ({ vendor }) => <VendorName id={vendor} /> },
    { key: "source", head: "Source", className: "soft", cell: ({ source }) => source },
    { key: "level", head: "Level", cell: ({ level }) => level ?? <Dash label="none stated" /> },
    { key: "changed", head: "Changed", className: "r", cell: ({ changed }) => changed ?? <Dash label="not stated" /> },
  ];
  return (
    <Section
      id="near"
      title="Near-identical rules"
      count={family.length === 0 ? "none" : `${count(family.length)} of ${counted(vendors, "vendor")}`}
      how={<p>Rules whose normalized predicates, selectors apart, are the same as this rule’s: one idea, shipped more than once.</p>}
    >
      <DataTable
        labelledBy="near"
        className="famt"
        columns={columns}
        groups={[{ key: "all", rows: family }]}
        rowKey={({ key }) => `n-${key}`}
        empty="No other rule of the catalog has the same predicates."
      />
    </Section>
  );
}
