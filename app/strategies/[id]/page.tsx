/** One detection strategy: per analytic its log sources, the rules that read each, and what can be tuned. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Shell } from "@/components/shell/shell";
import { StrategySections } from "@/components/strategy/strategy-sections";
import { fieldNaming } from "@/lib/languages/field-names";
import { everything } from "@/lib/model/catalog-filter";
import { getCatalog, select } from "@/lib/queries/catalog";
import { findElements } from "@/lib/queries/element-evidence";
import { findAnalytics, getStrategyHead, getStrategyRow } from "@/lib/queries/strategy-page";
import { carried, paths, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
import { strategyParams } from "../search-params";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<RawParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const head = await getStrategyHead(await getCatalog(), everything, id);
  if (!head) return {};
  const description = `ATT&CK detection strategy ${head.id} for ${head.technique?.id ?? "a technique"}: its analytics, their log sources, and the detection rules that read each.`;
  return { title: `${head.id} ${head.name}`, description, alternates: { canonical: routes.strategy(head.id) } };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ id }, raw, catalog] = await Promise.all([params, searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.strategy(id), strategyParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const head = await getStrategyHead(catalog, filter, id);
  if (!head) notFound();
  const [analytics, opened] = await Promise.all([
    findAnalytics(catalog, filter, head),
    values.open === null ? null : getStrategyRow(catalog, selection, head, values.open),
  ]);
  const elements = await findElements(catalog, selection, head, analytics);
  const carry = carried(address.params);
  const names = fieldNaming(values.names);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="strategies"
      notices={notices}
      crumb={
        <>
          <a href={routes.strategies(carry)}>Strategies</a>
          {head.technique && (
            <>
              {" / "}
              <a href={routes.technique(head.technique.id, carry)}>{head.technique.id}</a>
            </>
          )}
          {` / ${head.id}`}
        </>
      }
    >
      <StrategySections context={{ head, catalogRules: selection.rules, address, carry, names, elements, opened }} analytics={analytics} />
    </Shell>
  );
}
