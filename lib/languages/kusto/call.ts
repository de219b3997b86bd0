/** Calls of functions that the query defines: https://learn.microsoft.com/kusto/query/functions/user-defined-functions */

import { noColumns } from "./columns.ts";
import { argumentsOf, items, type KustoNode, nameOf, part, spanOf } from "./node.ts";
import type { Binding, Names, Place, Session } from "./place.ts";

/** A function's body with its parameters bound. */
export interface OpenedCall {
  readonly body: KustoNode;
  readonly place: Place;
}

/**
 * Binds a call's arguments, or the defaults, to the function's parameters, and its own definitions after them.
 * @param first what `invoke` passes as the first parameter
 * @returns null when the name is no function with a body
 */
export function bindArguments(
  binding: Binding,
  call: KustoNode | null,
  place: Place,
  session: Session,
  first?: Binding,
): OpenedCall | null {
  if (!("node" in binding.content) || binding.content.node.kind !== "FunctionDeclaration") return null;
  const { node, place: defined } = binding.content;
  const given = call?.kind === "FunctionCallExpression" ? argumentsOf(call) : [];
  let names: Names | null = defined.names;
  let position = first ? -1 : 0;
  for (const parameter of items(part(node, "Parameters"), "Parameters")) {
    const name = nameOf(part(part(parameter, "NameAndType"), "Name"), session.text);
    const value = argumentFor(given, position, name, session.text) ?? part(part(parameter, "DefaultValue"), "Value");
    if (first && position < 0) names = { binding: { ...first, name }, outer: names };
    else if (value) names = { binding: { name, content: { node: value, place }, argument: true }, outer: names };
    position += 1;
  }
  const body = part(node, "Body");
  names = bindStatements(items(body, "Statements"), names, place.negated, session);
  const result = part(body, "Expression");
  return result ? { body: result, place: { columns: noColumns, names, negated: place.negated } } : null;
}

function argumentFor(given: readonly KustoNode[], position: number, name: string, text: string): KustoNode | null {
  const named = given.find((argument) => argument.kind === "SimpleNamedExpression" && nameOf(part(argument, "Name"), text) === name);
  if (named) return part(named, "Expression");
  const found = given[position];
  return found && found.kind !== "SimpleNamedExpression" ? found : null;
}

/** Names after `let` statements, in order. */
function bindStatements(statements: readonly KustoNode[], outer: Names | null, negated: boolean, session: Session): Names | null {
  let names = outer;
  for (const statement of statements) {
    const node = part(statement, "Expression");
    if (statement.kind !== "LetStatement" || !node) continue;
    const name = nameOf(part(statement, "Name"), session.text);
    const binding: Binding = { name, content: { node, place: { columns: noColumns, names, negated } }, argument: false };
    session.bound.push({ binding, span: spanOf(statement) });
    names = { binding, outer: names };
  }
  return names;
}
