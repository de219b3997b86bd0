/** A worker thread of the corpus test: reads its share of the real rule files and hands back what became of them. */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { upstreamSources } from "../../seed/sources.ts";
import { readRuleFile } from "../ingest/read-rule-file.ts";
import { readSideFiles } from "../ingest/side-files.ts";
import type { NormalizedRule } from "../model/normalized-rule.ts";

export interface CorpusShare {
  readonly files: readonly { readonly source: string; readonly path: string; readonly absolute: string }[];
  /** The folder of each source. */
  readonly folders: Readonly<Record<string, string>>;
}

/** By `source language`: rules by outcome, predicates with a field, and those whose field the map knows. */
export interface CorpusSummary {
  readonly outcomes: Record<string, Record<string, number>>;
  readonly fields: Record<string, { fielded: number; mapped: number }>;
  /** By `language name`: predicates with a raw field that has no canonical one. */
  readonly unmapped: Record<string, number>;
  /** What must not be, with the rule where it is. */
  readonly faults: string[];
}

const { files, folders } = workerData as CorpusShare;
const summary: CorpusSummary = { outcomes: {}, fields: {}, unmapped: {}, faults: [] };
const sources = new Map(upstreamSources.map((definition) => [definition.id, definition]));
const sideFiles = new Map(Object.entries(folders).map(([id, folder]) => [id, readSideFiles(folder)]));

for (const { source: id, path, absolute } of files) {
  const source = sources.get(id);
  if (!source) throw new Error(`no source ${id}`);
  try {
    const { rules } = readRuleFile({ path, text: readFileSync(absolute, "utf8"), source, sideFiles: sideFiles.get(id) });
    if (rules.length === 0) count(outcomesOf(id, "none"), "invalid");
    for (const rule of rules) note(id, path, rule);
  } catch (error) {
    summary.faults.push(`${id} ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
parentPort?.postMessage(summary);

function note(source: string, path: string, rule: NormalizedRule): void {
  const { document, outcome, predicates, diagnostics, exclusions } = rule;
  const language = document.query?.language ?? "none";
  count(outcomesOf(source, language), outcome);
  const fields = summary.fields[language] ?? { fielded: 0, mapped: 0 };
  summary.fields[language] = fields;
  for (const { field, mapped, raw } of predicates) {
    if (field === null) continue;
    fields.fielded += 1;
    if (mapped) fields.mapped += 1;
    else count(summary.unmapped, `${language} ${raw.resolved ?? raw.field}`);
  }
  const length = document.query?.text.length ?? 0;
  const spans = [...predicates.map(({ span }) => span), ...diagnostics.flatMap(({ span }) => (span ? [span] : []))];
  if (spans.some(([start, end]) => !(start >= 0 && start <= end && end <= length)))
    summary.faults.push(`${source} ${path}: a span outside`);
  if (outcome === "partial" && !diagnostics.some(({ severity }) => severity !== "info"))
    summary.faults.push(`${source} ${path}: partial, not said why`);
  for (const { operator, polarity, role } of predicates) {
    const presence = operator === "exists" || operator === "missing";
    if (polarity === "exclude" && presence) summary.faults.push(`${source} ${path}: an existence test is excluded`);
    if (role === "exclusion" && operator === "fieldref") summary.faults.push(`${source} ${path}: a comparison of fields is an exclusion`);
  }
  const positions = exclusions.flatMap(({ parts, exceptions }) => [...parts, ...exceptions]);
  if (positions.some((position) => predicates[position] === undefined)) summary.faults.push(`${source} ${path}: an exclusion of nothing`);
}

function outcomesOf(source: string, language: string): Record<string, number> {
  const row = `${source} ${language}`;
  const counts = summary.outcomes[row] ?? {};
  summary.outcomes[row] = counts;
  return counts;
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
