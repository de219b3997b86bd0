/** Operators with the rules that use them, one after the other; a line breaks between two, never in one. */
import { Fragment } from "react";
import type { OperatorCounts } from "@/lib/model/field-view";
import { count } from "../ui/count";

export function OperatorList({ operators, most }: { readonly operators: OperatorCounts; readonly most?: number }) {
  const shown = operators.slice(0, most ?? operators.length);
  return (
    <>
      {shown.map(({ operator, rules }, index) => (
        <Fragment key={operator}>
          {index > 0 && ", "}
          <span className="one">
            {operator} <span>{count(rules)}</span>
          </span>
        </Fragment>
      ))}
      {shown.length < operators.length && <span>, {operators.length - shown.length} more</span>}
    </>
  );
}
