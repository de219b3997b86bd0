/** All techniques in one dense table: rules by vendor, families, and analytics whose telemetry rules here read. */
import type { Metadata } from "next";
import { Shell } from "@/components/shell/shell";
import { TechniqueTable } from "@/components/technique/technique-table";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findTactics, findTechniques } from "@/lib/queries/technique-list";
import { paths, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
import { listPage, listQuery } from "./list-query";
import { techniqueListParams } from "./search-params";

export const metadata: Metadata = {
  title: "Techniques",
  description:
    "Every ATT&CK technique with the public detection rules that carry it: by vendor, in families, and where no rule reads the telemetry.",
  alternates: { canonical: routes.techniques() },
};

export default async function Page({ searchParams }: { readonly searchParams: Promise<RawParams> }) {
  const [raw, catalog] = await Promise.all([searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.techniques, techniqueListParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const [found, tactics] = await Promise.all([findTechniques(catalog, select(catalog, filter), listQuery(values)), findTactics(catalog)]);
  const tactic = tactics.find(({ id }) => id === values.tactic);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="techniques"
      notices={notices}
      crumb={tactic ? `Techniques / ${tactic.name}` : "Techniques"}
    >
      <TechniqueTable
        found={found}
        tactics={tactics}
        address={address}
        attackVersion={catalog.snapshot.attackVersion}
        size={listPage}
        state={{ q: values.q, tactic: values.tactic, sub: values.sub, order: values.order, page: values.page }}
      />
    </Shell>
  );
}
