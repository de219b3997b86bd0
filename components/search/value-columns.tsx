/** Columns of values that a search found: field, operator and value, where most of it is looked for, and its reach. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { FoundValue } from "@/lib/model/search-view";
import { type Params, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { vendorColumns } from "../data-table/vendor-columns";
import { Part } from "../predicate/predicate";
import { PredicateHead } from "../technique/clause-cells";
import { LogAxis, ReachBar } from "../ui/bars";
import { count } from "../ui/count";
import { Dash } from "../ui/value";

interface Context {
  readonly carry: Params;
  readonly names: FieldNaming;
  readonly catalogRules: number;
}

function MostUnder({ found: { techniques }, carry }: { readonly found: FoundValue; readonly carry: Params }) {
  if (techniques.length === 0) return <Dash label="no technique" />;
  return techniques.map(({ id, name, rules }, index) => (
    <span key={id}>
      {index > 0 && ", "}
      <a href={routes.technique(id, carry)} title={name}>
        {id}
      </a>{" "}
      <span className="soft">{count(rules)}</span>
    </span>
  ));
}

export function valueColumns({ carry, names, catalogRules }: Context): readonly Column<FoundValue>[] {
  return [
    { key: "predicate", head: <PredicateHead />, className: "wide", cell: ({ part }) => <Part part={part} names={names} carry={carry} /> },
    { key: "techniques", head: "Most of it under", className: "wide mostly", cell: (found) => <MostUnder found={found} carry={carry} /> },
    { key: "reach", head: "Reach", note: `of ${count(catalogRules)}`, className: "num", label: "reach", cell: ({ rules }) => count(rules) },
    { key: "bar", head: <LogAxis label="Reach on a log scale" />, className: "rbc", cell: ({ rules }) => <ReachBar reach={rules} /> },
    ...vendorColumns<FoundValue>(({ byVendor }) => byVendor),
  ];
}
