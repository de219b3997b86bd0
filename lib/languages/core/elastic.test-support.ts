/** What the tests of Elastic's languages share: cases in a rule's frame, and every rule of the corpus with its reading. */
import { existsSync, readFileSync } from "node:fs";
import { sources } from "../../../seed/sources.ts";
import type { Expression, Literal } from "../../expression/expression.ts";
import { elasticToml } from "../../formats/elastic-toml.ts";
import { discoverFiles } from "../../ingest/discover.ts";
import type { NormalizedRule } from "../../model/normalized-rule.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { normalizeRule } from "../../normalize/normalize-rule.ts";
import { kuery } from "../kuery/index.ts";
import type { Language } from "../language.ts";
import { lucene } from "../lucene/index.ts";
import { withBeside } from "./elastic-beside.ts";
import type { ReadEmbedded } from "./embedded.ts";

const definition = sources.find(({ id }) => id === "elastic");
const corpus = "../shared/corpora/elastic";

export const hasCorpus = existsSync(corpus);

/** What the registry gives to ES|QL. */
export const readEmbedded: ReadEmbedded = (id, text, document) =>
  (id === "kuery" ? kuery : lucene).read({ language: id, text, offset: null }, document);

/** A query as a rule without metadata; lines of TOML may follow, and name the rule's type first. */
export function documentOf(language: Language, query: string, extra = ""): RuleDocument {
  const type = /^type = /.test(extra) ? "" : 'type = "query"\n';
  const text = `[rule]\nname = "t"\n${type}language = "${language.id}"\nquery = '''${query.replaceAll("'''", "")}'''\n${extra}`;
  const [document] = elasticToml.read({ path: "case.toml", text }).rules;
  if (!document) throw new Error(`The case is no rule: ${query}`);
  return document;
}

/** One case: a query; lines of TOML may follow a line `---`. */
export function readCase(language: Language): (source: string) => readonly NormalizedRule[] {
  return (source) => {
    const [query = "", extra] = source.split(/^---\n/m);
    const document = documentOf(language, query.trimEnd(), extra);
    return [normalizeRule(document, withBeside(language, readEmbedded), "elastic", { rewrite: true })];
  };
}

export interface CorpusRule {
  readonly path: string;
  readonly document: RuleDocument;
  readonly rule: NormalizedRule;
}

/** Every rule of the corpus in one language. */
export function corpusRules(language: Language): readonly CorpusRule[] {
  if (!hasCorpus || !definition) return [];
  const files = discoverFiles({ definition: { ...definition, include: [""], exclude: [] }, folder: corpus });
  return files.flatMap(({ path, absolute }) =>
    elasticToml
      .read({ path, text: readFileSync(absolute, "utf8") })
      .rules.filter(({ query }) => query?.language === language.id)
      .map((document) => ({
        path,
        document,
        rule: normalizeRule(document, withBeside(language, readEmbedded), "elastic", { rewrite: true }),
      })),
  );
}

/** All leaves and all opaque parts of a tree, with their spans. */
export function partsOf(node: Expression): readonly { readonly span: readonly [number, number]; readonly literal?: Literal }[] {
  switch (node.kind) {
    case "and":
    case "or":
      return node.children.flatMap(partsOf);
    case "not":
      return partsOf(node.child);
    case "predicate":
      return [{ span: node.literal.span, literal: node.literal }];
    case "opaque":
      return [{ span: node.span }];
  }
}

/**
 * Literals of a query that no predicate, opaque part or diagnostic covers.
 * @param filters where the query's conditions stand
 */
export function droppedLiterals(
  language: Language,
  { document }: CorpusRule,
  filters: (text: string) => readonly (readonly [number, number])[],
): readonly string[] {
  const text = document.query?.text ?? "";
  if (!document.query) return [];
  const reading = language.read(document.query, { ...document, threshold: null });
  const covered = [...reading.scopes.flatMap(({ expression }) => partsOf(expression)), ...reading.diagnostics].flatMap(({ span }) =>
    span ? [span] : [],
  );
  const literals = [...text.matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|("""[\s\S]*?"""+|"(?:[^"\\\n]|\\.)*")/g)].filter(
    ([, string]) => string !== undefined,
  );
  const inside = (at: number, spans: readonly (readonly [number, number])[]): boolean =>
    spans.some(([start, end]) => at >= start && at < end);
  return literals
    .filter(({ index }) => inside(index, filters(text)))
    .filter(({ index, 0: string }) => !covered.some(([start, end]) => start < index + string.length && end > index))
    .map(([string]) => string);
}
