/** One rule: who wrote it, its source with every predicate marked, its logic in words, and how far each part reaches; or two of them compared. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RuleSections } from "@/components/rule/rule-sections";
import { SideBySide } from "@/components/rule/side-by-side";
import { Shell } from "@/components/shell/shell";
import { vendorLabel } from "@/components/ui/vendor";
import { fieldNaming } from "@/lib/languages/field-names";
import type { CatalogView } from "@/lib/model/catalog-view";
import { getCatalog } from "@/lib/queries/catalog";
import { findRulePredicates } from "@/lib/queries/rule-predicates";
import { type FoundRule, findFamily, findRuleKey, getRule } from "@/lib/queries/rules";
import { type Address, carried, href, paths, routes } from "@/lib/routes";
import { type Notice, type RawParams, readState } from "@/lib/url-state";
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

/** The rule asked for beside this one; null with a notice when the catalog has none of that name. */
async function beside(catalog: CatalogView, name: string | null, key: string): Promise<FoundRule | null> {
  const other = name === null ? null : await findRuleKey(catalog, name);
  return other === null || other === key ? null : getRule(catalog, other);
}

function unknown(name: string, address: Address): Notice {
  const text = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return { text: `with=${text} names no other rule; showing this rule alone`, correctedHref: href(address, { with: undefined }) };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ key }, raw, catalog] = await Promise.all([params, searchParams, getCatalog()]);
  const { values, address, notices } = readState(paths.rule(key), ruleParams(catalog.platforms), raw);
  const [found, other] = await Promise.all([getRule(catalog, key), beside(catalog, values.with, key)]);
  if (!found) notFound();
  const [predicates, family, otherPredicates] = await Promise.all([
    findRulePredicates(catalog, found.ruleId),
    other ? [] : findFamily(catalog, found),
    other ? findRulePredicates(catalog, other.ruleId) : [],
  ]);
  const technique = found.rule.tags.find(({ technique: known }) => known !== null)?.technique;
  const carry = carried(address.params);
  const shared = { names: fieldNaming(values.names), address, catalogRules: catalog.snapshot.rules };
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={{ vendors: values.vendor, platforms: values.platform }}
      unfiltered
      lens={values.names}
      place="rules"
      notices={values.with !== null && !other ? [unknown(values.with, address), ...notices] : notices}
      crumb={
        <>
          <a href={routes.rules(carry)}>Rules</a> /{" "}
          <a href={routes.rules({ ...carry, vendor: found.rule.vendor })}>{vendorLabel(found.rule.vendor)}</a>
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
      {other ? (
        <SideBySide left={{ rule: found.rule, predicates }} right={{ rule: other.rule, predicates: otherPredicates }} {...shared} />
      ) : (
        <RuleSections rule={found.rule} predicates={predicates} family={family} pageNumber={values.page} {...shared} />
      )}
    </Shell>
  );
}
