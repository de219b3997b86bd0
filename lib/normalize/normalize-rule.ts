/** From a rule document and its language to the normalized rule: predicates with polarity and role, exclusions, clauses, events, outcome. */
import { type Expression, mapLeaves, not } from "../expression/expression.ts";
import { hasOpaque, leavesOf, toNormalForm, topConjuncts } from "../expression/normal-form.ts";
import type { Language, Reading, Scope, SideFiles } from "../languages/language.ts";
import { type Diagnostic, diagnose } from "../model/diagnostic.ts";
import type { LogicScope, NormalizedRule } from "../model/normalized-rule.ts";
import type { Exclusion, Outcome, Polarity } from "../model/predicate.ts";
import type { RuleDocument } from "../model/rule-document.ts";
import { queryLanguages, type VendorId } from "../model/vendor.ts";
import { findAndGroups } from "./and-groups.ts";
import { makeClauses } from "./clauses.ts";
import { normalizeDuration } from "./duration.ts";
import { findEvents } from "./events.ts";
import { type CountedExclusion, type Part, readExclusions } from "./exclusions.ts";
import { makeLogic } from "./logic.ts";
import { flipPresence, isPresence, type NormalLiteral } from "./normal-literal.ts";
import { type Entry, PredicateBook } from "./predicate-book.ts";
import { type RewriteContext, rewriteLiteral } from "./rewrite-literal.ts";
import { codesBySource, makeCodeReader, nowhere } from "./selected-codes.ts";

export interface NormalizeOptions {
  /** False: predicates before the rewrites of §4 (`explain --raw`). */
  readonly rewrite: boolean;
  /** What the rule's source keeps beside its rules. */
  readonly sideFiles?: SideFiles | undefined;
}

/**
 * Normalizes one rule.
 * @param language the reader of its query's language, or null while there is none
 * @returns always a rule: what could not be read is in its outcome and diagnostics
 */
export function normalizeRule(
  document: RuleDocument,
  language: Language | null,
  vendor: VendorId,
  options: NormalizeOptions,
): NormalizedRule {
  const { query } = document;
  if (!query) return bare(document, vendor, "unsupported", document.diagnostics.map(withoutSpan));
  if (!language) {
    const { label } = queryLanguages[query.language];
    const message = `${label} queries are not read yet; the rule is listed with its metadata and text`;
    return bare(document, vendor, "partial", [...document.diagnostics, diagnose("language-not-read-yet", "warning", null, message)]);
  }
  const reading = language.read(query, document, options.sideFiles);
  const diagnostics = [...document.diagnostics, ...reading.diagnostics];
  if (reading.scopes.length === 0) return bare(document, vendor, "invalid", diagnostics);
  return assemble(document, language, vendor, reading, diagnostics, options);
}

/** Spans point into the query's text; without one there is nothing to point into. */
const withoutSpan = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, span: null });

function bare(document: RuleDocument, vendor: VendorId, outcome: Outcome, diagnostics: readonly Diagnostic[]): NormalizedRule {
  const { newTerms } = document;
  const window = normalizeDuration(document.window);
  return { document, vendor, outcome, diagnostics, predicates: [], exclusions: [], clauses: [], scopes: [], events: [], window, newTerms };
}

/** What the conjuncts of all scopes add up to. */
interface Harvest {
  readonly book: PredicateBook;
  readonly exclusions: { readonly group: string; readonly parts: readonly Entry[]; readonly exceptions: readonly Entry[] }[];
  readonly counted: CountedExclusion[];
  readonly groups: (readonly Part[])[];
  readonly ungrouped: Set<string>;
  /** Exclusions that have their group. */
  readonly said: Set<string>;
}

function assemble(
  document: RuleDocument,
  language: Language,
  vendor: VendorId,
  reading: Reading,
  given: readonly Diagnostic[],
  options: NormalizeOptions,
): NormalizedRule {
  const diagnostics = [...given];
  const codes = makeCodeReader(language, reading)(reading.scopes);
  const scopes = reading.scopes.map((scope) => ({ ...scope, expression: rewriteScope(scope, language, reading, codes, options) }));
  const harvest: Harvest = { book: new PredicateBook(), exclusions: [], counted: [], groups: [], ungrouped: new Set(), said: new Set() };
  for (const scope of scopes) harvestScope(scope, harvest);
  const predicates = harvest.book.close();
  const find = (literal: NormalLiteral, polarity: Polarity) => harvest.book.find(literal, polarity)?.position ?? -1;
  const logic = scopes.map(
    ({ kind, label, expression }): LogicScope => ({ kind, label, logic: makeLogic(expression, { find, diagnostics }, kind === "absent") }),
  );
  const at = (entries: readonly Entry[]) => entries.map(({ position }) => position);
  const exclusions = harvest.exclusions.map(
    ({ group, parts, exceptions }): Exclusion => ({ group, parts: at(parts), exceptions: at(exceptions) }),
  );
  const grouped = new Set(harvest.groups.flat(2).flatMap(({ key }) => (harvest.ungrouped.has(key) ? [] : [key])));
  const outcome: Outcome = scopes.some(({ expression }) => hasOpaque(expression)) ? "partial" : "complete";
  const events = findEvents(language, reading.logSources, codesBySource(codes, language, reading));
  return {
    document,
    vendor,
    outcome,
    diagnostics,
    predicates,
    exclusions,
    events,
    clauses: makeClauses(harvest.book.indicators(), harvest.groups, harvest.counted, grouped),
    scopes: logic,
    window: normalizeDuration(reading.window ?? document.window),
    newTerms: document.newTerms,
  };
}

