/** What the field is called: raw names by vendor with the rules that use them, and who says that they mean it. */
import type { FieldNameRow, UnusedName } from "@/lib/model/field-view";
import type { PageOf } from "@/lib/model/paging";
import { queryLanguages } from "@/lib/model/vendor";
import { routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { DataTable } from "../data-table/data-table";
import { OpenedRules } from "../data-table/opened-rules";
import { Section } from "../data-table/section";
import { WhyCount } from "../data-table/why-count";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";
import type { FieldContext } from "./field-context";

const placesShown = 4;

function languageLabel(id: string): string {
  return Object.entries(queryLanguages).find(([known]) => known === id)?.[1].label ?? id;
}

function Authority({
  authorities,
  places,
  basenameOf,
  carry,
}: Pick<FieldNameRow, "authorities" | "places" | "basenameOf"> & Pick<FieldContext, "carry">) {
  if (authorities.length === 0) return <Dash label="no map names it: an alias, a computed column, or as written" />;
  return (
    <>
      {authorities.join("; ")}
      {places.length > 0 && (
        <span className="soft">
          {" "}
          in {places.slice(0, placesShown).join(", ")}
          {places.length > placesShown && ` and ${places.length - placesShown} more`}
        </span>
      )}
      {basenameOf && (
        <span className="soft">
          ; the file name at the end of <a href={routes.field(basenameOf, carry)}>{basenameOf}</a>
        </span>
      )}
    </>
  );
}

function columns(context: FieldContext): readonly Column<FieldNameRow>[] {
  return [
    { key: "vendor", head: "Vendor", cell: ({ vendor }) => <VendorName id={vendor} /> },
    { key: "name", head: "Name", className: "wide", rowHeader: true, cell: ({ name }) => <code className="f">{name}</code> },
    { key: "language", head: "Language", className: "soft lng", cell: ({ language }) => languageLabel(language) },
    {
      key: "rules",
      head: "Rules",
      note: `of ${count(context.head.rules)}`,
      className: "num",
      cell: ({ key, rules }) => <WhyCount number={rules} rowKey={key} address={context.address} />,
    },
    { key: "authority", head: "Who says so", className: "wide", cell: (row) => <Authority {...row} carry={context.carry} /> },
  ];
}

function Unused({ unused, carry }: { readonly unused: readonly UnusedName[] } & Pick<FieldContext, "carry">) {
  if (unused.length === 0) return null;
  return (
    <details className="read">
      <summary>{counted(unused.length, "more name")} that the field maps know and no rule here uses</summary>
      <ul className="list names">
        {unused.map((name) => (
          <li key={`${name.vendor} ${name.name} ${name.basenameOf}`}>
            <VendorName id={name.vendor} />
            <code className="f">{name.name}</code>
            <span>
              <Authority {...name} carry={carry} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

export interface NamesSectionProps {
  readonly context: FieldContext;
  readonly page: PageOf<FieldNameRow>;
  readonly unused: readonly UnusedName[];
}

export function NamesSection({ context, page, unused }: NamesSectionProps) {
  const { opened, address, carry, head } = context;
  return (
    <Section
      id="names"
      title="Names"
      count={`${counted(page.total, "name")} in rules`}
      how={
        <p>
          What each vendor’s rules call it, aliases resolved, and who says that the name means this field. A rule that uses two names counts
          in both rows.
        </p>
      }
      downloads={{ csv: routes.download(address, "names", "csv"), json: routes.download(address, "names", "json") }}
    >
      <DataTable
        page={{ ...page, param: "names_page", address, fragment: "names", noun: "names" }}
        labelledBy="names"
        className="named-as"
        columns={columns(context)}
        groups={[{ key: "all", rows: page.rows }]}
        rowKey={({ key }) => key}
        opened={opened && { key: opened.key, content: <OpenedRules opened={opened} carry={carry} /> }}
        empty={`No rule${context.narrowedTo} tests ${head.field}.`}
      />
      <Unused unused={unused} carry={carry} />
    </Section>
  );
}
