/** Where a pipe's rows come from: tables, names, functions, unions, searches, lists that are kept elsewhere. */
import { type Expression, or } from "../../expression/expression.ts";
import { bindArguments } from "./call.ts";
import { compareField, memberOf } from "./comparison.ts";
import { union } from "./join.ts";
import { membersIn } from "./members.ts";
import { argumentsOf, items, type KustoNode, nameOf, part, pipeOf, spanOf, textOf, ungrouped } from "./node.ts";
import { fieldOperand, readOperand } from "./operand.ts";
import { addUnknownFunction, defineColumn, runOperators, runPipe } from "./operators.ts";
import type { Stream } from "./place.ts";
import { findName, type Place, type Session, unread, within } from "./place.ts";
import { literalText, outsideList, rowListOf } from "./rows.ts";
import { addTest, filter, makeLeg } from "./stream.ts";
import { isScalar, type Value } from "./value.ts";

/** Reads a tabular expression. */
export function readRows(node: KustoNode, place: Place, session: Session): Stream {
  return within(session, () => {
    const { source, operators } = pipeOf(ungrouped(node));
    const inner = ungrouped(source);
    if (inner !== source && inner.kind === "PipeExpression") {
      return runPipe(operators, (negated) => readRows(inner, { ...place, negated }, session), place, session);
    }
    return runPipe(operators, (negated) => readSource(inner, { ...place, negated }, session), place, session);
  });
}

function readSource(node: KustoNode, place: Place, session: Session): Stream {
  const { negated, names } = place;
  const nothing = (): Stream => makeLeg(null, negated, session);
  switch (node.kind) {
    case "NameReference":
      return readTable(node, place, session);
    case "FunctionCallExpression":
      return readCall(node, place, session);
    case "PathExpression": {
      const selector = part(node, "Selector");
      return selector ? readSource(selector, { ...place, names: null }, session) : nothing();
    }
    case "MaterializeExpression":
    case "ToScalarExpression": {
      const inner = part(node, "Expression");
      return inner ? readRows(inner, place, session) : nothing();
    }
    case "ExternalDataExpression":
      return makeLeg(null, negated, session, outsideList(node, place, session));
    case "DataTableExpression":
    case "RangeOperator":
    case "EvaluateOperator":
      return nothing();
    case "PrintOperator": {
      const stream = nothing();
      for (const expression of items(node, "Expressions")) defineColumn(stream, expression, names, session);
      return stream;
    }
    case "UnionOperator":
      return union(null, node, names, negated, session);
    case "FindOperator":
    case "SearchOperator":
      return readSearch(node, place, session);
    default:
      return readOther(node, place, session);
  }
}

/** An operator without a source reads whatever is there; anything else is not followed. */
function readOther(node: KustoNode, place: Place, session: Session): Stream {
  const stream = makeLeg(null, place.negated, session);
  if (node.kind.endsWith("Operator")) return runOperators(stream, [node], place.names, session);
  if (node.end > node.start) addTest(stream, unread(node, "The source of these rows is not followed"));
  return stream;
}

function readTable(node: KustoNode, place: Place, session: Session): Stream {
  const name = nameOf(node, session.text);
  const binding = findName(place.names, name);
  if (!binding) return makeLeg(name === "" ? null : name, place.negated, session);
  session.used.add(binding);
  if ("stream" in binding.content) return binding.content.stream;
  const opened = bindArguments(binding, null, place, session);
  if (opened) return readRows(opened.body, { ...opened.place, negated: place.negated }, session);
  return readRows(binding.content.node, { ...binding.content.place, negated: place.negated }, session);
}

/** Parsers of Advanced Security Information Model tables: https://learn.microsoft.com/azure/sentinel/normalization-parsers-overview */
const normalizing = /^_?(?:im|ASim|vim)_?[A-Z]\w*$/i;
/** Functions that name a table. */
const naming = new Set(["table", "materialized_view", "external_table", "stored_query_result"]);

function readCall(node: KustoNode, place: Place, session: Session): Stream {
  const name = nameOf(part(node, "Name"), session.text);
  const binding = findName(place.names, name);
  if (binding) {
    session.used.add(binding);
    const opened = bindArguments(binding, node, place, session);
    if (opened) return readRows(opened.body, { ...opened.place, negated: place.negated }, session);
    return readTable(part(node, "Name") ?? node, place, session);
  }
  const [first] = argumentsOf(node);
  const list = outsideList(node, place, session);
  if (list !== null) return makeLeg(null, place.negated, session, list);
  if (naming.has(name) && first) return makeLeg(tableNamed(first, place, session), place.negated, session);
  const stream = makeLeg(name, place.negated, session);
  if (normalizing.test(name)) addParameters(stream, node, place, session);
  else addUnknownFunction(stream, name, part(node, "Name") ?? node);
  return stream;
}

/** `table("X")`, and a name that a parameter gives. */
function tableNamed(node: KustoNode, place: Place, session: Session): string {
  const operand = readOperand(node, place, session);
  if (operand.kind === "constant" && isScalar(operand.value)) return operand.value.text;
  return literalText(node, session.text) ?? textOf(node, session.text);
}

/** Filtering parameters of a normalizing parser: `domain_has_any=…`, `eventtype_in=…`; bounds on time are none. */
function addParameters(stream: Stream, call: KustoNode, place: Place, session: Session): void {
  for (const argument of argumentsOf(call)) {
    const value = part(argument, "Expression");
    const name = nameOf(part(argument, "Name"), session.text);
    if (argument.kind !== "SimpleNamedExpression" || !value || /^(?:starttime|endtime|disabled|pack)$/i.test(name)) continue;
    const operator = /_has/.test(name) ? "contains" : "eq";
    const field = fieldOperand(name.replace(/_(?:has_any_prefix|has_ipv4_prefix|has_ipv4|has_any|has_all|has|in_range|in)$/, ""));
    const comparison = { operator, negated: false, caseSensitive: false, raw: name } as const;
    const children = membersIn(value, place, session).flatMap((member): readonly Expression[] => {
      const operand = readOperand(member.node, member.place, session);
      if (operand.kind === "constant") {
        return scalarsOf(operand.value).flatMap((found) => compareField(field, comparison, found, found.span, session) ?? []);
      }
      if (operand.kind !== "rows") return [unread(argument, "A parser's parameter is no constant", "value-unreadable")];
      session.subquery(operand.node, operand.place, operand.binding);
      return [memberOf(field, comparison, rowListOf(operand, session, textOf(member.node, session.text)), spanOf(argument))];
    });
    if (children.length > 0) addTest(stream, or(children));
  }
}

const scalarsOf = (value: Value) => (value.kind === "list" ? value.items : [value]).filter(isScalar);

/** `search in (A, B) …` and `find in (A, B) where …`: every table with the test; without tables, one leg for all. */
function readSearch(node: KustoNode, place: Place, session: Session): Stream {
  const tables = items(part(node, "InClause"), "Expressions");
  const condition = part(node, "Condition");
  const legs = tables.map((table) => readRows(table, place, session));
  const stream: Stream = legs.length > 0 ? { kind: "union", legs, counts: [] } : makeLeg(null, place.negated, session);
  if (condition) filter(stream, condition, place.names, session);
  return stream;
}
