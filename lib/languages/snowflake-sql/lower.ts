/** Lowers Snowflake SQL to scopes: the events of each query before it aggregates, the tests of counts, and what must be absent. */
import { and, type Expression, opaque } from "../../expression/expression.ts";
import { diagnose } from "../../model/diagnostic.ts";
import type { RuleDocument } from "../../model/rule-document.ts";
import type { Problem } from "../core/pratt.ts";
import type { LogSource, Reading, Scope } from "../language.ts";
import type { ConditionContext } from "./condition.ts";
import { allOf, testOf } from "./literal.ts";
import { type Names, type Operand, operandOf, type Tested } from "./operand.ts";
import { parseSql } from "./parse.ts";
import { conjunctsOf, conjunctTest, isJoinKey, joinConditions, keysOf, noteOptional, outputOf, testsCount } from "./select.ts";
import { type Body, type CommonTable, type CompareNode, type Query, type Select, type Source, type SqlNode, uncast } from "./tree.ts";

/** Reads a query in Snowflake SQL. */
export function lowerSql(text: string, document: RuleDocument): Reading {
  const { statements, diagnostics } = parseSql(text);
  const reader = new SqlReader(text, document);
  for (const statement of statements) {
    if (statement.kind === "query") reader.query(statement.query, new Map());
    else if (statement.kind === "set") reader.set(statement.name, statement.value);
    else reader.broken(statement);
  }
  if (reader.scopes.length === 0 && !statements.some(({ kind }) => kind === "query")) {
    return { scopes: [], diagnostics: [...diagnostics, diagnose("query-missing", "error")], window: null, logSources: [] };
  }
  if (reader.scopes.length === 0) reader.event([], and([]));
  return {
    scopes: reader.scopes,
    diagnostics,
    window: reader.window,
    logSources: [reader.logSource([])],
  };
}

/** What a query gives to the one around it. */
interface Relation {
  readonly names: Names;
  readonly tables: readonly string[];
}

type Tables = ReadonlyMap<string, CommonTable | null>;

class SqlReader {
  readonly scopes: Scope[] = [];
  window: string | null = null;
  private readonly variables = new Map<string, Operand>();
  private readonly read = new Map<CommonTable, Relation>();
  private readonly allTables = new Set<string>();

  constructor(
    private readonly text: string,
    private readonly document: RuleDocument,
  ) {}

  logSource(tables: readonly string[]): LogSource {
    const names = tables.length > 0 ? tables : [...this.allTables];
    return { product: null, category: null, service: null, names: [...names, ...this.document.logSource.names] };
  }

  set(name: string, value: SqlNode): void {
    this.variables.set(`$${name}`, operandOf(value, { text: this.text, names: new Map(), keys: [] }));
  }

  broken({ code, span, message }: Problem): void {
    this.event([], opaque(code, span, message));
  }

  event(tables: readonly string[], expression: Expression, kind: Scope["kind"] = "event"): void {
    this.scopes.push({ kind, label: null, expression, logSource: this.logSource(tables) });
  }

  query({ tables, body }: Query, outer: Tables): Relation {
    const known = new Map(outer);
    for (const table of tables) known.set(table.name, table);
    const relation = this.body(body, known);
    // What is not understood may use any of them: their conditions are the rule's all the same.
    if ("broken" in body ? body.broken.length > 0 : body.kind === "broken") for (const table of tables) this.common(table, known);
    return relation;
  }

  private body(body: Body, tables: Tables): Relation {
    switch (body.kind) {
      case "select":
        return this.select(body, tables);
      case "values":
        return { names: new Map(), tables: [] };
      case "set": {
        const left = this.query(body.left, tables);
        if (body.operator === "except") this.absent(() => this.query(body.right, tables));
        else this.query(body.right, tables);
        return left;
      }
      case "broken":
        this.broken(body);
        return { names: new Map(), tables: [] };
    }
  }

  /** What must not be: the scopes that are read meanwhile are absent ones. Returns whether there were any. */
  private absent(read: () => void): boolean {
    const before = this.scopes.length;
    read();
    const found = this.scopes.splice(before);
    for (const scope of found) this.scopes.push(scope.kind === "event" ? { ...scope, kind: "absent" } : scope);
    return found.length > 0;
  }

  private select(select: Select, tables: Tables): Relation {
    const optional = new Map<string, readonly Scope[]>();
    const sources = select.from.map((source) => this.source(source, tables, optional));
    const names = new Map(sources.flatMap((source) => [...source.names]));
    const own = sources.flatMap((source) => source.tables);
    const keys = keysOf(select, names, this.text);
    const context: ConditionContext = {
      text: this.text,
      names,
      keys,
      onWindow: (window) => {
        this.window ??= window;
      },
    };
    for (const { value, name } of select.columns) {
      // A column hides an alias of the same name: only new names are bound.
      if (name !== null && uncast(value).kind !== "column" && !names.has(name)) names.set(name, operandOf(value, context));
    }
    const conjuncts = [...conjunctsOf(select.where).filter((node) => !isJoinKey(node)), ...select.from.flatMap(joinConditions)];
    this.conjuncts(conjuncts, { context, tables, optional, own });
    const counts = [...conjunctsOf(select.having), ...conjunctsOf(select.qualify)];
    const count = allOf(counts.map((node) => conjunctTest(node, context)));
    if (count) this.event(own, count, "count");
    for (const problem of select.broken) this.broken(problem);
    return { names: outputOf(select, names, context), tables: own };
  }

