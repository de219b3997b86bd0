/** Lowers ES|QL to scopes: the events before aggregation, and the tests of counts after each STATS. */
import { and, type Expression, not, opaque, or, predicate } from "../../expression/expression.ts";
import { type Diagnostic, diagnose } from "../../model/diagnostic.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import { type Dialect, lowerQuery } from "../core/elastic-lower.ts";
import { elasticLogSource, thresholdScopes } from "../core/elastic-rule.ts";
import { type CompareNode, fieldsOf, type QueryNode, type ValueNode } from "../core/elastic-tree.ts";
import type { ReadEmbedded } from "../core/embedded.ts";
import type { Reading, Scope } from "../language.ts";
import { type Cases, chooseCases } from "./cases.ts";
import { Columns } from "./columns.ts";
import { esqlOperators, lowerCall, nothing } from "./functions.ts";
import { type EsqlCommand, parseEsql } from "./parse.ts";

/** Reads an ES|QL rule. */
export function lowerEsql(text: string, document: RuleDocument, readEmbedded: ReadEmbedded): Reading {
  const { commands, diagnostics } = parseEsql(text);
  if (commands.length === 0) {
    const missing = diagnose("query-missing", "error", null, "The query is empty");
    return { scopes: [], diagnostics: [...diagnostics, missing], window: null, logSources: [] };
  }
  const reader = new EsqlReader(text, document, readEmbedded);
  for (const command of commands) reader.take(command);
  const { scopes, logSource } = reader.close();
  return {
    scopes: [...scopes, ...thresholdScopes(document, text)],
    diagnostics: [...diagnostics, ...reader.diagnostics],
    window: reader.window,
    logSources: [logSource],
  };
}

class EsqlReader {
  readonly diagnostics: Diagnostic[] = [];
  window: string | null = null;
  private readonly columns: Columns;
  private readonly dialect: Dialect;
  private readonly indexes: string[] = [];
  private readonly events: Expression[] = [];
  /** What each STATS is asked for; the first entry belongs to INLINE STATS before any. */
  private readonly counts: Expression[][] = [[]];
  private aggregated = false;

  constructor(
    text: string,
    private readonly document: RuleDocument,
    readEmbedded: ReadEmbedded,
  ) {
    this.columns = new Columns(text, (node) => this.lower(node));
    const operand: Dialect["operand"] = (node) => this.columns.operand(node);
    this.dialect = {
      operators: esqlOperators,
      operand,
      call: (node) => lowerCall(node, { operand, readEmbedded, document }),
      special: (node) => this.special(node),
      text,
    };
  }

  private lower(node: QueryNode): Expression {
    return lowerQuery(node, this.dialect);
  }

  take(command: EsqlCommand): void {
    switch (command.kind) {
      case "from":
        this.indexes.push(...command.indexes);
        return;
      case "where":
        this.note(this.lower(command.condition), this.columns.isAggregated(command.condition));
        return;
      case "eval":
        for (const column of command.columns) this.columns.define(column);
        return;
      case "stats":
        this.takeStats(command);
        return;
      case "extract":
        for (const name of command.names) this.columns.setComputed(name, command.source, this.laneOf(command.source));
        return;
      case "model":
        this.takeModel(command);
        return;
      case "rename":
        for (const [from, to] of command.pairs) this.columns.rename(from, to);
        return;
      case "fork":
        this.takeFork(command.branches);
        return;
      case "pass":
        return;
      case "broken":
        this.note(opaque(command.code, command.span, command.message), false);
    }
  }

  /** A row comes from one branch or another: one of their conditions holds. Counts inside a branch are counts of the query. */
  private takeFork(branches: readonly (readonly EsqlCommand[])[]): void {
    const alternatives = branches.map((branch) => {
      const conditions: Expression[] = [];
      for (const command of branch) {
        if (command.kind === "where" && !this.columns.isAggregated(command.condition)) conditions.push(this.lower(command.condition));
        else this.take(command);
      }
      return and(conditions);
    });
    this.note(or(alternatives), false);
  }

  private note(expression: Expression, counted: boolean): void {
    if (!this.aggregated && !counted) this.events.push(expression);
    else this.counts.at(-1)?.push(expression);
  }

  private laneOf(source: string | null): "threshold" | undefined {
    return source !== null && this.columns.isAggregated({ kind: "field", name: source, span: [0, 0] }) ? "threshold" : undefined;
  }

  private takeStats({ inline, columns, by }: Extract<EsqlCommand, { kind: "stats" }>): void {
    const { keys, window } = this.columns.groupKeys(by);
    this.window = window ?? this.window;
    for (const column of columns) this.columns.aggregate(column, keys);
    if (inline) return;
    this.aggregated = true;
    this.counts.push([]);
  }

