/** What an address without a page answers, with status 404: proxy.ts sends it here. */
import type { Metadata } from "next";
import { StatePage } from "@/components/shell/state-page";
import { counted } from "@/components/ui/count";
import { eventNames } from "@/lib/model/event-names";
import { getCatalog } from "@/lib/queries/catalog";
import { findNearEvents } from "@/lib/queries/events";
import { findNearFields } from "@/lib/queries/fields";
import { findNearStrategies } from "@/lib/queries/strategies";
import { findNearTechniques } from "@/lib/queries/techniques";
import { routes } from "@/lib/routes";

export const metadata: Metadata = { title: "Not in the catalog", robots: { index: false } };
export const dynamic = "force-dynamic";

interface Near {
  readonly id: string;
  readonly name: string;
  readonly href: string;
}

interface Props {
  readonly params: Promise<{ readonly noun: string; readonly id: string }>;
}

/** What a noun is called, what lists all of it, and what is near an id that is not there. */
const nouns: Readonly<
  Record<string, { readonly all: string; readonly href: string; readonly near?: (id: string) => Promise<readonly Near[]> }>
> = {
  technique: {
    all: "all techniques",
    href: routes.techniques(),
    near: async (id) => (await findNearTechniques(await getCatalog(), id)).map((row) => ({ ...row, href: routes.technique(row.id) })),
  },
  field: {
    all: "all fields",
    href: routes.fields(),
    near: async (id) =>
      (await findNearFields(await getCatalog(), id)).map(({ field, rules }) => ({
        ...{ id: field, name: counted(rules, "rule") },
        href: routes.field(field),
      })),
  },
  indicator: { all: "all indicators", href: routes.indicators() },
  rule: { all: "all rules", href: routes.rules() },
  event: {
    all: "all events",
    href: routes.events(),
    near: async (id) =>
      (await findNearEvents(await getCatalog(), id)).map(({ event, rules }) => ({
        ...{ id: event, name: eventNames.get(event) ?? counted(rules, "rule") },
        href: routes.event(event),
      })),
  },
  strategy: {
    all: "all strategies",
    href: routes.strategies(),
    near: async (id) => (await findNearStrategies(await getCatalog(), id)).map((row) => ({ ...row, href: routes.strategy(row.id) })),
  },
};

function NearList({ noun, near }: { readonly noun: string; readonly near: readonly Near[] }) {
  if (near.length === 0) return null;
  const named = noun === "field" || noun === "event";
  return (
    <>
      <p>{noun === "field" ? "Near it, or called so by a vendor:" : "Near it:"}</p>
      <ul className="list">
        {near.map(({ id, name, href }) =>
          named ? (
            <li key={id} className="named">
              <a href={href}>
                <code>{id}</code>
              </a>
              <span>{name}</span>
            </li>
          ) : (
            <li key={id}>
              <code>{id}</code>
              <a href={href}>{name}</a>
            </li>
          ),
        )}
      </ul>
    </>
  );
}

export default async function Page({ params }: Props) {
  const { noun, id: encoded } = await params;
  const id = decodeURIComponent(encoded).slice(0, 80);
  const known = Object.hasOwn(nouns, noun) ? nouns[noun] : undefined;
  return (
    <StatePage asked={id} query={id} title={`The catalog has no ${known ? noun : "page"} ${id}.`}>
      <NearList noun={noun} near={(await known?.near?.(id)) ?? []} />
      <p>
        <a href={routes.search({ q: id })}>Search for “{id}”</a>, or see{" "}
        <a href={known?.href ?? routes.techniques()}>{known?.all ?? "all techniques"}</a>.
      </p>
    </StatePage>
  );
}
