/** Functions that are tests: presence, addresses, sets. https://learn.microsoft.com/kusto/query/scalar-functions */
import { and, type Expression, or } from "../../expression/expression.ts";
import { type Comparison, compareField, presence } from "./comparison.ts";
import { argumentsOf, type KustoNode, nameOf, part, spanOf } from "./node.ts";
import { readOperand, shortText } from "./operand.ts";
import { type FieldOperand, type Operand, type Place, type Session, unread } from "./place.ts";
import { isScalar, type Scalar } from "./value.ts";

type Lower = (node: KustoNode, place: Place, session: Session) => Expression | null;

/** https://learn.microsoft.com/kusto/query/ipv4-is-private-function */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Reads a call of one of `tests`. */
export function testCall(word: string, node: KustoNode, place: Place, session: Session, lower: Lower): Expression | null {
  const nodes = argumentsOf(node);
  const [first] = nodes;
  if (!first) return unread(node, `${word}() without a value`);
  const operands = nodes.map((argument) => readOperand(argument, place, session));
  const [subject, ...rest] = operands;
  if (/^(?:is)?(?:not)?(?:empty|null)$/.test(word)) return presenceTest(word, subject, node, session);
  const values = rest.flatMap(scalarsOf);
  const raw = nameOf(part(node, "Name"), session.text);
  const any = (field: Operand | undefined, operator: Comparison["operator"], found: readonly Scalar[]): Expression | null => {
    if (field?.kind !== "field" || found.length === 0) return unread(node, `${word}() is not tested on a column`);
    const comparison: Comparison = { operator, negated: false, caseSensitive: word === "set_has_element", raw };
    const span = (value: Scalar) => (value.span[1] > value.span[0] ? value.span : spanOf(node));
    const literals = found.flatMap((value) => compareField(field, comparison, value, span(value), session) ?? []);
    return literals.length > 0 ? or(literals) : unread(node, `${word}() has no value`);
  };
  if (word === "ipv4_is_private") {
    return any(
      subject,
      "cidr",
      privateRanges.map((text): Scalar => ({ kind: "string", text, raw: "", span: spanOf(node) })),
    );
  }
  if (/^ipv[46]_is_(?:in_range|in_any_range|match)$/.test(word)) {
    const ranges = values.filter(({ kind }) => kind === "string");
    const length = values.find(({ kind }) => kind === "number")?.text;
    return any(
      subject,
      "cidr",
      ranges.map((value) => (length === undefined || value.text.includes("/") ? value : { ...value, text: `${value.text}/${length}` })),
    );
  }
  if (word.startsWith("has_")) return any(subject, "contains", values);
  if (word === "set_has_element") return any(subject, "eq", values);
  if (word === "bag_has_key") return keyTest(subject, values[0], node, raw);
  return lower(first, place, session);
}

const scalarsOf = (operand: Operand): readonly Scalar[] => {
  if (operand.kind !== "constant") return [];
  return operand.value.kind === "list" ? operand.value.items.filter(isScalar) : isScalar(operand.value) ? [operand.value] : [];
};

function presenceTest(word: string, subject: Operand | undefined, node: KustoNode, session: Session): Expression | null {
  const operator = word.includes("not") ? "exists" : "missing";
  switch (subject?.kind) {
    case "field":
      return presence(subject, operator, word, spanOf(node));
    case "choice": {
      const field: FieldOperand = { kind: "field", name: subject.name, raw: subject.name, folded: false, computed: true };
      return presence(field, operator, word, spanOf(node));
    }
    case "constant":
    case "time":
      return null;
    case "rows":
    case "test": {
      const name = shortText(argumentsOf(node)[0] ?? node, session.text);
      return presence({ kind: "field", name, raw: name, folded: false, computed: true }, operator, word, spanOf(node));
    }
    default:
      return unread(node, `${word}() is not asked of a column`);
  }
}

function keyTest(subject: Operand | undefined, key: Scalar | undefined, node: KustoNode, raw: string): Expression {
  if (subject?.kind !== "field" || !key) return unread(node, "bag_has_key() is not asked of a column");
  const name = `${subject.name}.${key.text}`;
  return and([presence({ ...subject, name, raw: `${subject.raw}.${key.text}` }, "exists", raw, spanOf(node))]);
}
