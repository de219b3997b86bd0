/** The Sigma language: https://sigmahq.io/sigma-specification/ — reads the document tree that the Sigma format has already parsed. */
import { type Document, isMap, isScalar, isSeq, parseAllDocuments, type YAMLMap } from "yaml";
import { diagnose } from "../../model/diagnostic.ts";
import type { RuleQuery } from "../../model/rule-document.ts";
import type { Language, LogSource, Reading, Scope } from "../language.ts";
import { readCorrelation } from "./correlation.ts";
import { readDetection } from "./detection.ts";
import { sigmaEvents } from "./events.ts";
import { sigmaFields } from "./fields.ts";
import { lowerDetection } from "./lower.ts";

/** What the Sigma format hands over: the rule's document, the ones that give it keys (lowest priority first), and all of the file. */
interface SigmaTree {
  readonly document: Document;
  readonly layers: readonly Document[];
  readonly siblings: readonly Document[];
}

const maximumCorrelationDepth = 5;
/** Values of one log-source key that are followed. */
const maximumListed = 10;

function treeOf(query: RuleQuery): SigmaTree | null {
  if (query.tree) return query.tree as SigmaTree;
  const [document, ...rest] = parseAllDocuments(query.text, { uniqueKeys: false });
  return document && "contents" in document ? { document, layers: [document], siblings: [document, ...(rest as Document[])] } : null;
}

const mapUnder = (document: Document, key: string): YAMLMap | null => {
  const value = isMap(document.contents) ? document.get(key, true) : null;
  return isMap(value) ? value : null;
};

/** The log sources of the documents, the first document's words first; a key that lists several values stands for several sources. */
function logSourcesOf(documents: readonly Document[]): readonly LogSource[] {
  const values = (key: string): readonly (string | null)[] => {
    for (const document of documents) {
      const found = mapUnder(document, "logsource")?.get(key);
      const items = isSeq(found) ? found.items.map((item) => (isScalar(item) ? item.value : null)) : [found];
      const texts = items.filter((item) => typeof item === "string").map((item) => item.toLowerCase());
      if (texts.length > 0) return texts.slice(0, maximumListed);
    }
    return [null];
  };
  const products = values("product");
  return values("category").flatMap((category) =>
    values("service").flatMap((service) => products.map((product) => ({ product, category, service, names: [] }))),
  );
}

/** @param read documents that a correlation has read: one that is named again says nothing more */
function readOne(tree: SigmaTree, label: string | null, depth: number, read: Set<Document> = new Set()): Reading {
  const correlation = mapUnder(tree.document, "correlation");
  if (correlation) return readCorrelated(tree, correlation, depth, read);
  const maps = tree.layers.flatMap((document) => {
    const map = mapUnder(document, "detection");
    return map ? [{ map, document }] : [];
  });
  const logSources = logSourcesOf([...tree.layers].reverse());
  const [logSource] = logSources;
  if (maps.length === 0) {
    return { scopes: [], diagnostics: [diagnose("query-missing", "error", null, "The rule has no detection")], window: null, logSources };
  }
  const reading = lowerDetection(readDetection(maps), label);
  return { ...reading, scopes: reading.scopes.map((scope) => (logSource ? { ...scope, logSource } : scope)), logSources };
}

const named = new WeakMap<readonly Document[], ReadonlyMap<unknown, readonly Document[]>>();

/** A file's documents by what correlations call them: name and id. */
function namedDocuments(documents: readonly Document[]): ReadonlyMap<unknown, readonly Document[]> {
  const known = named.get(documents);
  if (known) return known;
  const byName = new Map<unknown, Document[]>();
  for (const document of documents) {
    for (const key of isMap(document.contents) ? [document.get("name"), document.get("id")] : []) {
      const found = byName.get(key);
      if (found) found.push(document);
      else byName.set(key, [document]);
    }
  }
  named.set(documents, byName);
  return byName;
}

function readCorrelated(tree: SigmaTree, map: YAMLMap, depth: number, read: Set<Document>): Reading {
  const correlation = readCorrelation(map, tree.document);
  const diagnostics = [...correlation.diagnostics];
  const scopes: Scope[] = [];
  const logSources: LogSource[] = [];
  for (const { name, span } of correlation.rules) {
    const base = namedDocuments(tree.siblings)
      .get(name)
      ?.find((sibling) => sibling !== tree.document);
    if (!base || depth >= maximumCorrelationDepth) {
      const message = `The rule "${name}" that the correlation builds on is not in this file`;
      scopes.push({ kind: "event", label: name, expression: { kind: "opaque", code: "correlation-unresolved", span, message } });
      continue;
    }
    if (read.has(base)) continue;
    read.add(base);
    const reading = readOne({ ...tree, document: base, layers: [base] }, name, depth + 1, read);
    scopes.push(...reading.scopes);
    diagnostics.push(...reading.diagnostics);
    logSources.push(...reading.logSources);
  }
  if (correlation.scope) scopes.push(correlation.scope);
  return { scopes, diagnostics, window: correlation.window, logSources };
}

export const sigma: Language = {
  id: "sigma",
  vendor: "sigma",
  read: (query) => {
    const tree = treeOf(query);
    return tree ? readOne(tree, null, 0) : { scopes: [], diagnostics: [diagnose("query-missing", "error")], window: null, logSources: [] };
  },
  fields: sigmaFields,
  fieldsCaseSensitive: false,
  events: sigmaEvents,
};
