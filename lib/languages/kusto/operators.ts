/** The operators of a pipe, in order: tests are kept, columns get their meaning. https://learn.microsoft.com/kusto/query/tabular-operators */
import { anyRun, type Expression, type PatternPart, predicate } from "../../expression/expression.ts";
import { bindArguments } from "./call.ts";
import { noColumns } from "./columns.ts";
import { memberOf } from "./comparison.ts";
import { isRightAnti, join, joinKind, keepAbsence, union } from "./join.ts";
import { items, type KustoNode, nameOf, namesIn, part, pipeOf, spanOf, textOf, ungrouped } from "./node.ts";
import { readOperand } from "./operand.ts";
import type { Stream } from "./place.ts";
import { type Column, findName, type Names, type Session, unread } from "./place.ts";
import { outsideList } from "./rows.ts";
import { addTest, define, filter, placeOf } from "./stream.ts";
import { countRows, impliedName, keywordOf, summarize } from "./summarize.ts";
import { decodeString } from "./value.ts";

/** Operators that neither test nor rename. */
const neutral = new Set(
  `SortOperator TakeOperator TopOperator TopNestedOperator TopHittersOperator SampleOperator SampleDistinctOperator ProjectAwayOperator
  ProjectKeepOperator ProjectReorderOperator RenderOperator AsOperator ConsumeOperator GetSchemaOperator AssertSchemaOperator ReduceByOperator
  ExecuteAndCacheOperator ParseKvOperator MacroExpandOperator`.split(/\s+/),
);
const defining = new Set([
  "ExtendOperator",
  "ProjectOperator",
  "SerializeOperator",
  "DistinctOperator",
  "PrintOperator",
  "ProjectByNamesOperator",
]);

/** Runs a stream through operators. */
export function runOperators(stream: Stream, operators: readonly KustoNode[], names: Names | null, session: Session): Stream {
  let result = stream;
  for (const operator of operators) {
    session.steps += 1;
    result = runOne(result, operator, names, session);
  }
  return result;
}

function runOne(stream: Stream, operator: KustoNode, names: Names | null, session: Session): Stream {
  if (neutral.has(operator.kind)) return stream;
  if (defining.has(operator.kind)) {
    for (const expression of items(operator, "Expressions")) defineColumn(stream, expression, names, session);
    return stream;
  }
  switch (operator.kind) {
    case "FilterOperator":
    case "SearchOperator": {
      const condition = part(operator, "Condition");
      if (condition) filter(stream, condition, names, session);
      return stream;
    }
    case "SummarizeOperator":
    case "MakeSeriesOperator":
      summarize(stream, operator, names, session);
      return stream;
    case "CountOperator":
      countRows(stream, names);
      return stream;
    case "JoinOperator":
    case "LookupOperator":
      return join(stream, operator, names, session);
    case "UnionOperator":
      return union(stream, operator, names, placeOf(stream, names).negated, session);
    default:
      return runRare(stream, operator, names, session);
  }
}

function runRare(stream: Stream, operator: KustoNode, names: Names | null, session: Session): Stream {
  switch (operator.kind) {
    case "ProjectRenameOperator":
      for (const expression of items(operator, "Expressions")) defineColumn(stream, expression, names, session);
      return stream;
    case "MvExpandOperator":
      for (const expanded of items(operator, "Expressions")) defineColumn(stream, part(expanded, "Expression") ?? expanded, names, session);
      return stream;
    case "MvApplyOperator":
      for (const applied of items(operator, "Expressions")) defineColumn(stream, part(applied, "Expression") ?? applied, names, session);
      return runInner(stream, part(part(operator, "Subquery"), "Expression"), names, session);
    case "PartitionOperator": {
      const operand = part(operator, "Operand");
      return runInner(stream, part(operand, "Subquery") ?? part(operand, "Query") ?? part(operand, "Expression"), names, session);
    }
    case "ParseOperator":
    case "ParseWhereOperator":
      parse(stream, operator, names, session);
      return stream;
    case "InvokeOperator":
      return invoke(stream, operator, names, session);
    case "EvaluateOperator":
      evaluate(stream, operator, names, session);
      return stream;
    default:
      addTest(stream, unread(operator, `The operator ${keywordOf(operator, session.text)} is not followed`));
      return stream;
  }
}

/** A pipe without a source of its own. */
function runInner(stream: Stream, inner: KustoNode | null, names: Names | null, session: Session): Stream {
  if (!inner) return stream;
  const { source, operators } = pipeOf(ungrouped(inner));
  return runOperators(stream, [source, ...operators], names, session);
}

/** `name = expression`, `(a, b) = expression`, or an expression that names itself. */
export function defineColumn(stream: Stream, written: KustoNode, names: Names | null, session: Session): void {
  const { text } = session;
  const node = part(written, "Expression");
  const make =
    (content: KustoNode) =>
    (place: ReturnType<typeof placeOf>): Column => ({ kind: "defined", node: content, place });
  if (written.kind === "CompoundNamedExpression" && node) {
    for (const name of items(part(written, "Names"), "Names")) define(stream, nameOf(name, text), make(node), names, namesIn(node, text));
  } else if (written.kind === "SimpleNamedExpression" && node) {
    const content = ungrouped(node);
    const name = nameOf(part(written, "Name"), text);
    if (content.kind !== "NameReference" || nameOf(content, text) !== name) define(stream, name, make(node), names, namesIn(node, text));
  } else if (written.kind === "FunctionCallExpression" || written.kind === "PathExpression") {
    const name = impliedName(written, text);
    if (name !== null) define(stream, name, make(written), names, namesIn(written, text));
  }
}

