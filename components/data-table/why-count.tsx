/** A count that opens: a plain link that shows the rules behind it in the next row, and closes them again. */
import { rowAnchor } from "@/lib/model/row-key";
import { type Address, href } from "@/lib/routes";
import { count } from "../ui/count";
import { StateLink } from "../ui/state-link";

export interface WhyCountProps {
  readonly number: number;
  readonly rowKey: string;
  readonly address: Address;
  /** What is counted: "rules". */
  readonly noun?: string;
}

export function WhyCount({ number, rowKey, address, noun = "rules" }: WhyCountProps) {
  const open = address.params.open === rowKey;
  const target = href(address, { open: open ? undefined : rowKey }, rowAnchor(rowKey));
  return (
    <StateLink
      href={target}
      className={open ? "why shown" : "why"}
      label={`${count(number)} ${number === 1 ? noun.replace(/s$/, "") : noun}, ${open ? "hide" : "show"} them`}
    >
      {count(number)}
    </StateLink>
  );
}
