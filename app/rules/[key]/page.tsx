/** One rule: who wrote it, its source with every predicate marked, its logic in words, and how far each part reaches. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RuleSections } from "@/components/rule/rule-sections";
import { Shell } from "@/components/shell/shell";
import { vendorLabel } from "@/components/ui/vendor";
import { fieldNaming } from "@/lib/languages/field-names";
import { getCatalog } from "@/lib/queries/catalog";
import { findRulePredicates } from "@/lib/queries/rule-predicates";
import { findFamily, getRule } from "@/lib/queries/rules";
import { carried, paths, routes } from "@/lib/routes";
import { type RawParams, readState } from "@/lib/url-state";
import { ruleParams } from "./search-params";

interface Props {
  readonly params: Promise<{ readonly key: string }>;
  readonly searchParams: Promise<RawParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { key } = await params;
  const found = await getRule(await getCatalog(), key);
  if (!found) return {};
  const { title, vendor, source } = found.rule;
  const description = `${vendorLabel(vendor)} detection rule of ${source.label}: its source with every predicate marked, its logic in words, and how far each part reaches.`;
  return { title, description, alternates: { canonical: routes.rule(key) } };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ key }, raw, catalog] = await Promise.all([params, searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.rule(key), ruleParams(catalog.platforms), raw);
  const found = await getRule(catalog, key);
  if (!found) notFound();
  const [predicates, family] = await Promise.all([findRulePredicates(catalog, found.ruleId), findFamily(catalog, found)]);
  const technique = found.rule.tags.find(({ technique: known }) => known !== null)?.technique;
  const carry = carried(address.params);
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={{ vendors: values.vendor, platforms: values.platform }}
      unfiltered
      lens={values.names}
      place={null}
      notices={notices}
      crumb={
        <>
          Rules / {vendorLabel(found.rule.vendor)}
          {technique && (
            <>
              {" / "}
              <a href={routes.technique(technique.id, carry)}>{technique.id}</a>
            </>
          )}
          {` / ${found.rule.ownId?.slice(0, 8) ?? key}`}
        </>
      }
    >
      <RuleSections
        rule={found.rule}
        predicates={predicates}
        family={family}
        names={fieldNaming(values.names)}
        address={address}
        catalogRules={catalog.snapshot.rules}
        pageNumber={values.page}
      />
    </Shell>
  );
}
