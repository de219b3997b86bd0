/** Reads the `detection` part of a Sigma document into its own tree: selections, items, values, each with its span. */
import { type Document, isMap, isPair, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import type { Span } from "../../model/diagnostic.ts";
import { followAlias } from "../../model/yaml-alias.ts";

/** A value: `text` is decoded, numbers in decimal, null is YAML's null; `written` keeps the source's spelling of a number (0x1F, 007). */
export interface DetectionValue {
  readonly text: string | null;
  readonly written?: string;
  readonly kind: "string" | "number" | "boolean" | "null";
  readonly span: Span;
}

export type DetectionNode =
  /** One key of a selection, or keywords when `field` is null. */
  | {
      readonly kind: "item";
      readonly field: string | null;
      readonly modifiers: readonly string[];
      readonly values: readonly DetectionValue[];
      readonly span: Span;
    }
  | { readonly kind: "all" | "any"; readonly children: readonly DetectionNode[] }
  | { readonly kind: "broken"; readonly span: Span; readonly message: string };

export interface Detection {
  readonly selections: ReadonlyMap<string, DetectionNode>;
  readonly conditions: readonly { readonly text: string; readonly span: Span }[];
  readonly timeframe: string | null;
}

const maximumDepth = 20;

/** Span of a node without trailing white space and comments. */
export function spanOf(node: unknown): Span {
  const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
  return range ? [range[0], range[1]] : [0, 0];
}

/** Parts that may still be read: more than any document has without aliases, so that only what aliases multiply is cut off. */
interface Budget {
  left: number;
}

function budgetOf(document: Document): Budget {
  const [start = 0, , end = 0] = document.range ?? [];
  return { left: 5_000 + (end - start) / 2 };
}

/** The pairs of a mapping with merge keys (`<<`) replaced by what they bring; duplicate keys are all kept. */
export function pairsOf(
  map: YAMLMap,
  document: Document,
  budget: Budget = budgetOf(document),
  depth = 0,
): readonly { readonly key: string; readonly keySpan: Span; readonly value: unknown }[] {
  return (map.items as Pair[]).flatMap((pair) => {
    budget.left -= 1;
    if (budget.left < 0 || !isPair(pair) || !isScalar(pair.key)) return [];
    const key = String(pair.key.source ?? pair.key.value ?? "");
    const value = followAlias(pair.value, document);
    if (key === "<<" && isMap(value)) return depth < maximumDepth ? pairsOf(value, document, budget, depth + 1) : [];
    return [{ key, keySpan: spanOf(pair.key), value }];
  });
}

/** Reads the mappings under `detection`, in order (a global document's first). */
export function readDetection(maps: readonly { readonly map: YAMLMap; readonly document: Document }[]): Detection {
  const selections = new Map<string, DetectionNode>();
  const conditions: { text: string; span: Span }[] = [];
  let timeframe: string | null = null;
  for (const { map, document } of maps) {
    const budget = budgetOf(document);
    for (const { key, keySpan, value } of pairsOf(map, document)) {
      if (key === "condition") conditions.push(...readConditions(value, document, 0));
      else if (key === "timeframe") timeframe = isScalar(value) ? String(value.source ?? value.value) : null;
      else {
        const node = readSelection(value, { document, budget }, keySpan, 0);
        const before = selections.get(key);
        selections.set(key, before ? { kind: "all", children: [before, node] } : node);
      }
    }
  }
  return { selections, conditions, timeframe };
}

function readConditions(value: unknown, document: Document, depth: number): readonly { text: string; span: Span }[] {
  if (isSeq(value)) return depth > 1 ? [] : value.items.flatMap((item) => readConditions(followAlias(item, document), document, depth + 1));
  if (!isScalar(value) || value.value === null) return [];
  const [start, end] = spanOf(value);
  const quoted = value.type === "QUOTE_DOUBLE" || value.type === "QUOTE_SINGLE" ? 1 : 0;
  return [{ text: String(value.value), span: [start + quoted, end - quoted] }];
}

interface Place {
  readonly document: Document;
  readonly budget: Budget;
}

function readSelection(value: unknown, place: Place, keySpan: Span, depth: number): DetectionNode {
  const node = readNode(value, place, keySpan, depth);
  return place.budget.left < 0 ? { kind: "broken", span: keySpan, message: "Its aliases make more of this than is followed" } : node;
}

function readNode(value: unknown, place: Place, keySpan: Span, depth: number): DetectionNode {
  const { document, budget } = place;
  if (depth > maximumDepth) return { kind: "broken", span: keySpan, message: "The selection nests too deep" };
  if (isMap(value)) {
    const children = pairsOf(value, document, budget).map((pair) => readItem(pair.key, pair.keySpan, pair.value, place));
    if (children.length === 0) return { kind: "broken", span: keySpan, message: "The selection is empty" };
    return { kind: "all", children };
  }
  if (isSeq(value)) {
    const items = itemsOf(value, place);
    if (items.length === 0) return { kind: "broken", span: keySpan, message: "The selection is empty" };
    if (items.every((item) => isScalar(item))) return keywords(items, keySpan);
    return { kind: "any", children: items.map((item) => readSelection(item, place, spanOf(item), depth + 1)) };
  }
  if (isScalar(value) && value.value !== null) return keywords([value], keySpan);
  return { kind: "broken", span: keySpan, message: "A selection is a mapping, a list or a keyword" };
}

/** The items of a list; none once the budget is spent. */
function itemsOf(list: YAMLSeq, { document, budget }: Place): readonly unknown[] {
  budget.left -= list.items.length;
  return budget.left < 0 ? [] : list.items.map((item) => followAlias(item, document));
}

function keywords(items: readonly unknown[], span: Span): DetectionNode {
  return { kind: "item", field: null, modifiers: [], values: items.map(readValue), span };
}

function readItem(key: string, keySpan: Span, value: unknown, place: Place): DetectionNode {
  const [field = "", ...modifiers] = key.split("|").map((part) => part.trim());
  const items = isSeq(value) ? itemsOf(value, place) : [value];
  if (items.some((item) => isMap(item) || isSeq(item))) {
    return {
      kind: "broken",
      span: [keySpan[0], Math.max(spanOf(value)[1], keySpan[1])],
      message: `The values of "${key}" are not plain values`,
    };
  }
  const values = items.map((item) => readValue(item, keySpan));
  const single = isSeq(value) ? undefined : values[0];
  const spanned = single && single.kind !== "null" ? [{ ...single, span: [keySpan[0], single.span[1]] as const }] : values;
  return { kind: "item", field: field === "" ? null : field, modifiers, values: spanned, span: keySpan };
}

function readValue(node: unknown, fallback?: Span | number): DetectionValue {
  const span = isScalar(node) ? spanOf(node) : typeof fallback === "object" ? fallback : ([0, 0] as const);
  const value = isScalar(node) ? node.value : null;
  if (value === null || value === undefined) return { text: null, kind: "null", span: typeof fallback === "object" ? fallback : span };
  if (typeof value === "number" || typeof value === "bigint") {
    const written = (node as { source?: string }).source ?? String(value);
    // leading zeros are part of what the author looks for (00000429); a hexadecimal number is one number in any spelling
    const text = Number.isSafeInteger(value) && !/^[-+]?0\d/.test(written) ? String(value) : written;
    return { text, written, kind: "number", span };
  }
  if (typeof value === "boolean") return { text: String(value), kind: "boolean", span };
  return { text: typeof value === "string" ? value : String((node as { source?: string }).source ?? value), kind: "string", span };
}
