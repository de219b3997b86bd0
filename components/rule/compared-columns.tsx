/** Columns of compared predicates: marks of both texts, the predicate, its role, its reach. */
import type { FieldNaming } from "@/lib/languages/field-names";
import type { RulePredicate } from "@/lib/model/rule-view";
import type { Column } from "../data-table/column";
import { Part } from "../predicate/predicate";
import { PredicateHead } from "../technique/clause-cells";
import { count } from "../ui/count";
import { type Marks, markName, partsOf, roleOf } from "./marks";

interface Both {
  readonly left: RulePredicate;
  readonly right: RulePredicate;
}

function markOf(marks: Marks, { position }: RulePredicate): string {
  const mark = marks.ofPredicate.get(position);
  return mark ? markName(mark) : "";
}

function Predicate({ predicate, names }: { readonly predicate: RulePredicate; readonly names: FieldNaming }) {
  return partsOf([predicate]).map((part) => <Part key="part" part={part} names={names} />);
}

export function sharedColumns(left: Marks, right: Marks, names: FieldNaming, catalogRules: number): readonly Column<Both>[] {
  return [
    { key: "left", head: "Left", className: "mk", cell: (row) => markOf(left, row.left) },
    { key: "right", head: "Right", className: "mk", cell: (row) => markOf(right, row.right) },
    { key: "predicate", head: <PredicateHead />, className: "wide", cell: (row) => <Predicate predicate={row.left} names={names} /> },
    {
      key: "role",
      head: "Role, left and right",
      className: "soft role wide",
      cell: (row) => [...new Set([roleOf(row.left), roleOf(row.right)])].join("; "),
    },
    {
      key: "reach",
      head: "Reach",
      note: `of ${count(catalogRules)}`,
      className: "num",
      label: "reach",
      cell: (row) => (row.left.reach === 0 ? "–" : count(row.left.reach)),
    },
  ];
}

export function aloneColumns(marks: Marks, names: FieldNaming, catalogRules: number): readonly Column<RulePredicate>[] {
  return [
    { key: "mark", head: <span className="vh">Mark</span>, className: "mk", cell: (row) => markOf(marks, row) },
    { key: "predicate", head: <PredicateHead />, className: "wide", cell: (row) => <Predicate predicate={row} names={names} /> },
    {
      key: "reach",
      head: "Reach",
      note: `of ${count(catalogRules)}`,
      className: "num",
      label: "reach",
      cell: ({ reach }) => (reach === 0 ? "–" : count(reach)),
    },
  ];
}
