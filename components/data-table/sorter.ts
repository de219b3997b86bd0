/** Heads that sort: the first press in the column's natural direction, the next the other way. */
import { type Address, href, restarted } from "@/lib/routes";
import type { ColumnSort } from "./column";

/** @param absent the order that needs no parameter; a minus stands for descending */
export function sorter(address: Address, order: string, absent: string) {
  return (name: string, first: "ascending" | "descending"): ColumnSort => {
    const descending = `-${name}`;
    const start = first === "ascending" ? name : descending;
    const other = first === "ascending" ? descending : name;
    const current = order === name ? ("ascending" as const) : order === descending ? ("descending" as const) : null;
    const to = order === start ? other : start;
    return { href: href(restarted(address), { order: to === absent ? undefined : to }), current };
  };
}
