/** Every corpus: vendor, repository at its commit, licence, and how its authors want to be named. */
import type { SourceRow } from "@/lib/model/source-view";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";

const columns: readonly Column<SourceRow>[] = [
  {
    key: "label",
    head: "Source",
    rowHeader: true,
    className: "wide",
    cell: ({ label, vendors }) => (
      <>
        {label}
        <span className="srcv">
          {vendors.map((id) => (
            <VendorName key={id} id={id} />
          ))}
        </span>
      </>
    ),
  },
  {
    key: "repository",
    head: "Repository and commit",
    className: "wide",
    cell: ({ repository, commit, commitDate }) =>
      repository === null ? (
        <span className="soft">bundled with Rulescape</span>
      ) : (
        <>
          <a href={`https://github.com/${repository}${commit ? `/tree/${commit}` : ""}`}>{repository}</a>
          {commit && (
            <>
              {" "}
              <code className="soft">{commit.slice(0, 12)}</code>
            </>
          )}
          {commitDate && <span className="soft nw"> {commitDate}</span>}
        </>
      ),
  },
  { key: "licence", head: "Licence", cell: ({ licence }) => licence },
  {
    key: "attribution",
    head: "Named as",
    className: "soft wide",
    cell: ({ attribution }) => attribution || <Dash label="nothing asked" />,
  },
  { key: "rules", head: "Rules", className: "num", label: "rules", cell: (row) => count(row.complete + row.partial + row.unsupported) },
];

export function SourcesSection({ sources }: { readonly sources: readonly SourceRow[] }) {
  return (
    <Section
      id="corpora"
      title="Corpora"
      count={counted(sources.length, "source")}
      how={
        <p>
          Upstream repositories at the commit that was read. A rule’s vendor is the platform whose language it is written in; one source may
          hold several.
        </p>
      }
    >
      <DataTable
        labelledBy="corpora"
        className="srct"
        columns={columns}
        groups={[{ key: "all", rows: sources }]}
        rowKey={({ id }) => id}
        empty="No source has been read yet."
      />
    </Section>
  );
}
