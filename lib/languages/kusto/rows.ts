/** What a subquery is as a list: its values when the text holds them (datatable), else its name or its address. */

import type { RowList } from "./comparison.ts";
import { argumentsOf, items, type KustoNode, nameOf, part, pipeOf, textOf, ungrouped } from "./node.ts";
import { readOperand } from "./operand.ts";
import { findName, type Operand, type Place, type Session } from "./place.ts";
import { decodeString, isScalar, readLiteral, type Value } from "./value.ts";

type Rows = Extract<Operand, { kind: "rows" }>;

interface Source {
  readonly node: KustoNode;
  readonly place: Place;
  /** From the source outwards. */
  readonly operators: readonly KustoNode[];
  /** The outermost name of the query that stands for the rows. */
  readonly name: string | null;
}

const maximumSteps = 40;

/** Where the rows come from, through names, brackets and pipes. */
function sourceOf(rows: Rows, session: Session): Source {
  let [node, place] = [rows.node, rows.place];
  let operators: readonly KustoNode[] = [];
  let name = rows.binding;
  for (let step = 0; step < maximumSteps; step += 1) {
    const pipe = pipeOf(ungrouped(node));
    operators = [...pipe.operators, ...operators];
    node = pipe.source;
    const inner = node.kind === "MaterializeExpression" || node.kind === "ToScalarExpression" ? part(node, "Expression") : null;
    const binding = node.kind === "NameReference" ? findName(place.names, nameOf(node, session.text)) : null;
    if (inner) node = inner;
    else if (binding && "node" in binding.content) {
      session.used.add(binding);
      if (!binding.argument) name ??= binding.name;
      ({ node, place } = binding.content);
    } else if (pipe.operators.length === 0) break;
  }
  return { node: ungrouped(node), place, operators, name };
}

/** The list's name: an address, a watchlist, the name that `let` gave it, or the table. */
export function rowListOf(rows: Rows, session: Session, written: string): RowList {
  const { node, name } = sourceOf(rows, session);
  const outside = outsideList(node, rows.place, session);
  if (outside !== null) return { name: outside, written, lookup: true };
  const table = node.kind === "NameReference" || node.kind === "PathExpression" ? nameOf(node, session.text) : null;
  return { name: name ?? table ?? written, written, lookup: false };
}

/** The address of external data or the name of a watchlist; null for other sources. */
export function outsideList(node: KustoNode, place: Place, session: Session): string | null {
  const { text } = session;
  if (node.kind === "ExternalDataExpression") {
    const [address] = items(node, "URIs");
    const value = address ? readOperand(address, place, session) : null;
    return value?.kind === "constant" && isScalar(value.value) ? value.value.text : textOf(address ?? node, text);
  }
  if (node.kind !== "FunctionCallExpression" || !/^_?getwatchlist/i.test(nameOf(part(node, "Name"), text))) return null;
  const [name] = argumentsOf(node);
  const value = name ? readOperand(name, place, session) : null;
  return value?.kind === "constant" && isScalar(value.value) ? value.value.text : textOf(name ?? node, text);
}

const neutral = new Set([
  "DistinctOperator",
  "ProjectOperator",
  "ProjectKeepOperator",
  "TakeOperator",
  "SortOperator",
  "ProjectAwayOperator",
]);

/** The values of one column of a table in the text; null when the rows are no such table. */
export function rowValues(rows: Rows, session: Session): readonly Value[] | null {
  const { node, operators } = sourceOf(rows, session);
  if (node.kind !== "DataTableExpression" || operators.some(({ kind }) => !neutral.has(kind))) return null;
  const names = items(part(node, "Schema"), "Columns").map((column) => nameOf(part(column, "Name"), session.text));
  let position = 0;
  for (const operator of operators) {
    const [chosen] = items(operator, "Expressions");
    const found = chosen && operator.kind !== "SortOperator" ? names.indexOf(nameOf(chosen, session.text)) : -1;
    if (found >= 0) position = found;
  }
  const values = items(node, "Values").map((value) => readLiteral(value, session.text));
  if (values.length === 0) return null;
  return values.filter((_, index) => index % Math.max(1, names.length) === position).flatMap((value) => value ?? []);
}

/** The text of a literal that names something. */
export const literalText = (node: KustoNode | undefined, text: string): string | null =>
  node ? (decodeString(textOf(node, text))?.text ?? null) : null;
