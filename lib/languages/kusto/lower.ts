/** A query's statements → scopes. Statements: https://learn.microsoft.com/kusto/query/statements */
import { and, type Expression, type Literal, opaque, predicate } from "../../expression/expression.ts";
import { type Diagnostic, diagnose } from "../../model/diagnostic.ts";
import type { RuleDocument, RuleThreshold } from "../../model/rule-document.ts";
import type { LogSource, Reading, Scope } from "../language.ts";
import { noColumns } from "./columns.ts";
import { lowerCondition } from "./condition.ts";
import { items, type KustoNode, nameOf, part, spanOf } from "./node.ts";
import { parseKusto } from "./parser.ts";
import { type Binding, type Names, type Session, TooLarge } from "./place.ts";
import { readRows } from "./source.ts";
import { absentScopesOf, scopesOf } from "./stream.ts";

/** Reads a query with the trigger that its document states. Total. */
export function lowerQuery(text: string, document: Pick<RuleDocument, "threshold" | "logSource">): Reading {
  const { tree, diagnostics } = parseKusto(text);
  const session = openSession(text);
  const scopes: Scope[] = [];
  const problems: Expression[] = diagnostics.map(({ code, span, message }) => opaque(code, span ?? [0, 0], message));
  try {
    if (tree) scopes.push(...lowerStatements(items(tree, "Statements"), session));
  } catch (error) {
    if (!(error instanceof TooLarge || error instanceof RangeError)) throw error;
    problems.push(
      opaque(
        error instanceof TooLarge ? "query-too-large" : "query-too-deep",
        [0, Math.min(1, text.length)],
        "The query's names unfold into more than is followed",
      ),
    );
  }
  scopes.push(...session.scopes);
  if (problems.length > 0) scopes.push({ kind: "event", label: null, expression: and(problems) });
  const trigger = document.threshold ? triggerScope(document.threshold, text) : null;
  if (trigger) scopes.push(trigger);
  const names = session.tables.size > 0 ? [...session.tables] : document.logSource.names.slice(0, 1);
  const logSources = names.map((name): LogSource => ({ product: null, category: null, service: null, names: [name] }));
  if (scopes.length === 0) scopes.push({ kind: "event", label: null, expression: and([]) });
  return { scopes, diagnostics: session.diagnostics, window: session.window.bin ?? session.window.bound, logSources };
}

function openSession(text: string): Session {
  const session: Session = {
    text,
    diagnostics: [],
    scopes: [],
    tables: new Set(),
    bound: [],
    used: new Set(),
    visited: new Set(),
    operands: new Map(),
    window: { bin: null, bound: null },
    muted: 0,
    steps: 0,
    depth: 0,
    rows: (node, place) => readRows(node, place, session),
    subquery: (node, place, label) => {
      const key = `${node.start} ${node.end} ${label ?? ""} ${place.negated}`;
      if (session.muted > 0 || session.visited.has(key)) return;
      session.visited.add(key);
      const stream = readRows(node, { ...place, columns: noColumns }, session);
      session.scopes.push(...(place.negated ? absentScopesOf(stream, label) : scopesOf(stream, label)));
    },
    counted: ({ node, place, label }) => {
      const key = `count ${node.start} ${node.end}`;
      if (session.muted > 0 || session.visited.has(key)) return;
      session.visited.add(key);
      const expression = lowerCondition(node, place, session);
      if (expression) session.scopes.push({ kind: place.negated ? "absent" : "event", label, expression });
    },
  };
  return session;
}

function lowerStatements(statements: readonly KustoNode[], session: Session): readonly Scope[] {
  let names: Names | null = null;
  const scopes: Scope[] = [];
  for (const statement of statements) {
    const node = part(statement, "Expression");
    if (statement.kind === "LetStatement" && node) {
      const name = nameOf(part(statement, "Name"), session.text);
      const binding: Binding = { name, content: { node, place: { columns: noColumns, names, negated: false } }, argument: false };
      session.bound.push({ binding, span: spanOf(statement) });
      names = { binding, outer: names };
    } else if (statement.kind === "QueryParametersStatement") names = parameters(statement, names, session.text);
    else if (statement.kind === "ExpressionStatement" && node) {
      scopes.push(...scopesOf(readRows(node, { columns: noColumns, names, negated: false }, session), null));
    }
  }
  session.diagnostics.push(...unusedNames(session));
  return scopes;
}

/** `declare query_parameters(x:string = "…")`: defaults are constants. */
function parameters(statement: KustoNode, outer: Names | null, text: string): Names | null {
  let names = outer;
  for (const parameter of items(statement, "Parameters")) {
    const node = part(part(parameter, "DefaultValue"), "Value");
    const name = nameOf(part(part(parameter, "NameAndType"), "Name"), text);
    if (node)
      names = { binding: { name, content: { node, place: { columns: noColumns, names, negated: false } }, argument: false }, outer: names };
  }
  return names;
}

function unusedNames({ bound, used }: Session): readonly Diagnostic[] {
  const usedAt = new Set(bound.filter(({ binding }) => used.has(binding)).map(({ span }) => span[0]));
  const unused = new Map(
    bound.filter(({ span }) => !usedAt.has(span[0])).map(({ binding, span }) => [span[0], { binding, span }] as const),
  );
  return [...unused.values()].map(({ binding, span }) =>
    diagnose("selection-unused", "info", span, `The query never uses "${binding.name}"`),
  );
}

/** Sentinel's trigger: how many results the rule asks for. */
function triggerScope(threshold: RuleThreshold, text: string): Scope {
  const [, name = "count", field = ""] = /^(\w+)\((.*)\)$/.exec(threshold.aggregate) ?? [];
  const literal: Literal = {
    field: threshold.aggregate,
    operator: threshold.operator,
    value: threshold.value,
    caseSensitive: false,
    lane: "threshold",
    raw: { field: threshold.aggregate, operator: threshold.operator, value: threshold.value },
    span: [0, Math.max(1, text.length)],
    aggregate: { function: name, field: field === "" ? null : field },
    groupBy: threshold.groupBy,
  };
  return { kind: "count", label: null, expression: predicate(literal) };
}
