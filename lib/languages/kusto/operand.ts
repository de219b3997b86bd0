/** What a scalar expression is to a test: a column, a constant, rows, a test itself. Functions: https://learn.microsoft.com/kusto/query/scalar-functions */
import { bindArguments } from "./call.ts";
import { aggregateOfSet, extracted } from "./derived.ts";
import { kustoRawNames } from "./fields.ts";
import { argumentsOf, type KustoNode, nameOf, namesIn, part, spanOf, textOf, ungrouped } from "./node.ts";
import {
  type Binding,
  type Column,
  type FieldOperand,
  findName,
  type Operand,
  type Place,
  type Session,
  type Threshold,
  within,
} from "./place.ts";
import { allTimes, isTime, ofTimes, ownTime } from "./time.ts";
import { arithmetic, callConstant, isScalar, readLiteral, type Value } from "./value.ts";

/** Functions that give back what they are given, in another type or case. */
const copies = new Set([
  ..."tostring toint tolong todouble toreal todecimal tobool toboolean todatetime toguid totimespan parse_json todynamic parsejson".split(
    " ",
  ),
  ..."dynamic_to_json materialize toobject tolower toupper column_ifexists columnifexists ensure any take_any".split(" "),
]);
const folding = new Set(["tolower", "toupper"]);
/** Functions that are tests. */
export const tests = new Set([
  ..."not isempty isnotempty notempty isnull isnotnull notnull ipv4_is_private ipv4_is_in_range ipv4_is_in_any_range ipv4_is_match".split(
    " ",
  ),
  ..."ipv6_is_in_range ipv6_is_in_any_range ipv6_is_match has_ipv4 has_any_ipv4 has_ipv4_prefix has_any_ipv4_prefix set_has_element bag_has_key".split(
    " ",
  ),
]);
const choices = new Set(["iff", "iif", "case"]);
const rowKinds = new Set([
  ..."PipeExpression ToScalarExpression MaterializeExpression ExternalDataExpression DataTableExpression UnionOperator".split(" "),
  ..."SearchOperator FindOperator FunctionDeclaration".split(" "),
]);
const testKinds = new Set(["InExpression", "HasAnyExpression", "HasAllExpression", "BetweenExpression"]);
const arithmeticMarks = new Set(["+", "-", "*", "/", "%"]);

/** Reads an expression. Never null: what is not understood is a computed column named by its text. */
export function readOperand(node: KustoNode, place: Place, session: Session): Operand {
  return within(session, () => read(ungrouped(node), place, session));
}

function read(node: KustoNode, place: Place, session: Session): Operand {
  const { text } = session;
  const literal = readLiteral(node, text);
  if (literal) return { kind: "constant", value: literal };
  if (testKinds.has(node.kind)) return { kind: "test", node, place };
  if (rowKinds.has(node.kind)) return { kind: "rows", node, place, binding: null };
  switch (node.kind) {
    case "StarExpression":
      return { kind: "anything" };
    case "NameReference":
      return readName(nameOf(node, text), node, place, session);
    case "PathExpression":
    case "ElementExpression":
      return readPath(node, place, session);
    case "FunctionCallExpression":
      return readCall(node, place, session);
    case "BinaryExpression":
      return readBinary(node, place, session);
    case "SimpleNamedExpression": {
      const inner = part(node, "Expression");
      return inner ? readOperand(inner, place, session) : computed(node, place, session);
    }
    default:
      return computed(node, place, session);
  }
}

function readName(name: string, node: KustoNode, place: Place, session: Session): Operand {
  const column = place.columns.get(name);
  if (column) return renamed(columnOperand(column, session), name);
  const binding = findName(place.names, name);
  if (binding) return boundOperand(binding, node, place, session);
  return ownTime.has(name) ? { kind: "time" } : fieldOperand(name);
}

export const fieldOperand = (name: string): FieldOperand => ({ kind: "field", name, raw: name, folded: false, computed: false });

function columnOperand(column: Column, session: Session): Operand {
  if (column.kind === "known") return column.operand;
  const known = session.operands.get(column);
  if (known) return known;
  const operand = readOperand(column.node, column.place, session);
  session.operands.set(column, operand);
  return operand;
}

/** Under another name: a copy keeps its source, a computed column takes the name. */
function renamed(operand: Operand, name: string): Operand {
  if (operand.kind === "choice") return { ...operand, name };
  if (operand.kind !== "field") return operand;
  if (!operand.computed || operand.threshold?.aggregate) return { ...operand, raw: name };
  return { ...operand, name: ownName(name), raw: name };
}

/** A computed column is never a table's field of the same spelling. */
const ownName = (name: string): string => (kustoRawNames.has(name) ? `computed.${name}` : name);

function boundOperand(binding: Binding, node: KustoNode, place: Place, session: Session): Operand {
  session.used.add(binding);
  if (!("node" in binding.content)) return { kind: "rows", node, place, binding: binding.name };
  const { node: content, place: there } = binding.content;
  const operand = readOperand(content, { ...there, negated: place.negated }, session);
  if (binding.argument) return operand;
  if (operand.kind === "rows") return { kind: "rows", node, place, binding: binding.name };
  if (operand.kind === "field" && content.kind === "NameReference") return { kind: "rows", node, place, binding: binding.name };
  if (operand.kind !== "constant") return operand;
  return { kind: "constant", value: { ...operand.value, binding: operand.value.binding ?? binding.name } };
}

