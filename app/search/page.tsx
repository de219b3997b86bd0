/** Search: everything that a text names, contains or is, by kind. An id alone leads to its page. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { kindLabels, SearchGroups } from "@/components/search/search-groups";
import { SearchHead } from "@/components/search/search-head";
import { Shell } from "@/components/shell/shell";
import { fieldNaming } from "@/lib/languages/field-names";
import { kindsFound } from "@/lib/model/search-view";
import { getCatalog } from "@/lib/queries/catalog";
import { findPageOf, searchPage } from "@/lib/queries/search";
import { answerSearch } from "@/lib/queries/search-answer";
import { type Address, carried, paths } from "@/lib/routes";
import { chip, type RawParams, readState } from "@/lib/url-state";
import { searchParamsOf } from "./search-params";

export const metadata: Metadata = { title: "Search", robots: { index: false } };

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address: read, notices } = readState(paths.search, searchParamsOf(catalog.platforms), raw);
  const carry = carried(read.params);
  const only = values.in === "all" ? null : values.in;
  const text = values.q;
  const address: Address = { ...read, params: { ...read.params, q: text ?? undefined } };
  const place = text === null || only !== null ? null : await findPageOf(catalog, text, carry);
  if (place !== null) redirect(place);
  const answer = text === null ? null : await answerSearch(catalog, text, only, values.page);
  const kinds = answer === null ? [] : kindsFound(answer.found);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={{ vendors: values.vendor, platforms: values.platform }}
      unfiltered
      lens={values.names}
      place={null}
      notices={notices}
      query={text ?? ""}
      crumb="Search"
      chips={only === null ? [] : [chip(address, "in", `only: ${kindLabels[only].toLowerCase()}`, only)]}
    >
      <SearchHead text={text} answer={answer} kinds={kinds} address={address} only={only} />
      {answer && (
        <SearchGroups
          text={answer.text}
          found={answer.found}
          kinds={kinds}
          only={only}
          size={searchPage}
          address={address}
          carry={carry}
          names={fieldNaming(values.names)}
          catalogRules={catalog.snapshot.rules}
        />
      )}
    </Shell>
  );
}
