/** One figure of a page's head: what it counts, the number, and of what. */
import type { ReactNode } from "react";
import { count } from "./count";

export function Figure({
  term,
  number,
  children,
}: {
  readonly term: string;
  readonly number: number | null;
  readonly children?: ReactNode;
}) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <b>{number === null ? "–" : count(number)}</b> {children}
      </dd>
    </div>
  );
}