/** Columns that are cut out of a text are computed; `parse-where` also tests the text. */
function parse(stream: Stream, operator: KustoNode, names: Names | null, session: Session): void {
  const subject = part(operator, "Expression");
  const patterns = items(operator, "Patterns");
  const operand = subject && readOperand(subject, placeOf(stream, names), session);
  for (const pattern of patterns) {
    if (pattern.kind !== "NameAndTypeDeclaration" && pattern.kind !== "NameDeclaration") continue;
    const name = nameOf(part(pattern, "Name") ?? pattern, session.text);
    define(stream, name, (place) => ({ kind: "defined", node: operator, place }), names, subject ? namesIn(subject, session.text) : []);
  }
  if (operator.kind !== "ParseWhereOperator") return;
  const isPlain = !/\bkind\s*=\s*regex/i.test(textOf(operator, session.text));
  if (operand?.kind === "field" && isPlain) addTest(stream, patternTest(operand, operator, patterns, session));
  else addTest(stream, unread(operator, "The pattern of parse-where is not followed"));
}

function patternTest(
  operand: { readonly name: string; readonly raw: string },
  operator: KustoNode,
  patterns: readonly KustoNode[],
  session: Session,
): Expression {
  const value = patterns.map((pattern): PatternPart => decodeString(textOf(pattern, session.text))?.text ?? anyRun);
  const written = patterns.map((pattern) => textOf(pattern, session.text)).join(" ");
  const raw = {
    field: operand.raw,
    ...(operand.raw === operand.name ? {} : { resolved: operand.name }),
    operator: "parse-where",
    value: written,
  };
  return predicate({ field: operand.name, operator: "wildcard", value, caseSensitive: true, raw, span: spanOf(operator) });
}

/** Functions of the product that add columns and drop no rows. */
const enriching = new Set(["FileProfile", "DeviceFromIP", "AssignedIPAddresses", "SeenBy"]);

function invoke(stream: Stream, operator: KustoNode, names: Names | null, session: Session): Stream {
  const call = part(operator, "Function");
  const name = nameOf(part(call, "Name"), session.text);
  const binding = findName(names, name);
  if (binding && call) {
    session.used.add(binding);
    const place = { columns: noColumns, names, negated: placeOf(stream, names).negated };
    const opened = bindArguments(binding, call, place, session, { name: "", content: { stream }, argument: true });
    if (opened) return session.rows(opened.body, opened.place);
  }
  if (!enriching.has(name)) addUnknownFunction(stream, name, operator);
  return stream;
}

/** A function that the query does not define: a placeholder for what it tests, and the rule is only partly read. */
export function addUnknownFunction(stream: Stream, name: string, node: KustoNode): void {
  const raw = { field: null, operator: "", value: name };
  addTest(
    stream,
    predicate({ field: null, operator: "keyword", value: name, caseSensitive: false, lane: "placeholder", raw, span: spanOf(node) }),
  );
  addTest(stream, unread(node, `The function "${name}" is not defined in the query`, "condition-unknown-name"));
}

/** Plugins compute columns; a lookup of addresses keeps those that are listed. */
function evaluate(stream: Stream, operator: KustoNode, names: Names | null, session: Session): void {
  const call = part(operator, "FunctionCall");
  if (!call || !/^ipv[46]_lookup$/.test(nameOf(part(call, "Name"), session.text))) return;
  const [list, subject] = items(part(call, "ArgumentList"), "Expressions");
  const place = placeOf(stream, names);
  const operand = subject && readOperand(subject, place, session);
  if (!list || operand?.kind !== "field") return;
  const name = outsideList(list, place, session) ?? textOf(list, session.text);
  const comparison = { operator: "in_list", negated: false, caseSensitive: false, raw: "ipv4_lookup" } as const;
  addTest(stream, memberOf(operand, comparison, { name, written: textOf(list, session.text), lookup: true }, spanOf(operator)));
}

/** A pipe: its source, then its operators; before a right anti-join stand the rows that must not be there. */
export function runPipe(
  operators: readonly KustoNode[],
  source: (negated: boolean) => Stream,
  place: { readonly names: Names | null; readonly negated: boolean },
  session: Session,
): Stream {
  const { names, negated } = place;
  const at = operators.findLastIndex((operator) => operator.kind === "JoinOperator" && isRightAnti(joinKind(operator, session.text)));
  const other = at >= 0 ? part(operators[at] ?? null, "Expression") : null;
  if (!other) return runOperators(source(negated), operators, names, session);
  keepAbsence(runPipe(operators.slice(0, at), source, { names, negated: !negated }, session), negated, session);
  const right = session.rows(other, { columns: noColumns, names, negated });
  return runOperators(right, operators.slice(at + 1), names, session);
}
