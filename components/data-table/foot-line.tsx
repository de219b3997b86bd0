/** Below a table: which part of it is shown, and the way to the rest. */
import { type Address, href } from "@/lib/routes";
import { count } from "../ui/count";
import { StateLink } from "../ui/state-link";

export interface FootLineProps {
  readonly offset: number;
  readonly shown: number;
  readonly total: number;
  readonly size: number;
  /** The parameter that holds the page number. */
  readonly param: string;
  readonly address: Address;
  readonly fragment?: string;
  /** "rows", "techniques". */
  readonly noun?: string;
}

export function FootLine({ offset, shown, total, size, param, address, fragment, noun = "rows" }: FootLineProps) {
  if (total <= size && offset === 0) return null;
  const page = Math.floor(offset / size) + 1;
  const to = (number: number) => href(address, { [param]: number === 1 ? undefined : String(number), open: undefined }, fragment);
  const rest = total - offset - shown;
  return (
    <nav className="more" aria-label={`Pages of ${noun}`}>
      <span>
        {count(offset + 1)}–{count(offset + shown)} of {count(total)} {noun}
      </span>
      {page > 1 && <StateLink href={to(page - 1)}>previous {count(size)}</StateLink>}
      {rest > 0 && <StateLink href={to(page + 1)}>next {count(Math.min(size, rest))}</StateLink>}
      {page > 2 && <StateLink href={to(1)}>first</StateLink>}
    </nav>
  );
}
