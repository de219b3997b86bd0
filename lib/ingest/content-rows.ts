/** From a file's reading to rows of the content tables, in COPY's text format; shared content is written once per writer. */
import { type CopyValue, copyLine, json } from "../db/copy.ts";
import { indicatorId } from "../model/indicator-id.ts";
import type { NormalizedRule, RuleFileReading } from "../model/normalized-rule.ts";
import { type Clause, type ClausePart, comparesCase, type Predicate } from "../model/predicate.ts";
import type { FileProblem } from "./discover.ts";
import { clauseId, ruleId, shapeId } from "./identity.ts";
import type { PendingFile } from "./read-bytes.ts";

/** The columns that a reading fills, in the order of its rows. */
export const contentColumns = {
  rule_file: ["id", "source_id", "path", "sha256", "pipeline", "text", "rules", "problem"],
  rule: [
    ...["id", "file_id", "source_id", "path", "ordinal", "own_id", "title", "description", "authors", "created", "modified"],
    ...["level", "status", "version", "licence", "references", "false_positives", "tags", "technique_tags", "platforms", "log_source"],
    ...[
      "language",
      "vendor",
      "outcome",
      "query_text",
      "query_offset",
      "window",
      "new_terms",
      "event_ids",
      "diagnostics",
      "tree",
      "exclusions",
    ],
  ],
  predicate: [
    ...[
      "rule_id",
      "position",
      "indicator_id",
      "field",
      "operator",
      "value",
      "polarity",
      "role",
      "lane",
      "case_sensitive",
      "groups",
      "raw_field",
    ],
    ...["raw_resolved", "raw_operator", "raw_value", "span_start", "span_end", "mapped", "rewrites", "group_by"],
  ],
  rule_clause: ["rule_id", "clause_id", "polarity", "lane", "alone"],
  indicator: ["id", "field", "operator", "value", "case_sensitive", "lane"],
  clause: ["id", "size", "parts", "exceptions", "shape"],
  clause_indicator: ["clause_id", "indicator_id", "exception"],
} as const satisfies Record<string, readonly string[]>;

export type ContentTable = keyof typeof contentColumns;
export const contentTables = Object.keys(contentColumns) as readonly ContentTable[];

/** A value that was written, with its id; `isClause` when the clause that is this literal was written, too. */
interface Literal {
  readonly id: string;
  isClause: boolean;
}

/** Literals that differ in their values only. */
interface LiteralKind {
  /** As clauses of one part with one value. */
  readonly shape: string;
  readonly values: Map<string, Literal>;
}

type LiteralPart = Pick<ClausePart, "field" | "operator" | "caseSensitive" | "lane">;

/**
 * Collects lines until they are taken. One writer writes a spelling of an indicator or clause once in its life, and hashes it once: names are
 * kept as the database spells them. A lane is part of the spelling, as of an indicator's lanes the first by the alphabet is stored.
 */
export class ContentWriter {
  #lines = emptyLines();
  readonly #kinds = new Map<string, LiteralKind>();
  readonly #clauses = new Map<string, string>();

  /** Lines since the last call, by table, as UTF-8. */
  take(): Readonly<Record<ContentTable, Uint8Array<ArrayBuffer>>> {
    const encoder = new TextEncoder();
    const taken = contentTables.map((table) => [table, encoder.encode(this.#lines[table])]);
    this.#lines = emptyLines();
    return Object.fromEntries(taken);
  }

  /** A file and its rules. `text` is empty when the file is not text. */
  addFile(file: PendingFile, text: string, reading: Pick<RuleFileReading, "rules"> & { readonly problem: FileProblem | null }): void {
    const { id, sourceId, path, sha256, pipeline } = file;
    const problem = reading.problem && json({ code: reading.problem.code, message: reading.problem.message });
    this.#add("rule_file", [id, sourceId, path, sha256, pipeline, text, reading.rules.length, problem]);
    for (const [ordinal, rule] of reading.rules.entries()) this.#addRule(file, ordinal, rule);
  }

  #addRule(file: PendingFile, ordinal: number, rule: NormalizedRule): void {
    const id = String(ruleId(file.id, ordinal));
    const standing = new Map<string, Pick<Clause, "polarity" | "lane" | "alone"> & { readonly id: string }>();
    for (const clause of rule.clauses) {
      const { polarity, lane, alone } = clause;
      const clauseKey = this.#addClause(clause);
      const known = standing.get(polarity + clauseKey);
      // Said twice by one rule, a clause stands once; a lane that differs (a count and a column of one name) follows the alphabet.
      const first = known !== undefined && known.lane < lane ? known.lane : lane;
      standing.set(polarity + clauseKey, { id: clauseKey, polarity, lane: first, alone: alone || (known?.alone ?? false) });
    }
    this.#add("rule", ruleRow(id, file, ordinal, rule));
    for (const [position, predicate] of rule.predicates.entries()) {
      this.#add(
        "predicate",
        predicateRow(id, position, this.#addLiteral(this.#kindOf(predicate), predicate, predicate.value).id, predicate),
      );
    }
    for (const { id: clause, polarity, lane, alone } of standing.values()) this.#add("rule_clause", [id, clause, polarity, lane, alone]);
  }

  #kindOf({ field, operator, lane, caseSensitive }: LiteralPart): LiteralKind {
    const spelling = `${operator}${caseSensitive ? " " : "\0"}${lane}${field === null ? "" : `\0${field}`}`;
    let kind = this.#kinds.get(spelling);
    if (kind === undefined) {
      const parts = [{ field, operator, lane, caseSensitive, values: [""] }];
      kind = { shape: String(shapeId({ parts, exceptions: [] })), values: new Map() };
      this.#kinds.set(spelling, kind);
    }
    return kind;
  }

  #addLiteral(kind: LiteralKind, { field, operator, caseSensitive, lane }: LiteralPart, value: string): Literal {
    let literal = kind.values.get(value);
    if (literal === undefined) {
      literal = { id: String(indicatorId({ field, operator, value, caseSensitive, lane })), isClause: false };
      kind.values.set(value, literal);
      this.#add("indicator", [literal.id, field, operator, value, comparesCase({ caseSensitive, value }), lane]);
    }
    return literal;
  }