function rewriteScope(
  scope: Scope,
  language: Language,
  reading: Reading,
  eventCodes: ReadonlySet<string>,
  options: NormalizeOptions,
): Expression<NormalLiteral> {
  const logSource = scope.logSource ?? reading.logSources[0] ?? nowhere;
  const context: RewriteContext = { logSource, eventCodes, language, rewrite: options.rewrite, names: new Map() };
  return mapLeaves(scope.expression, (literal) => rewriteLiteral(literal, context));
}

/** An anti-join is a negated scope: what it asks for by a double negation is not looked for in the rule's own events. */
function harvestScope({ kind, expression }: { kind: Scope["kind"]; expression: Expression<NormalLiteral> }, harvest: Harvest): void {
  const absent = kind === "absent";
  const positive: Expression<NormalLiteral>[] = [];
  for (const conjunct of topConjuncts(absent ? not(expression) : expression)) {
    if (harvestConjunct(conjunct, absent, harvest)) positive.push(conjunct);
  }
  const groups = findAndGroups(positive);
  if (groups.length === 0) return;
  for (const parts of groups) {
    harvest.groups.push(parts);
    const group = harvest.book.group("and");
    for (const literal of parts.flat()) harvest.book.tag(literal, group);
  }
  for (const key of standingAlone(positive, groups)) harvest.ungrouped.add(key);
}

/** Keys of literals that stand outside every AND group of their scope at least once. */
function standingAlone(conjuncts: readonly Expression<NormalLiteral>[], groups: readonly (readonly Part[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const conjunct of conjuncts) for (const { key } of leavesOf(conjunct)) counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { key } of groups.flat(2)) counts.set(key, (counts.get(key) ?? 0) - 1);
  return [...counts].filter(([, count]) => count > 0).map(([key]) => key);
}

/** Notes one conjunct's predicates; true when it holds only positive literals. */
function harvestConjunct(conjunct: Expression<NormalLiteral>, absent: boolean, harvest: Harvest): boolean {
  const { book } = harvest;
  const normal = toNormalForm(conjunct);
  const leaves = leavesOf(normal);
  if (leaves.length === 0) return false;
  if (leaves.every((leaf) => !leaf.negated || isPresence(leaf.literal))) {
    const said = leaves.map(({ literal, negated }) => (negated ? flipPresence(literal) : literal));
    if (absent && !said.every(isPresence)) {
      for (const literal of said) book.add(literal, "match", "branch", null, false);
      return false;
    }
    // alternatives that rewriting made one and the same are no alternatives
    const single = normal.kind === "predicate" || (normal.kind === "or" && said.every(({ key }) => key === said[0]?.key));
    const group = single ? null : book.group("or");
    for (const literal of said) book.add(literal, "match", single ? "required" : "alternative", group, true);
    return true;
  }
  const exclusions = readExclusions(conjunct);
  if (exclusions) harvestExclusions(exclusions, harvest);
  else {
    for (const { literal, negated, throughNegation } of leaves) {
      if (isPresence(literal)) book.add(negated ? flipPresence(literal) : literal, "match", "branch", null, false);
      else book.add(literal, negated ? "exclude" : "match", "branch", null, !throughNegation);
    }
  }
  return false;
}

const maximumListed = 64;

function harvestExclusions(exclusions: readonly CountedExclusion[], harvest: Harvest): void {
  const { book } = harvest;
  for (const exclusion of exclusions) {
    harvest.counted.push(exclusion);
    const tuples = exclusion.parts.reduce((product, part) => product * part.length, 1);
    const listed = tuples > maximumListed ? [exclusion.parts.flat()] : combinations(exclusion.parts);
    for (const literals of listed) {
      const said = [literals, exclusion.exceptions].map((each) => each.map(({ place }) => place).sort()).join("\u0001");
      if (harvest.said.has(said)) continue; // the same exclusion in another branch of the pipe, or twice in a list
      harvest.said.add(said);
      const group = book.group("not");
      // an existence test inside an exclusion is held as the condition that the rule asks for: the opposite
      const parts = literals.map((literal) =>
        isPresence(literal)
          ? book.add(flipPresence(literal), "match", "branch", group, false)
          : book.add(literal, "exclude", "exclusion", group, false),
      );
      const exceptions = exclusion.exceptions.map((literal) => book.add(literal, "match", "branch", group, false));
      harvest.exclusions.push({ group, parts, exceptions });
    }
  }
}

function combinations(parts: readonly Part[]): readonly (readonly NormalLiteral[])[] {
  return parts.reduce<readonly (readonly NormalLiteral[])[]>(
    (products, part) => products.flatMap((product) => part.map((literal) => [...product, literal])),
    [[]],
  );
}
