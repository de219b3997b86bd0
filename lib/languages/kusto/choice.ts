/** `iff` and `case` that are tested against a constant: the tests that lead there. https://learn.microsoft.com/kusto/query/case-function */
import { and, type Expression, not, or } from "../../expression/expression.ts";
import { leavesOf } from "../../expression/normal-form.ts";
import { type Comparison, compareFields, holds } from "./comparison.ts";
import { argumentsOf, type KustoNode, nameOf, part, spanOf } from "./node.ts";
import { fieldOperand, readOperand } from "./operand.ts";
import type { Operand, Place, Session } from "./place.ts";

export interface ChoiceContext {
  readonly node: KustoNode;
  readonly place: Place;
  readonly session: Session;
  readonly compareOperands: (left: Operand, comparison: Comparison, right: Operand) => Expression | null;
  readonly condition: (node: KustoNode, place: Place) => Expression | null;
}

/** Whether a branch passes: always, never, or by a test of its own. */
type Passing = boolean | Expression;

interface Branch {
  /** Null: the default. */
  readonly test: KustoNode | null;
  readonly value: KustoNode;
}

function branchesOf(call: KustoNode): readonly Branch[] {
  const parts = argumentsOf(call);
  const branches: Branch[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [first, second] = [parts[index], parts[index + 1]];
    if (first && second) branches.push({ test: first, value: second });
    else if (first) branches.push({ test: null, value: first });
  }
  return branches;
}

/** The tests under which the choice compares as asked. */
export function readChoice(
  choice: Extract<Operand, { kind: "choice" }>,
  comparison: Comparison,
  right: Operand,
  context: ChoiceContext,
): Expression | null {
  const { session, node } = context;
  const branches = branchesOf(choice.node).map((branch) => ({ ...branch, operand: readOperand(branch.value, choice.place, session) }));
  const constant = branches.flatMap(({ operand }) => (operand.kind === "constant" ? [operand.value] : []));
  const decisive = constant.length > 0 || branches.every(({ operand }) => operand.kind === "test");
  if (right.kind !== "constant" || !decisive || right.value.kind === "list") return asColumn(choice, comparison, right, context);
  const asked = right.value;
  const known = constant.map((value) => holds(comparison, value, asked));
  if (known.some((result) => result === null)) return asColumn(choice, comparison, right, context);
  const decided = comparison.operator === "eq" && known.includes(!comparison.negated);
  const passing = branches.map(({ operand }): Passing => {
    if (operand.kind === "constant") return holds(comparison, operand.value, asked) ?? false;
    if (operand.kind === "test" || operand.kind === "field" || operand.kind === "choice") {
      return decided ? comparison.negated : (context.compareOperands(operand, comparison, right) ?? true);
    }
    return true;
  });
  const earlier: KustoNode[] = [];
  const ways: Expression[] = [];
  branches.forEach(({ test }, index) => {
    const pass = passing[index] ?? false;
    if (pass !== false) {
      const parts = [
        ...earlier.map((before) => negated(context.condition(before, choice.place))).filter((part) => !isPresenceOf(part, pass)),
        test ? context.condition(test, choice.place) : null,
        pass === true ? null : pass,
      ].filter((part) => part !== null);
      ways.push(and(parts));
    }
    if (pass !== true && test) earlier.push(test);
  });
  if (ways.some((way) => way.kind === "and" && way.children.length === 0)) return null;
  return ways.length > 0 ? or(ways) : asColumn(choice, comparison, { kind: "constant", value: asked }, { ...context, node });
}

/** Whether a test only asks that the column is there which another test looks into. */
function isPresenceOf(test: Expression | null, other: Passing): boolean {
  const inner = test?.kind === "not" ? test.child : test;
  if (inner?.kind !== "predicate" || typeof other === "boolean") return false;
  const { field, operator } = inner.literal;
  return (operator === "missing" || operator === "exists") && leavesOf(other).every((leaf) => leaf.field === field);
}

const negated = (expression: Expression | null): Expression | null => expression && not(expression);

/** A choice that is compared with what it does not list is a computed column. */
function asColumn(
  choice: Extract<Operand, { kind: "choice" }>,
  comparison: Comparison,
  right: Operand,
  context: ChoiceContext,
): Expression | null {
  const name = nameOf(part(choice.node, "Name"), context.session.text) === choice.name ? "iff()" : choice.name;
  const field = { ...fieldOperand(name), computed: true };
  if (right.kind === "choice") return compareFields(field, comparison, fieldOperand(right.name), spanOf(context.node), context.session);
  return context.compareOperands(field, comparison, right);
}