  /** A model's verdict cannot be read off the rule: a placeholder names the model, and the command stays opaque. */
  private takeModel({ name, model, span }: Extract<EsqlCommand, { kind: "model" }>): void {
    const raw = { field: null, operator: "completion", value: model };
    const named: Expression = predicate({
      field: null,
      operator: "keyword",
      value: model,
      caseSensitive: false,
      lane: "placeholder",
      raw,
      span,
    });
    this.note(and([named, opaque("model-unreadable", span, `What the model ${model} answers is not in the rule`)]), false);
    this.columns.setComputed(name, null, "threshold");
  }

  /** Time, `case()` columns and boolean columns are what they were made from. */
  private special(node: QueryNode): Expression | null {
    if (node.kind === "field") return this.bare(node.name);
    if (node.kind === "call") {
      const cases = this.columns.casesOf(node);
      return cases && chooseCases(cases, ({ text }) => text === "true");
    }
    if (node.kind !== "compare") return null;
    return this.timeTest(node) ?? this.caseTest(node);
  }

  private bare(name: string): Expression | null {
    const found = this.columns.get(name);
    if (found?.kind === "test") return found.expression;
    return found?.kind === "cases" ? chooseCases(found.cases, ({ text }) => text === "true") : null;
  }

  /** Bounds on the event's own time are the rule's window: they are no predicates, and a diagnostic says where they stand. */
  private timeTest(node: CompareNode): Expression | null {
    const { left, right, operator } = node;
    if (this.columns.times.isDuration(left) && right.kind === "value") {
      const unit = this.columns.unitOf(left);
      if (operator.startsWith("<") && unit !== null) this.window = `${right.text} ${unit}`;
    } else if (this.columns.times.isTime(left) && (this.isMoment(right) || (right.kind === "value" && right.type === "string"))) {
      const span = durationIn(right);
      if (operator.startsWith(">") && span !== null) this.window = span;
    } else return null;
    this.diagnostics.push(diagnose("test-resolved", "info", node.span, "A bound on time: the rule's window, not a predicate"));
    return nothing;
  }

  /** A fixed time, or one counted from now; never another column. */
  private isMoment(node: QueryNode): boolean {
    return fieldsOf(node).length === 0 && this.columns.times.isTime(node);
  }

  private caseTest(node: CompareNode): Expression | null {
    const { left, right, operator } = node;
    const found = left.kind === "field" ? this.columns.get(left.name) : undefined;
    if (found?.kind === "test" && right.kind === "value" && right.type === "boolean") {
      return (right.text === "true") === (operator === "==") ? found.expression : not(found.expression);
    }
    const cases: Cases | null = this.columns.casesOf(left);
    const values = right.kind === "list" ? right.items : [right];
    if (!cases || !values.every((value) => value.kind === "value")) return null;
    const wanted = resultTest(
      operator,
      values.filter((value) => value.kind === "value"),
    );
    const chosen = wanted ? chooseCases(cases, wanted) : null;
    if (chosen)
      this.diagnostics.push(diagnose("test-resolved", "info", node.span, "A test of what case() gives: its conditions stand for it"));
    return chosen;
  }

  close(): { readonly scopes: readonly Scope[]; readonly logSource: Reading["logSources"][number] } {
    const expression = and(this.events);
    const logSource = elasticLogSource(this.document, this.indexes, expression, null);
    const counts = this.counts.filter((conditions) => conditions.length > 0);
    const scopes = counts.map((conditions): Scope => ({ kind: "count", label: null, expression: and(conditions), logSource }));
    const first: Scope = { kind: "event", label: null, expression, logSource };
    return { scopes: this.events.length > 0 || scopes.length === 0 ? [first, ...scopes] : scopes, logSource };
  }
}

/** Which results of a `case()` a test asks for; null when the test is of another kind. */
function resultTest(operator: string, values: readonly ValueNode[]): ((result: ValueNode) => boolean) | null {
  const [value] = values;
  if (!value) return null;
  const same = (result: ValueNode): boolean =>
    values.some(({ text, type }) => text === result.text && (type === "null") === (result.type === "null"));
  if (operator === "==" || operator === "in") return same;
  // a null result is unequal to everything and passes no test
  if (operator === "!=" || operator === "not in") return (result) => result.type !== "null" && !same(result);
  if (operator === "is null") return (result) => result.type === "null";
  if (operator === "is not null") return (result) => result.type !== "null";
  const bound = Number(value.text);
  const compare: Readonly<Record<string, (result: number) => boolean>> = {
    "<": (result) => result < bound,
    "<=": (result) => result <= bound,
    ">": (result) => result > bound,
    ">=": (result) => result >= bound,
  };
  const test = compare[operator];
  return test && value.type === "number" ? (result) => result.type === "number" && test(Number(result.text)) : null;
}

function durationIn(node: QueryNode): string | null {
  if (node.kind === "value") return node.type === "duration" ? node.text : null;
  if (node.kind !== "math" && node.kind !== "call") return null;
  const parts = node.kind === "math" ? [node.left, node.right] : node.arguments;
  return parts.map(durationIn).find((found) => found !== null) ?? null;
}
