/** ATT&CK versions loaded, which of them resolves tags, and which pages show. */
import type { AttackVersionRow } from "@/lib/model/source-view";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";

const columns: readonly Column<AttackVersionRow>[] = [
  { key: "name", head: "ATT&CK", rowHeader: true, className: "wide", cell: ({ name, domain }) => name || domain },
  { key: "hash", head: "Bundle", cell: ({ hash }) => <code className="soft">{hash}</code> },
  { key: "version", head: "Version", className: "num", label: "version", cell: ({ version }) => version },
  { key: "techniques", head: "Techniques", className: "num", label: "techniques", cell: ({ techniques }) => count(techniques) },
  {
    key: "strategies",
    head: "Strategies",
    className: "num",
    label: "strategies",
    cell: ({ strategies }) => (strategies === 0 ? <Dash label="none" /> : count(strategies)),
  },
  {
    key: "analytics",
    head: "Analytics",
    className: "num",
    label: "analytics",
    cell: ({ analytics }) => (analytics === 0 ? <Dash label="none" /> : count(analytics)),
  },
  {
    key: "use",
    head: "Used for",
    className: "wide",
    cell: ({ used, shown }) => (shown ? "pages and tags" : used ? "tags" : <span className="soft">kept</span>),
  },
  { key: "note", head: "Note", className: "soft wide", cell: ({ note }) => note },
];

export function AttackSection({ versions }: { readonly versions: readonly AttackVersionRow[] }) {
  return (
    <Section
      id="attack"
      title="ATT&CK versions"
      count={`${counted(versions.length, "version")} loaded`}
      how={
        <p>
          The newest version of each domain resolves the techniques that rules are tagged with; pages show the newest enterprise version.
          Sub-techniques are counted as techniques here.
        </p>
      }
    >
      <DataTable
        labelledBy="attack"
        className="attk"
        columns={columns}
        groups={[{ key: "all", rows: versions }]}
        rowKey={({ hash }) => `bundle-${hash}`}
        empty="No ATT&CK version is loaded."
      />
      <p className="soft say">
        ATT&amp;CK © The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.
      </p>
    </Section>
  );
}
