/** Every detection strategy of ATT&CK, and how far the catalog's rules read what its analytics ask for. */
import type { Metadata } from "next";
import { Shell } from "@/components/shell/shell";
import { GapSections } from "@/components/strategy/gap-sections";
import { StrategyTable } from "@/components/strategy/strategy-table";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findAskedSources, findGapCells } from "@/lib/queries/gaps";
import { findStrategies } from "@/lib/queries/strategies";
import { paths, routes } from "@/lib/routes";
import { chip, type RawParams, readState } from "@/lib/url-state";
import { listPage, strategyQuery } from "./list-query";
import { strategyListParams } from "./search-params";

export const metadata: Metadata = {
  title: "Detection strategies",
  description:
    "ATT&CK’s detection strategies and analytics: which of their log sources public detection rules read in full, in part or not at all.",
  alternates: { canonical: routes.strategies() },
};

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.strategies, strategyListParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const whole = values.q === null && values.tactic === null && values.on === null && values.page === 1;
  const [found, cells, sources] = await Promise.all([
    findStrategies(catalog, selection, strategyQuery(values)),
    whole ? findGapCells(catalog, selection) : null,
    whole ? findAskedSources(catalog, selection) : null,
  ]);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="strategies"
      notices={notices}
      chips={[
        ...(values.tactic === null ? [] : [chip(address, "tactic", `tactic: ${values.tactic}`, values.tactic)]),
        ...(values.on === null ? [] : [chip(address, "on", `analytic for: ${values.on}`, values.on)]),
      ]}
      crumb="Strategies"
    >
      <StrategyTable found={found} attackVersion={catalog.snapshot.attackVersion} address={address} size={listPage} state={values} />
      {cells && sources && <GapSections cells={cells} sources={sources} address={address} />}
    </Shell>
  );
}
