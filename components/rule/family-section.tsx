/** Near-identical rules: those of the same family, how like the rule in its middle each is, and what they share. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { FamilyRule } from "@/lib/model/rule-view";
import { type Address, carried, href, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { Part, Tag } from "../predicate/predicate";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";

interface FamilySectionProps {
  readonly family: readonly FamilyRule[];
  readonly address: Address;
  readonly names: FieldNaming;
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;

function Shared({ rule: { shared, sharedCount }, names }: { readonly rule: FamilyRule; readonly names: FieldNaming }) {
  const rest = sharedCount - shared.length;
  return (
    <>
      {shared.map((part) => (
        <Part key={`${part.field} ${part.operator} ${part.values.join()}`} part={part} names={names} />
      ))}
      {rest > 0 && <span className="soft">{shared.length > 0 ? `and ${count(rest)} more` : counted(rest, "exclusion")}</span>}
    </>
  );
}

/** A plain form: the answer is the same page with the other rule beside it. */
function SideBySideForm({ address }: { readonly address: Address }) {
  const kept = Object.entries(carried(address.params)).filter(([, value]) => value !== undefined);
  return (
    <form className="go filter beside" action={address.path}>
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label htmlFor="with">Side by side with</label>
      <input id="with" name="with" type="text" placeholder="another rule: its title or id" maxLength={300} required />
      <button type="submit">Compare</button>
    </form>
  );
}

export function FamilySection({ family, address, names }: FamilySectionProps) {
  const carry = carried(address.params);
  const vendors = new Set(family.map(({ vendor }) => vendor)).size;
  const columns: readonly Column<FamilyRule>[] = [
    { key: "title", head: "Rule", className: "wide", cell: ({ key, title }) => <a href={routes.rule(key, carry)}>{title}</a> },
    { key: "vendor", head: "Vendor", cell: ({ vendor }) => <VendorName id={vendor} /> },
    { key: "source", head: "Source", className: "soft", cell: ({ source }) => source },
    {
      key: "similarity",
      head: "Like the middle",
      className: "r",
      cell: ({ similarity, representative }) =>
        representative ? <Tag title="Each rule of the family is like this one">middle</Tag> : percent(similarity),
    },
    { key: "shared", head: "Shares", cell: (rule) => <Shared rule={rule} names={names} /> },
    { key: "level", head: "Level", cell: ({ level }) => level ?? <Dash label="none stated" /> },
    { key: "changed", head: "Changed", className: "r", cell: ({ changed }) => changed ?? <Dash label="not stated" /> },
    {
      key: "with",
      head: <span className="vh">Compare</span>,
      className: "r",
      cell: ({ key, title }) => (
        <a href={href({ path: address.path, params: carry }, { with: key })} aria-label={`Side by side with ${title}`}>
          side by side
        </a>
      ),
    },
  ];
  return (
    <Section
      id="near"
      title="Near-identical rules"
      count={family.length === 0 ? "none" : `${count(family.length)} of ${counted(vendors, "vendor")}`}
      how={
        <p>
          One idea, shipped more than once. Each rule of a family is at least 70 % like the rule in its middle: field by field, the share of
          values that both look for, exclude or count, rare ones weighing more; selectors do not count.
        </p>
      }
    >
      <DataTable
        labelledBy="near"
        className="famt"
        columns={columns}
        groups={[{ key: "all", rows: family }]}
        rowKey={({ key }) => `n-${key}`}
        empty="No other rule of the catalog asks for nearly the same."
      />
      <SideBySideForm address={address} />
    </Section>
  );
}
