/** What `case(C, r, …, default)` says: when it has a result that is asked for, and when it has one at all. Exact. */
import { and, type Expression, not, or } from "../../expression/expression.ts";
import type { QueryNode, ValueNode } from "../core/elastic-tree.ts";

/** The first condition that holds gives the result. */
export interface Cases {
  readonly branches: readonly { readonly condition: Expression; readonly result: QueryNode }[];
  readonly otherwise: QueryNode;
}

const nullValue: ValueNode = { kind: "value", type: "null", text: "", written: "null", span: [0, 0] };
const maximumProducts = 400;

/**
 * Conditions and results of a call; an even count has no default, which is null.
 * @param lower how a condition is lowered
 */
export function readCases(items: readonly QueryNode[], lower: (node: QueryNode) => Expression): Cases {
  const branches: { condition: Expression; result: QueryNode }[] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    const [condition, result] = [items[index], items[index + 1]];
    if (condition && result) branches.push({ condition: lower(condition), result });
  }
  return { branches, otherwise: (items.length % 2 === 1 ? items.at(-1) : null) ?? nullValue };
}

/** When the result is one that is asked for; null when some result is no constant. */
export function chooseCases(cases: Cases, wanted: (result: ValueNode) => boolean): Expression | null {
  const results = [...cases.branches.map(({ result }) => result), cases.otherwise];
  if (results.some((result) => result.kind !== "value")) return null;
  return choose(cases, (result) => result.kind === "value" && wanted(result));
}

/**
 * When an aggregate counts the result: it is not null (and, in a sum, not 0).
 * @returns null when it always counts
 */
export function countedCases(cases: Cases, summed: boolean): { readonly condition: Expression; readonly result: QueryNode } | null {
  const counts = (node: QueryNode): boolean => node.kind !== "value" || !(node.type === "null" || (summed && node.text === "0"));
  const results = [...cases.branches.map(({ result }) => result), cases.otherwise];
  const result = results.find(counts);
  if (!result || results.every(counts)) return null;
  const condition = choose(cases, counts);
  return condition && { condition, result };
}

function choose({ branches, otherwise }: Cases, wanted: (result: QueryNode) => boolean): Expression | null {
  const byDefault = wanted(otherwise);
  const marked = branches.map(({ condition, result }) => ({ condition, chosen: wanted(result) }));
  const listed = marked.filter(({ chosen }) => chosen !== byDefault);
  if (listed.length === 0) return byDefault ? and([]) : null;
  if (listed.length * (marked.length - listed.length) > maximumProducts) return null;
  const alternatives = listed.map((branch) => {
    const before = marked.slice(0, marked.indexOf(branch)).filter(({ chosen }) => chosen === byDefault);
    return before.length === 0 ? branch.condition : and([branch.condition, not(or(before.map(({ condition }) => condition)))]);
  });
  return byDefault ? not(or(alternatives)) : or(alternatives);
}
