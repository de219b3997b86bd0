/** Operators with the rules that use them, on one line. */
import type { OperatorCounts } from "@/lib/model/field-view";
import { count } from "../ui/count";

export function OperatorList({ operators, most }: { readonly operators: OperatorCounts; readonly most?: number }) {
  const shown = operators.slice(0, most ?? operators.length);
  return (
    <>
      {shown.map(({ operator, rules }, index) => (
        <span key={operator} className="one">
          {index > 0 && ", "}
          {operator} <span>{count(rules)}</span>
        </span>
      ))}
      {shown.length < operators.length && <span className="one">, {operators.length - shown.length} more</span>}
    </>
  );
}
