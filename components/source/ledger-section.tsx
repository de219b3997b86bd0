/** The ledger: what became of everything that was found, by source and outcome, with the reasons. */
import { type DiagnosticCode, diagnosticCodes } from "@/lib/model/diagnostic";
import type { SourceRow } from "@/lib/model/source-view";
import { type Address, href, restarted } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { count } from "../ui/count";
import { Dash } from "../ui/value";

const reasonsShown = 4;

function reasonText(code: string): string {
  return code in diagnosticCodes ? diagnosticCodes[code as DiagnosticCode] : code;
}

function number(key: "discovered" | "complete" | "partial" | "unsupported", head: string): Column<SourceRow> {
  return {
    key,
    head,
    className: "num",
    label: head.toLowerCase(),
    cell: (row) => (row[key] === 0 ? <Dash label="none" /> : count(row[key])),
  };
}

/** Share of fielded predicates whose field is mapped, one decimal, never rounded up to all. */
function share({ fielded, mapped }: SourceRow): string | null {
  if (fielded === 0) return null;
  return `${(Math.floor((mapped / fielded) * 1000) / 10).toFixed(1)} %`;
}

function columns(address: Address): readonly Column<SourceRow>[] {
  return [
    { key: "label", head: "Source", rowHeader: true, className: "wide", cell: ({ label }) => label },
    number("discovered", "Found"),
    number("complete", "Complete"),
    number("partial", "Partial"),
    number("unsupported", "Unsupported"),
    {
      key: "invalid",
      head: "Invalid",
      className: "num",
      label: "invalid",
      cell: ({ id, invalid }) =>
        invalid === 0 ? <Dash label="none" /> : <a href={href(restarted(address), { source: id }, "lines")}>{count(invalid)}</a>,
    },
    {
      key: "mapped",
      head: "Mapped",
      note: "of predicates with a field",
      className: "num mpd",
      label: "mapped",
      cell: (row) =>
        share(row) === null ? (
          <Dash label="no predicates read" />
        ) : (
          <span title={`${count(row.mapped)} of ${count(row.fielded)} predicates`}>{share(row)}</span>
        ),
    },
    {
      key: "reasons",
      head: "Why not complete, most first",
      className: "wide why-not",
      cell: ({ reasons }) =>
        reasons.length === 0 ? (
          <Dash label="nothing to say" />
        ) : (
          <>
            {reasons.slice(0, reasonsShown).map((reason) => (
              <span key={reason.code} className="reason">
                {reasonText(reason.code)} <span className="soft">{count(reason.count)}</span>
              </span>
            ))}
            {reasons.length > reasonsShown && <span className="soft">and {reasons.length - reasonsShown} rarer reasons</span>}
          </>
        ),
    },
  ];
}

export function LedgerSection({ sources, address }: { readonly sources: readonly SourceRow[]; readonly address: Address }) {
  const sum = (key: "files" | "discovered") => sources.reduce((total, row) => total + row[key], 0);
  return (
    <Section
      id="ledger"
      title="Ledger"
      count={`${count(sum("discovered"))} found in ${count(sum("files"))} files`}
      how={
        <p>
          Found = complete + partial + unsupported + invalid, in every row. <b>Partial</b>: a part was not understood and is kept as text.{" "}
          <b>Unsupported</b>: no query to read. <b>Invalid</b>: no rule.
        </p>
      }
    >
      <DataTable
        labelledBy="ledger"
        className="ledg"
        columns={columns(address)}
        groups={[{ key: "all", rows: sources }]}
        rowKey={({ id }) => `ledger-${id}`}
        empty="No source has been read yet."
      />
    </Section>
  );
}
