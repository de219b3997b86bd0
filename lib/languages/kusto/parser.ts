/**
 * Text → native tree, by Microsoft's own parser (https://www.npmjs.com/package/@kusto/language-service-next), which is loaded when the first
 * query is read: it is 5 MB and sets the globals Bridge, System and Kusto. Bounded before it parses; never throws on query text.
 */
import { createRequire } from "node:module";
import { type Diagnostic, diagnose } from "../../model/diagnostic.ts";
import { type FoldedText, foldText } from "./literal-runs.ts";
import type { KustoNode } from "./node.ts";

/** The parser's members that are used here, typed by hand; its own declarations are 1.7 MB. */
interface SyntaxElement {
  readonly ChildCount: number;
  readonly IsToken: boolean;
  readonly Trivia?: string;
  readonly Text?: string;
  readonly constructor: object;
  GetChild(index: number): SyntaxElement | null;
  /** What a child is to this element; empty in lists. */
  GetName(index: number): string | null;
}
interface SyntaxDiagnostic {
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}
interface SyntaxRoot extends SyntaxElement {
  readonly ContainsSyntaxDiagnostics: boolean;
  GetContainedSyntaxDiagnostics(): { readonly Count: number; getItem(index: number): SyntaxDiagnostic };
}
interface Parser {
  readonly parse: (text: string) => SyntaxRoot;
  /** Gives the elements their places, which diagnostics need; the tree is copied without. */
  readonly place: (root: SyntaxRoot) => void;
  readonly typeName: (element: SyntaxElement) => string;
}
interface Library {
  readonly Kusto: {
    readonly Language: {
      readonly Parsing: { readonly QueryParser: { ParseQuery$1(text: string): SyntaxRoot } };
      readonly Syntax: { readonly SyntaxTree: new (root: SyntaxRoot) => object };
    };
  };
  readonly Bridge: { getTypeName(element: object): string };
}

export interface ParsedQuery {
  /** Null when the text was refused. */
  readonly tree: KustoNode | null;
  readonly diagnostics: readonly Diagnostic[];
}

const maximumProblems = 20;

let loaded: Parser | null = null;

function load(): Parser {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  require("@kusto/language-service-next/bridge.min.js");
  require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
  const { Kusto, Bridge } = globalThis as unknown as Library;
  const { Parsing, Syntax } = Kusto.Language;
  const names = new Map<object, string>();
  loaded = {
    // KustoCode.Parse would also build the grammar (a second) and an index of places (a fifth of the time), which nothing here asks for.
    parse: (text) => Parsing.QueryParser.ParseQuery$1(text),
    place: (root) => void new Syntax.SyntaxTree(root),
    typeName: (element) => {
      const known = names.get(element.constructor);
      if (known !== undefined) return known;
      const name = /^Kusto\.Language\.Syntax\.(\w+)/.exec(Bridge.getTypeName(element))?.[1] ?? "Unknown";
      names.set(element.constructor, name);
      return name;
    },
  };
  return loaded;
}

/** Parses a query. What the grammar does not know is in the diagnostics, and the tree holds the rest. */
export function parseKusto(text: string): ParsedQuery {
  const folded = foldText(text);
  if ("code" in folded) return { tree: null, diagnostics: [folded] };
  const parser = load();
  try {
    const root = parser.parse(folded.text);
    return { tree: toNode(root, parser, folded.runs), diagnostics: root.ContainsSyntaxDiagnostics ? problemsOf(root, parser, text) : [] };
  } catch (error) {
    const message = `The parser gave up: ${error instanceof Error ? error.message : String(error)}`;
    return {
      tree: null,
      diagnostics: [diagnose(error instanceof RangeError ? "query-too-deep" : "query-broken", "error", [0, 0], message)],
    };
  }
}

function problemsOf(root: SyntaxRoot, parser: Parser, text: string): readonly Diagnostic[] {
  parser.place(root);
  const found = root.GetContainedSyntaxDiagnostics();
  return Array.from({ length: Math.min(found.Count, maximumProblems) }, (_, index) => {
    const { Message, Start, Length } = found.getItem(index);
    const start = Math.min(Math.max(0, Start), text.length);
    return diagnose("query-broken", "error", [start, Math.min(text.length, start + Math.max(0, Length))], Message);
  });
}

interface Building {
  readonly element: SyntaxElement;
  readonly node: { kind: string; role: string; start: number; end: number; children: KustoNode[] };
  next: number;
}

/** Copies the tree without recursion: chains of operators nest as deep as they are long. */
function toNode(root: SyntaxElement, parser: Parser, runs: FoldedText["runs"]): KustoNode {
  let offset = 0;
  const open = (element: SyntaxElement, role: string): Building => {
    const name = element.IsToken ? "Token" : parser.typeName(element);
    return { element, node: { kind: name === "SyntaxList" ? "List" : name, role, start: -1, end: -1, children: [] }, next: 0 };
  };
  const close = ({ element, node }: Building): void => {
    if (element.IsToken) {
      node.start = offset + (element.Trivia?.length ?? 0);
      node.end = node.start + (element.Text?.length ?? 0);
      offset = node.end;
      return;
    }
    const wide = node.children.filter((child) => child.end > child.start);
    node.start = wide[0]?.start ?? offset;
    node.end = wide.at(-1)?.end ?? node.start;
    if (node.kind !== "List") return;
    node.children = node.children.flatMap((child) => (child.kind === "SeparatedElement" ? (child.children[0] ?? []) : child));
    if (runs.size > 0) node.children = node.children.flatMap((child) => [child, ...(runs.get(child.start) ?? [])]);
  };
  const top = open(root, "");
  const stack = [top];
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    if (frame.next < frame.element.ChildCount) {
      const child = frame.element.GetChild(frame.next);
      if (child) stack.push(open(child, frame.element.GetName(frame.next) ?? ""));
      frame.next += 1;
      continue;
    }
    close(frame);
    stack.pop();
    stack.at(-1)?.node.children.push(frame.node);
  }
  return top.node;
}
