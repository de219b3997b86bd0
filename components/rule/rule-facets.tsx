/** Facets beside the list of rules: each choice with the rules that it would leave, as plain links. */
import type { ReactNode } from "react";
import type { FieldNaming } from "@/lib/languages/field-names";
import { platformLabel } from "@/lib/model/platform";
import type { Facet, FacetChoice, ShownFacet } from "@/lib/model/rule-list-view";
import { isVendorId } from "@/lib/model/vendor";
import { type Address, href, restarted } from "@/lib/routes";
import { shortEvent } from "../event/event-links";
import { FieldName } from "../predicate/predicate";
import { count } from "../ui/count";
import { StateLink } from "../ui/state-link";
import { VendorName } from "../ui/vendor";
import { stated } from "./rule-chips";

const titles: Readonly<Record<ShownFacet, string>> = {
  vendor: "Vendor",
  source: "Source",
  level: "Level",
  status: "Status",
  outcome: "Read",
  platform: "Platform",
  since: "Changed since",
  event: "Event",
  technique: "Technique",
  field: "Field",
};

/** Facets of which several choices can hold, joined by or. */
const several: ReadonlySet<ShownFacet> = new Set(["vendor", "source", "level", "status", "outcome", "platform"]);

const outcomeWords: Readonly<Record<string, string>> = { complete: "completely", partial: "in part", unsupported: "not" };

function nameOf(facet: ShownFacet, { value, name }: FacetChoice, names: FieldNaming): ReactNode {
  switch (facet) {
    case "vendor":
      return isVendorId(value) ? <VendorName id={value} /> : value;
    case "platform":
      return platformLabel(value);
    case "outcome":
      return outcomeWords[value] ?? value;
    case "level":
    case "status":
      return stated(value);
    case "since":
      return value.slice(0, 4);
    case "event":
      return <span title={value}>{shortEvent(value)}</span>;
    case "technique":
      return (
        <>
          <code>{value}</code> {name}
        </>
      );
    case "field":
      return <FieldName field={value} names={names} />;
    case "source":
      return name ?? value;
  }
}

/** The address with the choice made, or taken back. */
function toggled(address: Address, facet: ShownFacet, value: string, chosen: readonly string[]): string {
  const on = chosen.includes(value);
  const next = several.has(facet) ? (on ? chosen.filter((other) => other !== value) : [...chosen, value]) : on ? [] : [value];
  return href(restarted(address), { [facet]: next.join(",") || undefined });
}

function Choices({ facet, address, names }: { readonly facet: Facet; readonly address: Address; readonly names: FieldNaming }) {
  const given = address.params[facet.facet];
  const chosen = given === undefined ? [] : several.has(facet.facet) ? given.split(",") : [given];
  return (
    <ul>
      {facet.choices.map((choice) => (
        <li key={choice.value}>
          <StateLink href={toggled(address, facet.facet, choice.value, chosen)} current={chosen.includes(choice.value)}>
            <span>{nameOf(facet.facet, choice, names)}</span>
            <span>{count(choice.rules)}</span>
          </StateLink>
        </li>
      ))}
    </ul>
  );
}

export interface RuleFacetsProps {
  readonly facets: readonly Facet[];
  readonly address: Address;
  readonly names: FieldNaming;
  /** The facet that is shown whole. */
  readonly whole: string;
}

export function RuleFacets({ facets, address, names, whole }: RuleFacetsProps) {
  return (
    <nav className="facets" id="narrow" aria-label="Narrow the list">
      {facets.map((facet) => (
        <section key={facet.facet} aria-labelledby={`facet-${facet.facet}`}>
          <h3 id={`facet-${facet.facet}`}>{titles[facet.facet]}</h3>
          <Choices facet={facet} address={address} names={names} />
          {facet.choices.length === 0 && <p className="soft">none</p>}
          {facet.total > facet.choices.length && whole !== facet.facet && (
            <StateLink href={href(address, { more: facet.facet }, `facet-${facet.facet}`)} className="all-of">
              all {count(facet.total)}
            </StateLink>
          )}
          {whole === facet.facet && (
            <StateLink href={href(address, { more: undefined }, `facet-${facet.facet}`)} className="all-of">
              {facet.total > facet.choices.length ? `the first of ${count(facet.total)} only` : "the first only"}
            </StateLink>
          )}
        </section>
      ))}
    </nav>
  );
}
