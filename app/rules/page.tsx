/** Every rule of the catalog under facets: vendor, source, level, status, platform, event, technique, field, outcome, last change. */
import type { Metadata } from "next";
import { ruleChips } from "@/components/rule/rule-chips";
import { RuleTable } from "@/components/rule/rule-table";
import { Shell } from "@/components/shell/shell";
import { fieldNaming } from "@/lib/languages/field-names";
import { getCatalog } from "@/lib/queries/catalog";
import { findFacetNames, findFacets } from "@/lib/queries/rule-facets";
import { findRules, getFilterWords } from "@/lib/queries/rule-list";
import { paths, routes } from "@/lib/routes";
import { filterChips, type RawParams, readState } from "@/lib/url-state";
import { ruleListParams } from "./list-params";
import { listPage, ruleListQuery } from "./list-query";

export const metadata: Metadata = {
  title: "Rules",
  description:
    "Every public detection rule in the catalog, by vendor, source, level, status, platform, event, technique and field, with how many rules each choice leaves.",
  alternates: { canonical: routes.rules() },
};

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const known = await findFacetNames(catalog);
  const { values, address, notices } = readState(paths.rules, ruleListParams(catalog.platforms, known), raw);
  const query = ruleListQuery(values);
  const [found, facets, words] = await Promise.all([
    findRules(catalog, query),
    findFacets(catalog, query.filter, values.more === "none" ? null : values.more),
    getFilterWords(catalog, query.filter),
  ]);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const names = fieldNaming(values.names);
  const chips = ruleChips(query.filter, words, names, address, known.labels);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="rules"
      notices={notices}
      crumb="Rules"
      chips={chips}
    >
      <RuleTable
        found={found}
        facets={facets}
        chips={[...filterChips(filter, address), ...chips]}
        catalogRules={catalog.snapshot.rules}
        address={address}
        names={names}
        size={listPage}
        state={values}
      />
    </Shell>
  );
}
