// What an ingest says: a progress bar on a terminal, plain lines elsewhere, and the ledger at the end.
import type { IngestResult, Stage } from "../ingest/ingest.ts";
import type { LedgerRow } from "../ingest/ledger.ts";

const titles: Readonly<Record<Stage, string>> = {
  attack: "Loading ATT&CK",
  files: "Reading rule files",
  snapshot: "Making the snapshot",
  statistics: "Counting",
  publish: "Making it current",
};

const barWidth = 30;

/** Says how far an ingest is, on a stream that may be a terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #line = "";
  #stage: Stage | null = null;
  /** Share of files (in fifths) that a plain line has told. */
  #told = 0;
  #drawn = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  begin(stage: Stage): void {
    this.#stage = stage;
    if (this.#stream.isTTY) this.#draw(`${titles[stage]} …`);
    else this.say(`${titles[stage]} …`);
  }

  advance(done: number, total: number): void {
    const share = total === 0 ? 1 : done / total;
    if (this.#stream.isTTY) {
      if (Date.now() - this.#drawn < 80 && done < total) return;
      this.#drawn = Date.now();
      const full = Math.round(share * barWidth);
      this.#draw(`${titles[this.#stage ?? "files"]}  ${"█".repeat(full)}${"░".repeat(barWidth - full)}  ${count(done)} of ${count(total)}`);
      return;
    }
    const fifths = Math.floor(share * 5);
    if (fifths <= this.#told) return;
    this.#told = fifths;
    this.say(`  ${count(done)} of ${count(total)} files`);
  }

  /** A whole line above the bar. */
  say(text: string): void {
    this.#clear();
    this.#stream.write(`${text}\n`);
    if (this.#line !== "") this.#stream.write(this.#line);
  }

  /** Takes the bar away. */
  end(): void {
    this.#clear();
    this.#line = "";
  }

  #draw(line: string): void {
    this.#clear();
    this.#line = line.slice(0, Math.max(20, (this.#stream.columns ?? 80) - 1));
    this.#stream.write(this.#line);
  }

  #clear(): void {
    if (this.#line !== "") this.#stream.write("\r\u001b[2K");
  }
}

/** The ledger, the seconds of each stage and the share of mapped fields, as lines for people. */
export function describeResult(result: IngestResult): string {
  const { ledger, seconds, changed, snapshot, files, parsed, attack } = result;
  const total = sum(ledger);
  const parts = Object.entries(seconds).map(([stage, value]) => `${stage} ${value.toFixed(1)} s`);
  const whole = Object.values(seconds).reduce((all, value) => all + value, 0);
  const versions = attack.map(({ domain, version, bundled }) => `${domain} ${version}${bundled ? " (bundled facts)" : ""}`);
  return [
    ...table(ledger.length > 1 ? [...ledger, total] : ledger),
    "",
    `Fields: ${count(total.mapped)} of ${count(total.fielded)} predicates with a field have a mapped one (${percent(total.mapped, total.fielded)}).`,
    `ATT&CK: ${versions.join(", ")}.`,
    `Files: ${count(files)}, of which ${count(parsed)} had to be read.`,
    `Seconds: ${parts.join(", ")}; ${whole.toFixed(1)} s together.`,
    changed ? `Snapshot ${snapshot} is current.` : `Nothing changed: snapshot ${snapshot} stays current.`,
  ].join("\n");
}

const figures = ["files", "discovered", "complete", "partial", "unsupported", "invalid"] as const;

function table(ledger: readonly LedgerRow[]): readonly string[] {
  const rows = [
    ["source", ...figures, "mapped"],
    ...ledger.map((row) => [row.source, ...figures.map((figure) => count(row[figure])), percent(row.mapped, row.fielded)]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  "),
  );
}

function sum(ledger: readonly LedgerRow[]): LedgerRow {
  const add = (key: (typeof figures)[number] | "predicates" | "fielded" | "mapped") => ledger.reduce((all, row) => all + row[key], 0);
  const [files, discovered, complete, partial, unsupported, invalid] = figures.map(add);
  return {
    ...{ source: "together", label: "", reasons: {}, predicates: add("predicates"), fielded: add("fielded"), mapped: add("mapped") },
    ...{
      files: files ?? 0,
      discovered: discovered ?? 0,
      complete: complete ?? 0,
      partial: partial ?? 0,
      unsupported: unsupported ?? 0,
      invalid: invalid ?? 0,
    },
  };
}

const count = (value: number): string => value.toLocaleString("en-US");
const percent = (part: number, whole: number): string => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`);
