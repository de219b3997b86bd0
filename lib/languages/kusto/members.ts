/** What a list in a test is made of: its values, and the lists that functions put together. https://learn.microsoft.com/kusto/query/array-concat-function */
import { argumentsOf, items, type KustoNode, nameOf, part, ungrouped } from "./node.ts";
import { findName, type Place, type Session, within } from "./place.ts";

/** One member of a list, and what it sees. */
export interface Member {
  readonly node: KustoNode;
  readonly place: Place;
}

const joining = new Set(["array_concat", "set_union", "pack_array", "todynamic", "tostring", "set_difference"]);

/** The members of `in (…)`, through names and functions that join lists. */
export function membersIn(list: KustoNode, place: Place, session: Session): readonly Member[] {
  const written = list.kind === "ExpressionList" ? items(list, "Expressions") : [list];
  return written.flatMap((node) => partsOf(node, place, session));
}

function partsOf(written: KustoNode, place: Place, session: Session): readonly Member[] {
  return within(session, () => {
    const whole = [{ node: written, place }];
    const node = ungrouped(written);
    if (node.kind === "NameReference") {
      const name = nameOf(node, session.text);
      const binding = place.columns.has(name) ? null : findName(place.names, name);
      if (!binding || !("node" in binding.content) || !isJoining(binding.content.node, session.text)) return whole;
      session.used.add(binding);
      return partsOf(binding.content.node, { ...binding.content.place, negated: place.negated }, session);
    }
    if (!isJoining(node, session.text)) return whole;
    // What is taken away from a list is no member of it.
    const taken = nameOf(part(node, "Name"), session.text).toLowerCase() === "set_difference" ? 1 : undefined;
    return argumentsOf(node)
      .slice(0, taken)
      .flatMap((argument) => partsOf(argument, place, session));
  });
}

const isJoining = (written: KustoNode, text: string): boolean => {
  const node = ungrouped(written);
  return node.kind === "FunctionCallExpression" && joining.has(nameOf(part(node, "Name"), text).toLowerCase());
};