  #addClause(clause: Clause): string {
    const { parts, exceptions } = clause;
    const [only] = parts;
    if (only !== undefined && parts.length === 1 && only.values.length === 1 && exceptions.length === 0)
      return this.#addLiteralClause(only);
    const spelling = JSON.stringify(exceptions.length === 0 ? parts : [parts, exceptions]);
    const known = this.#clauses.get(spelling);
    if (known !== undefined) return known;
    const id = String(clauseId(clause));
    this.#clauses.set(spelling, id);
    this.#add("clause", [id, parts.length, json(parts), json(exceptions), shapeId(clause)]);
    this.#addMembers(id, parts, false);
    this.#addMembers(id, exceptions, true);
    return id;
  }

  /** A clause that is one literal has the id of its indicator. */
  #addLiteralClause(part: ClausePart): string {
    const kind = this.#kindOf(part);
    const literal = this.#addLiteral(kind, part, part.values[0] ?? "");
    if (!literal.isClause) {
      literal.isClause = true;
      this.#add("clause", [literal.id, 1, json([part]), json([]), kind.shape]);
      this.#add("clause_indicator", [literal.id, literal.id, false]);
    }
    return literal.id;
  }

  #addMembers(clause: string, parts: readonly ClausePart[], exception: boolean): void {
    const members = new Set<string>();
    for (const part of parts) for (const value of part.values) members.add(this.#addLiteral(this.#kindOf(part), part, value).id);
    for (const member of members) this.#add("clause_indicator", [clause, member, exception]);
  }

  #add(table: ContentTable, row: readonly CopyValue[]): void {
    this.#lines[table] += copyLine(row);
  }
}

function emptyLines(): Record<ContentTable, string> {
  return { rule_file: "", rule: "", predicate: "", rule_clause: "", indicator: "", clause: "", clause_indicator: "" };
}

function ruleRow(id: string, file: PendingFile, ordinal: number, rule: NormalizedRule): readonly CopyValue[] {
  const { document, vendor, outcome, window, newTerms, events, diagnostics, scopes, exclusions } = rule;
  const { query } = document;
  const platforms = [...new Set(document.platforms)].sort();
  return [
    ...[id, file.id, file.sourceId, file.path, ordinal, document.id, document.title, document.description],
    ...[document.authors, isoDate(document.created), isoDate(document.modified), document.level, document.status, document.version],
    ...[document.licence, document.references, document.falsePositives, document.tags, document.techniqueTags, platforms],
    ...[json(document.logSource), query?.language ?? "", vendor, outcome, query?.text ?? "", query?.offset ?? null, window],
    ...[newTerms && json(newTerms), [...new Set(events)], json(diagnostics), json(scopes), json(exclusions)],
  ];
}

function predicateRow(rule: string, position: number, indicator: string, predicate: Predicate): readonly CopyValue[] {
  const { field, operator, value, polarity, role, lane, caseSensitive, groups, raw, span, mapped, rewrites, groupBy } = predicate;
  return [
    rule,
    position,
    indicator,
    field,
    operator,
    value,
    polarity,
    role,
    lane,
    caseSensitive,
    groups,
    raw.field,
    raw.resolved,
    raw.operator,
    raw.value,
    span[0],
    span[1],
    mapped,
    rewrites,
    groupBy ?? [],
  ];
}

/** A date that PostgreSQL takes, or null: one impossible date must not stop an ingest. */
function isoDate(text: string | null): string | null {
  if (text === null || !/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}
