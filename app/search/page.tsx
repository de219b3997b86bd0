/** Search: techniques, rules, and rules that look for an exact value. A technique's id alone leads to its page. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SearchResults } from "@/components/search/search-results";
import { Shell } from "@/components/shell/shell";
import { fieldNaming } from "@/lib/languages/field-names";
import { parseAttackId } from "@/lib/model/attack-id";
import { getCatalog } from "@/lib/queries/catalog";
import { findRulesByText, findTechniquesByText, findValues } from "@/lib/queries/search";
import { getTechniqueStatus } from "@/lib/queries/techniques";
import { carried, paths, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
import { searchParamsOf } from "./search-params";

export const metadata: Metadata = { title: "Search", robots: { index: false } };

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.search, searchParamsOf(catalog.platforms), raw);
  const carry = carried(address.params);
  const text = values.q ?? "";
  const id = parseAttackId("technique", text);
  if (id !== null && (await getTechniqueStatus(catalog.snapshot.id, id)) !== null) redirect(routes.technique(id, carry));
  const [techniques, rules, found] = await Promise.all([
    text === "" ? null : findTechniquesByText(catalog, text),
    text === "" ? null : findRulesByText(catalog, text),
    text === "" ? null : findValues(catalog, text),
  ]);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={{ vendors: values.vendor, platforms: values.platform }}
      unfiltered
      lens={values.names}
      place={null}
      notices={notices}
      query={text}
      crumb="Search"
    >
      <SearchResults
        text={text}
        techniques={techniques}
        rules={rules}
        values={found}
        carry={carry}
        names={fieldNaming(values.names)}
        catalogRules={catalog.snapshot.rules}
      />
    </Shell>
  );
}
