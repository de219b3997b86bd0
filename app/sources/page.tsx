/** Where everything comes from: corpora with commit and licence, the ledger of every file, ATT&CK versions, and tags that they do not know. */
import type { Metadata } from "next";
import { Shell } from "@/components/shell/shell";
import { SourceSections } from "@/components/source/source-sections";
import { getCatalog } from "@/lib/queries/catalog";
import { findAttackVersions, findLedgerLines, findSources, findUnknownTags } from "@/lib/queries/sources";
import { carried, paths, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
import { sourceParams } from "./search-params";

export const metadata: Metadata = {
  title: "Sources and licences",
  description:
    "Every public rule corpus in the catalog: repository, commit, licence, how many rules were read completely, in part or not at all, and why.",
  alternates: { canonical: routes.sources() },
};

/** Ledger lines on a page. */
const size = 50;

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.sources, sourceParams(catalog.platforms), raw);
  const [sources, versions, unknown, lines] = await Promise.all([
    findSources(catalog),
    findAttackVersions(catalog),
    findUnknownTags(catalog),
    findLedgerLines(catalog, { source: values.source, offset: (values.lines - 1) * size, limit: size }),
  ]);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={{ vendors: values.vendor, platforms: values.platform }}
      unfiltered
      lens={values.names}
      place="sources"
      notices={notices}
      crumb="Sources and licences"
    >
      <SourceSections
        catalog={catalog}
        sources={sources}
        versions={versions}
        unknown={unknown}
        lines={{ ...lines, offset: (values.lines - 1) * size, size }}
        chosen={values.source}
        address={address}
        carry={carried(address.params)}
      />
    </Shell>
  );
}
