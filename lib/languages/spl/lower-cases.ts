/** The branches of `if` and `case`: conditions with the constants that they give (normalization §4, what the rule itself binds). */
import type { Context } from "./context.ts";
import type { Case } from "./environment.ts";
import type { EvalNode } from "./eval-expression.ts";

const maximumCases = 200;

/** Reads `if(C, a, b)` and `case(C1, a, C2, b, …)`; an `if` as the last value goes on. */
export function bindCases(node: Extract<EvalNode, { kind: "call" }>, context: Context): readonly Case[] {
  const cases: Case[] = [];
  let rest: EvalNode | undefined = node;
  while (rest?.kind === "call" && (rest.name === "if" || rest.name === "case") && cases.length < maximumCases) {
    const isIf: boolean = rest.name === "if";
    const values: readonly EvalNode[] = rest.arguments;
    rest = undefined;
    const pairs = isIf ? 2 : values.length - (values.length % 2);
    for (let index = 0; index < pairs && values[index]; index += 2) {
      const [condition, value] = [values[index], values[index + 1]];
      if (condition) cases.push({ when: isAlways(condition) ? "always" : context.evaluate(condition, context), value: caseValue(value) });
    }
    const last: EvalNode | undefined = isIf ? values[2] : undefined;
    if (last?.kind === "call" && (last.name === "if" || last.name === "case")) rest = last;
    else if (last) cases.push({ when: "always", value: caseValue(last) });
  }
  return cases;
}

/** `mvfind(f, "re")` and `mvfilter(C)` are there when something in the list matches, and null otherwise. */
export function bindFound(node: Extract<EvalNode, { kind: "call" }>, context: Context): readonly Case[] {
  return [
    { when: context.evaluate(node, context), value: { kind: node.name === "mvfind" ? "index" : "other" } },
    { when: "always", value: { kind: "null" } },
  ];
}

function isAlways(node: EvalNode): boolean {
  if (node.kind === "call") return node.name === "true";
  if (node.kind === "field") return node.name.toLowerCase() === "true";
  if (node.kind !== "compare" || (node.operator !== "=" && node.operator !== "==")) return false;
  const { left, right } = node;
  const constant = (side: EvalNode): string | null => (side.kind === "number" || side.kind === "string" ? side.value : null);
  return constant(left) !== null && constant(left) === constant(right);
}

function caseValue(node: EvalNode | undefined): Case["value"] {
  if (!node) return { kind: "null" };
  if (node.kind === "number" || node.kind === "string") return { kind: "constant", text: node.value };
  if (node.kind === "call" && node.name === "null") return { kind: "null" };
  if (node.kind === "call" && node.name === "mvfind") return { kind: "index" };
  if (node.kind === "call" && (node.name === "true" || node.name === "false")) return { kind: "constant", text: node.name };
  if (node.kind === "field" && /^null$/i.test(node.name)) return { kind: "null" };
  if (node.kind === "field" && /^(?:true|false)$/i.test(node.name)) return { kind: "constant", text: node.name.toLowerCase() };
  return { kind: "other" };
}
