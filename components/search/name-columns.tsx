/** Columns of things that a search found by their names: id, name, and rules where they are counted by it. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { FoundName, NamedKind } from "@/lib/model/search-view";
import { type Params, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { count } from "../ui/count";
import { Dash } from "../ui/value";

interface Look {
  readonly id: string;
  readonly name: string;
  readonly counted: boolean;
  /** Ids of ATT&CK are short; names of fields and events are not. */
  readonly short: boolean;
  readonly to: (found: FoundName, carry: Params) => string;
}

const looks: Readonly<Record<NamedKind, Look>> = {
  techniques: { id: "Id", name: "Technique", counted: true, short: true, to: ({ id }, carry) => routes.technique(id, carry) },
  fields: { id: "Field", name: "Also called", counted: true, short: false, to: ({ id }, carry) => routes.field(id, carry) },
  events: { id: "Event", name: "Records", counted: true, short: false, to: ({ id }, carry) => routes.event(id, carry) },
  strategies: { id: "Id", name: "Strategy", counted: false, short: true, to: ({ id }, carry) => routes.strategy(id, carry) },
  analytics: {
    id: "Id",
    name: "Strategy and platforms",
    counted: false,
    short: true,
    to: ({ id, of }, carry) => routes.strategy(of ?? id, carry, id),
  },
  sources: { id: "Source", name: "Name", counted: true, short: false, to: (_, carry) => routes.sources(carry, "corpora") },
};

/** The name leads to the page, too, where it is what the thing is called. */
const linked = new Set<NamedKind>(["techniques", "strategies", "analytics", "sources"]);

export function nameColumns(kind: NamedKind, carry: Params, names: FieldNaming): readonly Column<FoundName>[] {
  const look = looks[kind];
  const shown = (id: string) => (kind === "fields" ? names(id).shown : id);
  const name = (found: FoundName) => {
    if (found.name === "") return <Dash label="no other name" />;
    return linked.has(kind) ? <a href={look.to(found, carry)}>{found.name}</a> : found.name;
  };
  const rules: Column<FoundName> = {
    key: "rules",
    head: "Rules",
    className: "num",
    label: "rules",
    cell: ({ rules: found }) => (found === null || found === 0 ? <Dash label="none" /> : count(found)),
  };
  return [
    {
      key: "id",
      head: look.id,
      className: look.short ? "sid" : "fid",
      rowHeader: true,
      cell: (found) => (
        <a href={look.to(found, carry)}>
          <code>{shown(found.id)}</code>
        </a>
      ),
    },
    { key: "name", head: look.name, className: linked.has(kind) ? "wide" : "wide soft", cell: name },
    ...(look.counted ? [rules] : []),
  ];
}
