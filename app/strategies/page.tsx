/** Every detection strategy of ATT&CK, and how far the catalog's rules read what its analytics ask for. */
import type { Metadata } from "next";
import { Shell } from "@/components/shell/shell";
import { StrategyTable } from "@/components/strategy/strategy-table";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findStrategies } from "@/lib/queries/strategies";
import { paths, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
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
  const found = await findStrategies(catalog, select(catalog, filter), strategyQuery(values));
  return (
    <Shell catalog={catalog} address={address} filter={filter} lens={values.names} place="strategies" notices={notices} crumb="Strategies">
      <StrategyTable found={found} attackVersion={catalog.snapshot.attackVersion} address={address} size={listPage} state={values} />
    </Shell>
  );
}
