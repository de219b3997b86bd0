/** The filters in force, each with a way to lift it. No filter, no line. */
import { type Address, href, restarted } from "@/lib/routes";
import type { Chip } from "@/lib/url-state";
import { StateLink } from "../ui/state-link";

export function Chips({
  chips,
  address,
  unfiltered,
}: {
  readonly chips: readonly Chip[];
  readonly address: Address;
  readonly unfiltered: boolean;
}) {
  if (chips.length === 0) return null;
  return (
    <nav className="force" aria-label="Filters in force">
      {chips.map(({ label, removeHref }) => (
        <span className="chip" key={label}>
          {label}
          <StateLink href={removeHref} label={`Remove ${label}`}>
            ×
          </StateLink>
        </span>
      ))}
      <StateLink href={href(restarted(address), Object.fromEntries(chips.map(({ name }) => [name, undefined])))}>clear all</StateLink>
      {chips.some(({ name }) => name === "vendor" || name === "platform") && (
        <span>
          {unfiltered
            ? "Figures on this page count the whole catalog; the filter goes along with its links."
            : "Figures on this page count only these rules."}
        </span>
      )}
    </nav>
  );
}
