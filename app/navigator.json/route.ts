/** The matrix as an ATT&CK Navigator layer, under the parameters of its page. */
import { toNavigatorLayer } from "@/lib/model/navigator-layer";
import { getCatalog, select } from "@/lib/queries/catalog";
import { getMatrix } from "@/lib/queries/matrix";
import { carried, href, paths, routes } from "@/lib/routes";
import { readState } from "@/lib/url-state";
import { matrixParams } from "../search-params";
import { siteOrigin } from "../site-origin";

export async function GET(request: Request): Promise<Response> {
  const [catalog, origin] = await Promise.all([getCatalog(), siteOrigin()]);
  const raw = Object.fromEntries(new URL(request.url).searchParams);
  const { values, address } = readState(paths.home, matrixParams(catalog.platforms), raw);
  const filter = { vendors: values.vendor, platforms: values.platform };
  const layer = toNavigatorLayer({
    columns: await getMatrix(catalog, select(catalog, filter), { count: values.count, order: "name" }),
    unit: values.count,
    narrowedTo: [...filter.vendors, ...filter.platforms].join(", "),
    snapshot: catalog.snapshot,
    matrixUrl: `${origin}${href(address, {})}`,
    techniqueUrl: (id) => `${origin}${routes.technique(id, carried(address.params))}`,
  });
  return Response.json(layer, { headers: { "Content-Disposition": 'attachment; filename="rulescape-layer.json"' } });
}