/** `a.b`, `a["b"]`, `a[0].b`: the path in a dynamic column; its name leaves positions in arrays out. */
function readPath(node: KustoNode, place: Place, session: Session): Operand {
  const base = part(node, "Expression");
  const selector = part(node, "Selector");
  if (!base || !selector) return computed(node, place, session);
  const operand = readOperand(base, place, session);
  const key = selectorName(selector, session.text);
  if (operand.kind === "constant") return elementOf(operand.value, key, textOf(selector, session.text)) ?? computed(node, place, session);
  if (operand.kind !== "field" || operand.threshold || key === null)
    return operand.kind === "field" && operand.threshold ? operand : computed(node, place, session);
  if (operand.computed && operand.name.includes("(")) return computed(node, place, session);
  if (key === "") return { ...operand, raw: `${operand.raw}${textOf(selector, session.text)}` };
  return { ...operand, name: `${operand.name}.${key}`, raw: `${operand.raw}.${key}`, folded: false };
}

/** The key of a path step; "" for a position, null when it is computed. */
function selectorName(selector: KustoNode, text: string): string | null {
  if (selector.kind !== "BracketedExpression") return nameOf(selector, text);
  const inner = part(selector, "Expression");
  const value = inner ? readLiteral(ungrouped(inner), text) : null;
  if (value?.kind === "string") return value.text;
  return value?.kind === "number" ? "" : null;
}

function elementOf(value: Value, key: string | null, written: string): Operand | null {
  const position = /^\[\s*(-?\d+)\s*\]$/.exec(written)?.[1];
  const item = value.kind === "list" && position !== undefined ? value.items.at(Number(position)) : undefined;
  const found = value.kind === "object" && key !== null ? value.entries.get(key) : item;
  return found ? { kind: "constant", value: found } : null;
}

function readCall(node: KustoNode, place: Place, session: Session): Operand {
  const name = nameOf(part(node, "Name"), session.text);
  const binding = findName(place.names, name);
  if (binding && "node" in binding.content) return readFunction(binding, node, place, session);
  const word = name.toLowerCase();
  if (tests.has(word)) return { kind: "test", node, place };
  if (choices.has(word)) return { kind: "choice", node, place, name: shortText(node, session.text) };
  if (/^_?getwatchlist(?:alias)?$/i.test(name)) return { kind: "rows", node, place, binding: null };
  const inner = argumentsOf(node);
  const [first] = inner;
  if (word === "ingestion_time") return { kind: "time" };
  const values = inner.map((argument) => readOperand(argument, place, session));
  const constants = values.flatMap((value) => (value.kind === "constant" ? [value.value] : []));
  const constant = constants.length === values.length ? callConstant(word, constants, spanOf(node)) : null;
  if (constant) return { kind: "constant", value: constant };
  const [operand] = values;
  if (word === "ago" || word === "now") return { kind: "time" };
  if (!first || !operand) return computed(node, place, session);
  if (word === "next" || word === "prev") return { ...computed(node, place, session), ofOtherRow: true };
  if (ofTimes.has(word) && allTimes(values)) return { kind: "time" };
  if (word === "coalesce" && operand.kind === "field" && constants.length === values.length - 1) return operand;
  if (copies.has(word)) return copyOf(word, operand);
  if (word === "extractjson") return extracted(values) ?? computed(node, place, session);
  const counted = aggregateOfSet(word, operand);
  return counted?.kind === "field" ? { ...counted, raw: shortText(node, session.text) } : computed(node, place, session);
}

function copyOf(word: string, operand: Operand): Operand {
  if (word.startsWith("column") && operand.kind === "constant" && isScalar(operand.value)) {
    const { text } = operand.value;
    return ownTime.has(text) ? { kind: "time" } : fieldOperand(text);
  }
  if (operand.kind !== "field" || !folding.has(word)) return operand;
  return { ...operand, folded: true };
}

function readFunction(binding: Binding, call: KustoNode, place: Place, session: Session): Operand {
  session.used.add(binding);
  const opened = bindArguments(binding, call, place, session);
  if (!opened) return { kind: "rows", node: call, place, binding: binding.name };
  const operand = readOperand(opened.body, opened.place, session);
  return operand.kind === "rows" ? { kind: "rows", node: call, place, binding: binding.name } : operand;
}

function readBinary(node: KustoNode, place: Place, session: Session): Operand {
  const operator = textOf(part(node, "Operator"), session.text);
  if (!arithmeticMarks.has(operator)) return { kind: "test", node, place };
  const [left, right] = [part(node, "Left"), part(node, "Right")];
  if (!left || !right) return computed(node, place, session);
  const [a, b] = [readOperand(left, place, session), readOperand(right, place, session)];
  if (a.kind === "constant" && b.kind === "constant") {
    const value = arithmetic(operator, a.value, b.value, spanOf(node));
    return value ? { kind: "constant", value } : computed(node, place, session);
  }
  const timed = [a, b].some(isTime) && ![a, b].some((side) => side.kind === "field" && side.ofOtherRow);
  return timed ? { kind: "time" } : computed(node, place, session);
}

/** A column that the query computes. It tests a count when an aggregate has part in it. */
function computed(node: KustoNode, place: Place, session: Session): FieldOperand {
  const name = shortText(node, session.text);
  const base = { kind: "field", name, raw: name, folded: false, computed: true } as const;
  for (const used of namesIn(node, session.text)) {
    const column = place.columns.get(used);
    const operand = column && columnOperand(column, session);
    if (operand?.kind === "field" && operand.threshold) {
      const { groupBy, window } = operand.threshold;
      return { ...base, threshold: { aggregate: null, groupBy, window } satisfies Threshold };
    }
  }
  return base;
}

const maximumName = 160;

/** An expression's text on one line. */
export function shortText(node: KustoNode, text: string): string {
  const line = textOf(node, text)
    .slice(0, 2000)
    .replace(/\/\/[^\n]*\n/g, " ")
    .replace(/\s+/g, " ");
  return line.length > maximumName ? `${line.slice(0, maximumName - 1)}…` : line;
}
