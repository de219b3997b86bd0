/** Home: the ATT&CK matrix as a heat map of rules, and what each vendor gives. */
import type { Metadata } from "next";
import { CollectionsSection } from "@/components/matrix/collections-section";
import { Matrix } from "@/components/matrix/matrix";
import { Shell } from "@/components/shell/shell";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findCollections, getMatrix } from "@/lib/queries/matrix";
import { carried, paths, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
import { matrixParams } from "./search-params";

export const metadata: Metadata = { alternates: { canonical: routes.home() } };

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.home, matrixParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const order = values.order === "name" ? "name" : "count";
  const [columns, collections] = await Promise.all([
    getMatrix(catalog, select(catalog, filter), { count: values.count, order }),
    findCollections(catalog),
  ]);
  return (
    <Shell catalog={catalog} address={address} filter={filter} lens={values.names} place="matrix" notices={notices} crumb="ATT&CK matrix">
      <Matrix
        columns={columns}
        catalog={catalog}
        filter={filter}
        address={address}
        density={values.density}
        count={values.count}
        order={values.order}
      />
      <CollectionsSection collections={collections} catalog={catalog} carry={carried(address.params)} columns={columns} />
    </Shell>
  );
}
