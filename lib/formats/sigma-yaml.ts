/**
 * Sigma rule files: every rule of a (multi-document) YAML file with its metadata, and its tree for the Sigma language, parsed once.
 * Specification: https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-rules-specification.md
 */
import type { Document } from "yaml";
import { type Diagnostic, diagnose } from "../model/diagnostic.ts";
import type { Format, FormatReading, RuleDocument, RuleLogSource } from "../model/rule-document.ts";
import { fileStem, hasEnding } from "./file-name.ts";
import { asMap, MetadataReader, metadataLimits, type PlainMap, unique } from "./metadata.ts";
import { blankRule, boundRules, noRule, techniqueTags } from "./rule-parts.ts";
import { type SigmaLayer, type SigmaLayers, sigmaLayers } from "./sigma-layers.ts";
import { sigmaPlatforms } from "./sigma-platforms.ts";
import { documentError, parseYamlFile, type YamlFile } from "./yaml-file.ts";

/** What the Sigma language finds in `RuleQuery.tree`. */
export interface SigmaTree {
  /** The rule's own document; positions of its nodes point into the query text. */
  readonly document: Document;
  /** The `action: global` document in force, or null. */
  readonly global: Document | null;
  /** Documents that together make the rule, lowest priority first: the global one, those that it repeats, its own. */
  readonly layers: readonly Document[];
  /** All documents of the file, for correlations that name their rules. */
  readonly siblings: readonly Document[];
}

export const sigmaYaml: Format = {
  id: "sigma-yaml",
  claims: (path) => hasEnding(path, [".yml", ".yaml"]),
  read: ({ path, text }) => {
    const file = parseYamlFile(text);
    return "code" in file ? noRule(file) : readDocuments(path, file);
  },
};

const noRuleMessage = "No document has a detection or a correlation";

function readDocuments(path: string, file: YamlFile): FormatReading {
  const rules: RuleDocument[] = [];
  const problems: Diagnostic[] = [];
  for (const layers of sigmaLayers(file.documents)) {
    const problem = documentProblem(layers);
    if (!problem) rules.push(sigmaRule(path, file, layers, rules.length));
    else if (problem.code !== "not-a-rule") problems.push(problem);
  }
  const [first] = problems;
  if (rules.length === 0) return noRule(first ?? diagnose("not-a-rule", "error", null, noRuleMessage));
  // A file with rules lists its unreadable documents beside them, so that none of them disappears.
  const broken = problems.map((problem, index) => ({ ...blankRule(rules.length + index, fileStem(path)), diagnostics: [problem] }));
  return { rules: boundRules([...rules, ...broken]), problem: null };
}

/** Why a document is no rule, or null when it is one. */
function documentProblem({ own, layers }: SigmaLayers): Diagnostic | null {
  const error = documentError(own.document);
  if (error) return error;
  const holds = ({ map }: SigmaLayer, key: string): boolean => map?.all(key).some((value) => asMap(value) !== null) ?? false;
  if (own.map && (holds(own, "correlation") || layers.some((layer) => holds(layer, "detection")))) return null;
  const has = (key: string): boolean => (own.map?.all(key).length ?? 0) > 0;
  const looksLikeRule = has("title") && (has("logsource") || has("level") || has("detection"));
  return looksLikeRule
    ? diagnose("query-missing", "error", null, "The rule has neither a detection nor a correlation")
    : diagnose("not-a-rule", "error", null, noRuleMessage);
}

function sigmaRule(path: string, file: YamlFile, { own, global, layers }: SigmaLayers, ordinal: number): RuleDocument {
  const diagnostics: Diagnostic[] = file.repair ? [file.repair] : [];
  const maps = layers.flatMap((layer) => layer.map ?? []);
  const data = new MetadataReader(layeredMap(maps), diagnostics);
  const tags = data.list("tags");
  const source = sigmaLogSource(maps, diagnostics);
  const tree: SigmaTree = {
    document: own.document,
    global: global?.document ?? null,
    layers: layers.map((layer) => layer.document),
    siblings: file.documents,
  };
  return {
    ...blankRule(ordinal, data.line("title", metadataLimits.title) ?? fileStem(path)),
    id: data.line("id"),
    description: data.text("description") ?? "",
    authors: data.authors("author"),
    created: data.date("date"),
    modified: data.date("modified"),
    level: data.word("level"),
    status: data.word("status") ?? folderStatus(path),
    version: data.line("version"),
    licence: data.line("license"),
    references: unique([...data.list("references"), ...data.list("reference")]),
    falsePositives: data.list("falsepositives"),
    logSource: source.logSource,
    tags,
    techniqueTags: techniqueTags(tags),
    platforms: source.platforms,
    query: { language: "sigma", text: file.text, offset: file.aligned ? 0 : null, tree },
    diagnostics,
  };
}

/** Keys of the layer with the highest priority that has them. */
function layeredMap(maps: readonly PlainMap[]): PlainMap {
  const [only] = maps;
  if (only && maps.length === 1) return only;
  return {
    kind: "map",
    all: (key) => maps.map((map) => map.all(key)).findLast((values) => values.length > 0) ?? [],
    keys: () => unique(maps.flatMap((map) => map.keys())),
  };
}

/** The three keys, each from the highest layer that has it; several categories or services are all in `names` and leave their key out. */
function sigmaLogSource(maps: readonly PlainMap[], diagnostics: Diagnostic[]) {
  const sources = layeredMap(maps.flatMap((map) => map.all("logsource").flatMap((value) => asMap(value) ?? [])));
  const data = new MetadataReader(sources, diagnostics, "logsource.");
  const [products, categories, services] = [data.list("product"), data.list("category"), data.list("service")];
  const one = (values: readonly string[]): string | undefined => (values.length === 1 ? values[0] : undefined);
  const [product, category, service] = [products[0], one(categories), one(services)];
  const logSource: RuleLogSource = {
    ...(product === undefined ? {} : { product }),
    ...(category === undefined ? {} : { category }),
    ...(service === undefined ? {} : { service }),
    names: [...(category === undefined ? categories : []), ...(service === undefined ? services : [])],
  };
  return { logSource, platforms: sigmaPlatforms(product ?? null, categories, services) };
}

/** A rule without a status in a folder that is one. */
function folderStatus(path: string): string | null {
  return /(?:^|\/)(deprecated|unsupported)\//.exec(path)?.[1] ?? null;
}
