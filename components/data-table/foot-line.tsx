/** Below a table: which part of it is shown, and the way to the rest. */
import { type Address, href } from "@/lib/routes";
import { count } from "../ui/count";
import { StateLink } from "../ui/state-link";
import type { Part, TableModel } from "./table-model";

export interface FootLineProps extends Part {
  readonly shown: number;
  readonly pages: TableModel<unknown>["pages"];
  /** The parameter that holds the page number. */
  readonly param: string;
  readonly address: Address;
  readonly fragment?: string;
  /** "rows", "techniques". */
  readonly noun?: string;
}

export function FootLine({ offset, shown, total, size, pages, param, address, fragment, noun = "rows" }: FootLineProps) {
  if (total <= size && offset === 0) return null;
  const to = (number: number) => href(address, { [param]: number === 1 ? undefined : String(number), open: undefined }, fragment);
  return (
    <nav className="more" aria-label={`Pages of ${noun}`}>
      <span>
        {count(offset + 1)}–{count(offset + shown)} of {count(total)} {noun}
      </span>
      {pages.previous !== null && <StateLink href={to(pages.previous)}>previous {count(size)}</StateLink>}
      {pages.next !== null && <StateLink href={to(pages.next)}>next {count(Math.min(size, total - offset - shown))}</StateLink>}
      {pages.current > 2 && <StateLink href={to(1)}>first</StateLink>}
    </nav>
  );
}
