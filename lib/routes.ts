/** The only author of URLs: every address that a page, a download or a redirect uses is written here. */

/** Query parameters by name; undefined means absent. */
export type Params = Readonly<Record<string, string | undefined>>;

/** A page with its state: what a link changes is given as a patch to it. */
export interface Address {
  readonly path: string;
  readonly params: Params;
}

/** State that every page understands, and that links between pages therefore carry along. */
const carriedNames = ["vendor", "platform", "names"] as const;

/** One order for all parameters, so that one state has one address. */
const parameterOrder = [
  ...["q", "tactic", ...carriedNames, "source", "technique", "sub", "event", "field", "indicator", "excluding"],
  ...["count", "order", "density", "lane", "kind", "level", "outcome"],
];

function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(2C|3A|2F|40)/g, (code) => decodeURIComponent(code));
}

function position(name: string): number {
  const index = parameterOrder.indexOf(name);
  return index < 0 ? parameterOrder.length : index;
}

/** Path and query of an address after a patch (undefined removes a parameter), with an optional fragment. */
export function href(address: Address, patch: Params = {}, fragment?: string): string {
  const query = Object.entries({ ...address.params, ...patch })
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "")
    .sort(([a], [b]) => position(a) - position(b) || a.localeCompare(b))
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join("&");
  return `${address.path}${query === "" ? "" : `?${query}`}${fragment === undefined ? "" : `#${encode(fragment)}`}`;
}

/** The parameters that a link to another page takes along: vendor, platform and names. */
export function carried(params: Params): Params {
  return Object.fromEntries(carriedNames.map((name) => [name, params[name]]));
}

/** Parameters that speak of rows: they mean nothing any more when a filter or an order changes. */
const rowNames = [
  ...["open", "page", "events", "fields", "indicators", "exclusions", "thresholds", "lines"],
  ...["values", "techniques", "groups", "companions", "rules", "names_page", "analytics"],
] as const;

/** The address with every table at its first page and no row open. */
export function restarted({ path, params }: Address): Address {
  return { path, params: { ...params, ...Object.fromEntries(rowNames.map((name) => [name, undefined])) } };
}

/** What a row of another page says to the list of rules, by the first letter of the row's key (`?open=`). */
const rowFilters: Readonly<Record<string, (name: string) => Params>> = {
  i: (indicator) => ({ indicator }),
  x: (excluding) => ({ excluding }),
  f: (field) => ({ field }),
  s: (field) => ({ field }),
  e: (event) => ({ event }),
  t: (threshold) => ({ threshold }),
  l: (log) => ({ log }),
  w: (log) => ({ log }),
  /** Tagged with the technique itself. */
  q: (technique) => ({ technique, sub: "0" }),
  /** Technique, its sub-techniques included, and what else the row shows. */
  a: (name) => ({ technique: name.replace(/-.*$/, "") }),
};

/** The parameters of /rules that list the rules behind a row; null for a row that stands for no rules. */
export function rowParams(key: string): Params | null {
  return rowFilters[key.slice(0, key.indexOf("-"))]?.(key.slice(key.indexOf("-") + 1)) ?? null;
}

const at =
  (path: string) =>
  (params: Params = {}, fragment?: string) =>
    href({ path, params }, {}, fragment);

/** What a segment of a path says; text that no address encodes is taken as it is. */
export function pathText(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
/** One segment of a path; event ids hold colons, which a path may. */
const segment = (text: string) => encodeURIComponent(text).replace(/%3A/g, ":");

export const paths = {
  home: "/",
  techniques: "/techniques",
  technique: (id: string) => `/techniques/${encodeURIComponent(id)}`,
  rules: "/rules",
  rule: (key: string) => `/rules/${encodeURIComponent(key)}`,
  fields: "/fields",
  field: (name: string) => `/fields/${encodeURIComponent(name)}`,
  indicators: "/indicators",
  indicator: (key: string) => `/indicators/${encodeURIComponent(key)}`,
  exclusions: "/exclusions",
  events: "/events",
  event: (id: string) => `/events/${id.split("/").map(segment).join("/")}`,
  eventTables: "/events/tables",
  strategies: "/strategies",
  strategy: (id: string) => `/strategies/${segment(id)}`,
  sources: "/sources",
  search: "/search",
  sitemap: "/sitemap.xml",
  sitemapPart: (part: string) => `/sitemaps/${part}.xml`,
  unavailable: "/unavailable",
  failed: "/failed",
  empty: "/empty",
  missing: (noun: string, id: string) => `/missing/${noun}/${encodeURIComponent(id)}`,
} as const;

export const routes = {
  home: at(paths.home),
  techniques: at(paths.techniques),
  technique: (id: string, params: Params = {}, fragment?: string) => at(paths.technique(id))(params, fragment),
  rule: (key: string, params: Params = {}, fragment?: string) => at(paths.rule(key))(params, fragment),
  fields: at(paths.fields),
  field: (name: string, params: Params = {}, fragment?: string) => at(paths.field(name))(params, fragment),
  indicators: at(paths.indicators),
  indicator: (key: string, params: Params = {}, fragment?: string) => at(paths.indicator(key))(params, fragment),
  exclusions: at(paths.exclusions),
  rules: at(paths.rules),
  events: at(paths.events),
  event: (id: string, params: Params = {}, fragment?: string) => at(paths.event(id))(params, fragment),
  strategies: at(paths.strategies),
  strategy: (id: string, params: Params = {}, fragment?: string) => at(paths.strategy(id))(params, fragment),
  sources: at(paths.sources),
  search: at(paths.search),
  /** A table as a file: exactly the rows that the page's state shows, all pages of them. */
  download: (address: Address, table: string | null, format: "csv" | "json", params: Params = address.params) =>
    at(`${address.path}${table === null ? "" : `/${table}`}.${format}`)(params),
  navigatorLayer: at("/navigator.json"),
} as const;
