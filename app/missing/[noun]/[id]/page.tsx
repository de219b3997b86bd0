/** What an address without a page answers, with status 404: proxy.ts sends it here. */
import type { Metadata } from "next";
import { StatePage } from "@/components/shell/state-page";
import { counted } from "@/components/ui/count";
import { getCatalog } from "@/lib/queries/catalog";
import { findNearFields } from "@/lib/queries/fields";
import { findNearTechniques } from "@/lib/queries/techniques";
import { routes } from "@/lib/routes";

export const metadata: Metadata = { title: "Not in the catalog", robots: { index: false } };
export const dynamic = "force-dynamic";

interface Props {
  readonly params: Promise<{ readonly noun: string; readonly id: string }>;
}

const nouns = ["technique", "rule", "field", "indicator"];

export default async function Page({ params }: Props) {
  const { noun, id: encoded } = await params;
  const id = decodeURIComponent(encoded).slice(0, 80);
  const near = noun === "technique" ? await findNearTechniques(await getCatalog(), id) : [];
  const fields = noun === "field" ? await findNearFields(await getCatalog(), id) : [];
  const kind = nouns.includes(noun) ? noun : "page";
  return (
    <StatePage asked={id} query={id} title={`The catalog has no ${kind} ${id}.`}>
      {near.length > 0 && (
        <>
          <p>Near it:</p>
          <ul className="list">
            {near.map((technique) => (
              <li key={technique.id}>
                <code>{technique.id}</code>
                <a href={routes.technique(technique.id)}>{technique.name}</a>
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
      </p>
    </StatePage>
  );
}
