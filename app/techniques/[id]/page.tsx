/** A technique: what its rules watch, filter on, look for, leave out and count. */
import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { TechniqueData } from "@/components/share/technique-data";
import { Shell } from "@/components/shell/shell";
import { TechniqueSections } from "@/components/technique/technique-sections";
import { fieldNaming } from "@/lib/languages/field-names";
import { parseAttackId } from "@/lib/model/attack-id";
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import { getCatalog, select } from "@/lib/queries/catalog";
import { getTechniquePage } from "@/lib/queries/technique-page";
import { getTechnique } from "@/lib/queries/techniques";
import { type Address, carried, href, paths, routes } from "@/lib/routes";
import { type Notice, type RawParams, readState } from "@/lib/url-state";
import { siteOrigin } from "../../site-origin";
import { techniqueParams } from "./search-params";
import { techniqueQuery } from "./technique-query";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<RawParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const head = await getTechnique(await getCatalog(), id);
  if (!head) return {};
  const description = `Detection rules for ${head.id} ${head.name}: the fields they filter on, what they look for, what they leave out, and what nobody reads.`;
  return { title: `${head.id} ${head.name}`, description, alternates: { canonical: routes.technique(head.id) } };
}

/** What led here from a revoked id. */
function successor(was: string, id: string, address: Address): Notice {
  return {
    text: `ATT&CK revoked ${was}; ${id} replaced it, and the rules tagged ${was} are counted here`,
    correctedHref: href(address, { was: undefined }),
  };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ id: asked }, raw, catalog] = await Promise.all([params, searchParams, getCatalog()]);
  const id = parseAttackId("technique", asked);
  if (id !== null && id !== asked) permanentRedirect(routes.technique(id));
  const { values, address, notices } = readState(paths.technique(asked), techniqueParams(catalog.platforms), raw);
  const filter: CatalogFilter = { vendors: values.vendor, platforms: values.platform };
  const selection = select(catalog, filter);
  const page = id === null ? null : await getTechniquePage(catalog, selection, id, techniqueQuery(values));
  if (!page) notFound();
  const [tactic] = page.head.tactics;
  const carry = carried(address.params);
  const origin = await siteOrigin();
  return (
    <Shell
      catalog={catalog}
      address={address}
      filter={filter}
      lens={values.names}
      place="techniques"
      notices={values.was === null ? notices : [successor(values.was, page.head.id, address), ...notices]}
      crumb={
        <>
          <a href={routes.techniques(carry)}>Techniques</a>
          {tactic && (
            <>
              {" / "}
              <a href={routes.techniques({ ...carry, tactic: tactic.id })}>{tactic.name}</a>
            </>
          )}
          {page.head.parent && (
            <>
              {" / "}
              <a href={routes.technique(page.head.parent.id, carry)}>{page.head.parent.id}</a>
            </>
          )}
          {` / ${page.head.id}`}
        </>
      }
    >
      <TechniqueData head={page.head} date={catalog.snapshot.date} absolute={(path) => `${origin}${path}`} />
      <TechniqueSections
        page={page}
        catalog={catalog}
        selection={selection}
        filter={filter}
        address={address}
        names={fieldNaming(values.names)}
        state={values}
      />
    </Shell>
  );
}
