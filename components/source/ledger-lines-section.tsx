/** Files and parts of files that gave no rule, each with the reason. */
import { type DiagnosticCode, diagnosticCodes } from "@/lib/model/diagnostic";
import type { PageOf } from "@/lib/model/paging";
import type { LedgerLineRow, SourceRow } from "@/lib/model/source-view";
import { type Address, href, restarted } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { counted } from "../ui/count";

export interface LedgerLinesSectionProps {
  readonly lines: PageOf<LedgerLineRow>;
  readonly sources: readonly SourceRow[];
  readonly chosen: string | null;
  readonly address: Address;
}

function reason({ code, message }: LedgerLineRow): string {
  const meaning = code in diagnosticCodes ? diagnosticCodes[code as DiagnosticCode] : code;
  return message === "" || message === meaning ? meaning : message;
}

export function LedgerLinesSection({ lines, sources, chosen, address }: LedgerLinesSectionProps) {
  const label = (id: string) => sources.find((source) => source.id === id)?.label ?? id;
  const start = restarted(address);
  const columns: readonly Column<LedgerLineRow>[] = [
    { key: "source", head: "Source", className: "soft nw", cell: ({ source }) => label(source) },
    { key: "path", head: "File", className: "wide", cell: ({ path }) => <code className="path">{path}</code> },
    { key: "reason", head: "Why it gave no rule", className: "wide", cell: reason },
  ];
  return (
    <Section
      id="lines"
      title="Files without a rule"
      count={counted(lines.total, "file")}
      how={<p>Every file that was read and gave no rule. Nothing is left out in silence.</p>}
      switches={[
        {
          label: "Source",
          choices: [
            { label: "all", href: href(start, { source: undefined }, "lines"), current: chosen === null },
            ...sources.map(({ id, label: name }) => ({ label: name, href: href(start, { source: id }, "lines"), current: chosen === id })),
          ],
        },
      ]}
    >
      <DataTable
        page={{ ...lines, param: "lines", address, fragment: "lines", noun: "files" }}
        labelledBy="lines"
        className="lines"
        columns={columns}
        groups={[{ key: "all", rows: lines.rows }]}
        rowKey={({ source, path }) => `${source}/${path}`}
        empty={chosen === null ? "Every file gave a rule." : `Every file of ${label(chosen)} gave a rule.`}
      />
    </Section>
  );
}
