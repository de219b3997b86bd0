/** Columns of rules that a search found. */
import type { FoundRuleLine } from "@/lib/model/search-view";
import { type Params, routes } from "@/lib/routes";
import type { Column } from "../data-table/column";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";

export const ruleColumns = (carry: Params): readonly Column<FoundRuleLine>[] => [
  {
    key: "title",
    head: "Rule",
    className: "wide",
    rowHeader: true,
    cell: ({ key, title }) => <a href={routes.rule(key, carry)}>{title}</a>,
  },
  {
    key: "where",
    head: "Found in",
    className: "soft wide",
    cell: ({ exact, inTitle }) => (exact ? "whole title or id" : inTitle ? "title" : "description or query"),
  },
  { key: "vendor", head: "Vendor", cell: ({ vendor }) => <VendorName id={vendor} /> },
  { key: "source", head: "Source", className: "soft", cell: ({ source }) => source },
  { key: "level", head: "Level", cell: ({ level }) => level ?? <Dash label="none stated" /> },
];