  private source(source: Source, tables: Tables, optional: Map<string, readonly Scope[]>): Relation {
    const before = this.scopes.length;
    const relation = this.content(source, tables);
    if (source.rest) this.broken(source.rest);
    const enriches = source.join === "left" || source.join === "full";
    // An outer side only enriches, unless the query asks that it has no row.
    if (enriches) noteOptional(optional, source, relation.names, this.scopes.splice(before));
    const qualified =
      source.alias === null ? [] : [...relation.names].map(([name, operand]) => [`${source.alias}.${name}`, operand] as const);
    return { names: new Map([...relation.names, ...qualified]), tables: enriches ? [] : relation.tables };
  }

  private content({ content }: Source, tables: Tables): Relation {
    switch (content.kind) {
      case "table": {
        const common = content.parts.length === 1 ? tables.get(content.name.toLowerCase()) : undefined;
        if (common) return this.common(common, tables);
        const name = content.name.toLowerCase();
        this.allTables.add(name);
        return { names: this.variables, tables: [name] };
      }
      case "query":
        return this.query(content.query, tables);
      case "function":
        return { names: new Map(), tables: [] };
      case "broken":
        this.broken(content);
        return { names: new Map(), tables: [] };
    }
  }

  /** A common table is read where it is first used; its conditions stand once. */
  private common(table: CommonTable, tables: Tables): Relation {
    const known = this.read.get(table);
    if (known) return known;
    this.read.set(table, { names: new Map(), tables: [] }); // one that uses itself gives nothing new
    const relation = this.query(table.query, tables);
    const renamed =
      table.columns.length > 0
        ? new Map([...relation.names.values()].map((operand, index) => [table.columns[index] ?? "", operand]))
        : relation.names;
    const result = { names: renamed, tables: relation.tables };
    this.read.set(table, result);
    return result;
  }

  private conjuncts(nodes: readonly SqlNode[], { context, tables, optional, own }: Conjuncts): void {
    const events: Tested[] = [];
    const counts: Tested[] = [];
    for (const node of nodes) {
      if (this.subquery(node, { context, tables, optional, own })) continue;
      (testsCount(node, context) ? counts : events).push(conjunctTest(node, context));
    }
    const event = allOf(events);
    if (event) this.event(own, event);
    const count = allOf(counts);
    if (count) this.event(own, count, "count");
  }

  /** `x [NOT] IN (query)`, `[NOT] EXISTS (query)`, and the missing side of an outer join; false for any other conjunct. */
  private subquery(node: SqlNode, { context, tables, optional }: Conjuncts): boolean {
    const negated = node.kind === "not";
    const inner = uncast(negated ? node.child : node);
    if (inner.kind === "subquery" && inner.exists) {
      if (negated) this.absent(() => this.query(inner.query, tables));
      else this.query(inner.query, tables);
      return true;
    }
    if (inner.kind !== "compare") return false;
    const excluded = negated !== inner.negated;
    if (inner.operator === "in" && inner.right.kind === "subquery") {
      this.membership(inner, excluded, context, tables);
      return true;
    }
    const side =
      inner.operator === "is" && !excluded && inner.left.kind === "column"
        ? optional.get(inner.left.parts.length > 1 ? (inner.left.parts[0]?.toLowerCase() ?? "") : `.${inner.left.parts[0]?.toLowerCase()}`)
        : undefined;
    if (!side || side.length === 0) return false;
    for (const scope of side) this.scopes.push(scope.kind === "event" ? { ...scope, kind: "absent" } : scope);
    return true;
  }

  /** Membership in a query's rows: its own conditions are a scope; a plain table is a list that the text does not hold. */
  private membership(node: CompareNode, excluded: boolean, context: ConditionContext, tables: Tables): void {
    if (node.right.kind !== "subquery") return;
    const { query } = node.right;
    let relation: Relation = { names: new Map(), tables: [] };
    const before = this.scopes.length;
    const read = () => {
      relation = this.query(query, tables);
    };
    if (excluded) this.absent(read);
    else read();
    const subject = operandOf(node.left, context);
    const conditions = this.scopes.length > before;
    if ((excluded && conditions) || (subject.kind !== "column" && subject.kind !== "computed")) return;
    const list = relation.tables[0] ?? "query";
    const test = testOf({
      subject,
      operator: "in_list",
      value: list,
      caseSensitive: false,
      raw: { operator: "in", value: list },
      span: node.span,
    });
    this.event([], excluded ? { kind: "not", child: test } : test);
  }
}

interface Conjuncts {
  readonly context: ConditionContext;
  readonly tables: Tables;
  readonly optional: ReadonlyMap<string, readonly Scope[]>;
  readonly own: readonly string[];
}
