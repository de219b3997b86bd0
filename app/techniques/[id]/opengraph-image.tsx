/** The technique's picture for shared links: made from its own figures when it is asked for. */
import { notFound } from "next/navigation";
import { ImageResponse } from "next/og";
import { cardSize, TechniqueCard } from "@/components/share/technique-card";
import { getCatalog, select } from "@/lib/queries/catalog";
import { getTechnique, getTechniqueTotals } from "@/lib/queries/techniques";

export const alt = "How many public detection rules look for this technique, by vendor";
export const size = cardSize;
export const contentType = "image/png";
export const dynamic = "force-dynamic";

export default async function Image({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const [{ id }, catalog] = await Promise.all([params, getCatalog()]);
  const head = await getTechnique(catalog, id);
  if (!head) notFound();
  const totals = await getTechniqueTotals(catalog, select(catalog, { vendors: [], platforms: [] }), head.id, "all");
  const { rules, date } = catalog.snapshot;
  return new ImageResponse(<TechniqueCard head={head} totals={totals} catalogRules={rules} date={date} />, size);
}
