/**
 * YAML files as trees, parsed once, with the two repairs that published rules need, and maps of plain values over those trees.
 * Duplicate keys stay (both are meant) and scalars keep their source. Specification: https://yaml.org/spec/1.2.2/
 */
import { type Document, isAlias, isMap, isScalar, isSeq, parseAllDocuments, type YAMLMap } from "yaml";
import { type Diagnostic, diagnose } from "../model/diagnostic.ts";
import { followAlias } from "../model/yaml-alias.ts";
import { cleanText, type PlainMap } from "./metadata.ts";

/** What a YAML file holds; `text` is what the trees' positions point into. */
export interface YamlFile {
  readonly text: string;
  readonly documents: readonly Document[];
  /** True when positions in `text` are positions in the file (a repair can add characters). */
  readonly aligned: boolean;
  /** What was repaired, for the rules' diagnostics. */
  readonly repair: Diagnostic | null;
}

/** `keepSourceTokens` and `prettyErrors` cost a third of the time and give nothing that is used. */
const options = { uniqueKeys: false, keepSourceTokens: false, prettyErrors: false, logLevel: "silent" } as const;

/** A slip of the hand leaves a few errors behind it; a text with more is something else, and parsing it again would only take time. */
const repairableErrors = 100;

/** Documents of a YAML text; a broken text is repaired where a known repair makes it whole, and returned with its errors where none does. */
export function parseYamlFile(text: string): YamlFile | Diagnostic {
  const documents = parseDocuments(text);
  if (!Array.isArray(documents)) return documents;
  const errors = documents.reduce((sum, document) => sum + document.errors.length, 0);
  return (errors > 0 && errors <= repairableErrors ? repaired(text) : null) ?? { text, documents, aligned: true, repair: null };
}

/** The first error of a document as a diagnostic, or null when it is whole. */
export function documentError(document: Document): Diagnostic | null {
  const error = document.errors[0];
  return error ? diagnose("format-broken", "error", [error.pos[0], error.pos[1]], `Broken YAML: ${error.message}`) : null;
}

function parseDocuments(text: string): Document[] | Diagnostic {
  // The parser makes an Error of everything that it complains of: in a broken text thousands of stack traces, which take longer than all the rest.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseAllDocuments(text, options);
  } catch (error) {
    // The parser recurses: a text nested deep enough ends its stack.
    return diagnose("format-broken", "error", null, `Broken YAML: ${error instanceof Error ? error.message : "unreadable"}`);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function repaired(text: string): YamlFile | null {
  const spaced = text.replace(/^[ \t]*\t[ \t]*/gm, (indent) => " ".repeat(indent.length));
  const tries: readonly (readonly [text: string, what: string, aligned: boolean])[] = [
    [spaced, "tabs in the indentation were read as spaces", true],
    [indentQuotedLines(text), "lines of a quoted text that begin at the margin were indented", false],
    [indentQuotedLines(spaced), "tabs and unindented lines of a quoted text were read as indentation", false],
  ];
  for (const [candidate, what, aligned] of tries) {
    if (candidate === text) continue;
    const documents = parseDocuments(candidate);
    if (!Array.isArray(documents) || documents.some((document) => document.errors.length > 0)) continue;
    return {
      text: aligned ? text : candidate,
      documents,
      aligned,
      repair: diagnose("format-broken", "info", null, `Repaired YAML: ${what}`),
    };
  }
  return null;
}

/** Puts one space before the continuation lines of a top-level quoted scalar that begin at the margin, which YAML forbids. */
function indentQuotedLines(text: string): string {
  let quote: string | null = null;
  const lines = text.split("\n").map((line) => {
    const start = quote === null ? /^[\w-]+:[ \t]+(['"])/.exec(line) : null;
    const indented = quote !== null && /^\S/.test(line) ? ` ${line}` : line;
    if (start) quote = closesQuote(line.slice(start[0].length), start[1] ?? "'") ? null : (start[1] ?? "'");
    else if (quote !== null && closesQuote(line, quote)) quote = null;
    return indented;
  });
  return lines.join("\n");
}

/** True when the text holds the quote that ends its scalar: neither doubled (single quotes) nor escaped (double quotes). */
function closesQuote(text: string, quote: string): boolean {
  return quote === "'" ? text.replaceAll("''", "").includes("'") : text.replace(/\\./g, "").includes('"');
}

/** Most nodes of one value that are read: enough for every real rule, little enough that aliases of aliases end. */
const nodeBudget = 5_000;

/** The top-level map of a document as plain values, read when asked for; null when the document is no map. */
export function documentMap(document: Document): PlainMap | null {
  return isMap(document.contents) ? new YamlPlainMap(document.contents, document, { left: nodeBudget }) : null;
}

interface Budget {
  left: number;
}

/** A YAML mapping as plain values: keys are indexed once, values are read when asked for. */
class YamlPlainMap implements PlainMap {
  readonly kind = "map";
  readonly #nodes = new Map<string, unknown[]>();
  readonly #document: Document;
  readonly #budget: Budget;

  constructor(map: YAMLMap, document: Document, budget: Budget) {
    this.#document = document;
    this.#budget = budget;
    for (const { key, value } of map.items) {
      if (!isScalar(key)) continue;
      const name = scalarSource(key.value, key.source);
      const values = this.#nodes.get(name);
      if (values) values.push(value);
      else this.#nodes.set(name, [value]);
    }
  }

  all(key: string): readonly unknown[] {
    return (this.#nodes.get(key) ?? []).map((node) => plainValue(node, this.#document, this.#budget, 0));
  }

  keys(): readonly string[] {
    return [...this.#nodes.keys()];
  }
}

function plainValue(node: unknown, document: Document, budget: Budget, depth: number): unknown {
  budget.left -= 1;
  if (budget.left < 0 || depth > 8) return null;
  if (isScalar(node)) return node.value === null ? null : scalarSource(node.value, node.source);
  if (isSeq(node)) return node.items.slice(0, 1_000).map((item) => plainValue(item, document, budget, depth + 1));
  if (isMap(node)) return new YamlPlainMap(node, document, budget);
  if (isAlias(node)) return plainValue(followAlias(node, document), document, budget, depth + 1);
  return null;
}

/** Numbers and booleans as their author wrote them: `1.10` is a version, not 1.1. */
function scalarSource(value: unknown, source: string | undefined): string {
  return typeof value === "string" ? value : (source ?? String(value));
}

/** A text under a top-level key and where it begins in the file; the offset is null when escapes, folding or a repair changed it. */
export function yamlText(
  file: YamlFile,
  document: Document,
  key: string,
): { readonly text: string; readonly offset: number | null } | null {
  if (!isMap(document.contents)) return null;
  const pair = document.contents.items.findLast((item) => isScalar(item.key) && item.key.value === key);
  const node = followAlias(pair?.value, document);
  if (!isScalar(node) || typeof node.value !== "string") return null;
  const text = cleanText(node.value.trim());
  if (text === "") return null;
  const [start, end] = node.range ?? [0, 0];
  const at = file.aligned ? file.text.indexOf(text, start) : -1;
  return { text, offset: at >= 0 && at + text.length <= end ? at : null };
}
