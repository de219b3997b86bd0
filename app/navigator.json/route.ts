/** The matrix as an ATT&CK Navigator layer (format 4.5, https://github.com/mitre-attack/attack-navigator/tree/master/layers/spec). */
import { getCatalog, select } from "@/lib/queries/catalog";
import { getMatrix } from "@/lib/queries/matrix";
import { paths } from "@/lib/routes";
import { readState } from "@/lib/url-state";
import { matrixParams } from "../search-params";

export async function GET(request: Request): Promise<Response> {
  const catalog = await getCatalog();
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values } = readState(paths.home, matrixParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const columns = await getMatrix(catalog, select(catalog, filter), { count: values.count, order: "name" });
  const cells = new Map(columns.flatMap(({ cells: list }) => list.flatMap((cell) => [cell, ...cell.subs])).map((cell) => [cell.id, cell]));
  const techniques = [...cells.values()]
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.id.localeCompare(b.id))
    .map(({ id, count }) => ({ techniqueID: id, score: count, comment: `${count} ${values.count}`, enabled: true }));
  const { snapshot } = catalog;
  const narrowed = [...filter.vendors, ...filter.platforms].join(", ");
  const layer = {
    name: `Rulescape ${values.count}${narrowed === "" ? "" : ` (${narrowed})`}, ${snapshot.date}`,
    versions: { attack: snapshot.attackVersion.split(".")[0], navigator: "5.1.0", layer: "4.5" },
    domain: "enterprise-attack",
    description: `Public detection rules by technique, sub-techniques counted with their parents. Snapshot ${snapshot.date}, ${snapshot.rules} rules.`,
    sorting: 3,
    layout: { layout: "side", showName: true, showID: false },
    techniques,
    gradient: { colors: ["#ebf3f6", "#74adc4", "#1a6080"], minValue: 1, maxValue: 300 },
    legendItems: [],
    showTacticRowBackground: false,
    selectTechniquesAcrossTactics: true,
  };
  return Response.json(layer, { headers: { "Content-Disposition": 'attachment; filename="rulescape-layer.json"' } });
}
