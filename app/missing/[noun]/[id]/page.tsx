/** What an address without a page answers, with status 404: proxy.ts sends it here. */
import type { Metadata } from "next";
import { StatePage } from "@/components/shell/state-page";
import { counted } from "@/components/ui/count";
import { getCatalog } from "@/lib/queries/catalog";
import { findNearFields } from "@/lib/queries/fields";
import { eventNames } from "@/lib/model/event-names";
import { getCatalog } from "@/lib/queries/catalog";
import { findNearEvents } from "@/lib/queries/events";
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

const nouns = ["technique", "rule", "field", "indicator"];
/** What a noun is called, what lists all of it, and what is near an id that is not there. */
const nouns: Readonly<
  Record<string, { readonly all: string; readonly href: string; readonly near: (id: string) => Promise<readonly Near[]> }>
> = {
  technique: {
    all: "all techniques",
    href: routes.techniques(),
    near: async (id) => (await findNearTechniques(await getCatalog(), id)).map((row) => ({ ...row, href: routes.technique(row.id) })),
  },
  rule: { all: "all rules", href: routes.rules(), near: async () => [] },
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

export default async function Page({ params }: Props) {
  const { noun, id: encoded } = await params;
  const id = decodeURIComponent(encoded).slice(0, 80);
  const near = noun === "technique" ? await findNearTechniques(await getCatalog(), id) : [];
  const fields = noun === "field" ? await findNearFields(await getCatalog(), id) : [];
  const kind = nouns.includes(noun) ? noun : "page";
  const known = Object.hasOwn(nouns, noun) ? nouns[noun] : undefined;
  const near = known ? await known.near(id) : [];
  return (
    <StatePage asked={id} query={id} title={`The catalog has no ${known ? noun : "page"} ${id}.`}>
      {near.length > 0 && (
        <>
          <p>Near it:</p>
          <ul className={noun === "event" ? "list long" : "list"}>
            {near.map((one) => (
              <li key={one.id}>
                <code>{one.id}</code>
                <a href={one.href}>{one.name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {fields.length > 0 && (
        <>
          <p>Near it, or called so by a vendor:</p>
          <ul className="list">
            {fields.map(({ field, rules }) => (
              <li key={field} className="named">
                <a href={routes.field(field)}>
                  <code>{field}</code>
                </a>
                <span>{counted(rules, "rule")}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={routes.search({ q: id })}>Search for “{id}”</a>, or see <a href={routes.techniques()}>all techniques</a>,{" "}
        <a href={routes.fields()}>all fields</a>, <a href={routes.indicators()}>all indicators</a>.
        <a href={routes.search({ q: id })}>Search for “{id}”</a>, or see{" "}
        <a href={known?.href ?? routes.techniques()}>{known?.all ?? "all techniques"}</a>.
      </p>
    </StatePage>
  );
}
