/** Search over the catalog: every kind of thing that a text names, contains or is; and what its words may have meant. */
import "server-only";
import { parseAttackId } from "@/lib/model/attack-id";
import type { CatalogView } from "@/lib/model/catalog-view";
import type { Found, NamedKind, SearchKind, SearchResults } from "@/lib/model/search-view";
import { type Params, routes } from "@/lib/routes";
import { findNames, type SearchPart } from "./search-names";
import { findRuleById, findRulesByText } from "./search-rules";
import { findValues } from "./search-values";
import { findStrategyId } from "./strategies";
import { getTechniqueStatus } from "./techniques";
import { withinPages } from "./within-pages";

/** Results of each kind while all are shown, and of one kind on a page. */
export const groupSize = 8;
export const searchPage = 50;

const nothing: Found<never> = { rows: [], offset: 0, total: 0 };

/**
 * The first results of every kind, or one page of one kind.
 * @param only the kind that is wanted; null: all
 * @param page from 1; of one kind only
 */
export async function search(catalog: CatalogView, text: string, only: SearchKind | null, page: number): Promise<SearchResults> {
  const part: SearchPart = only === null ? { offset: 0, limit: groupSize } : { offset: (page - 1) * searchPage, limit: searchPage };
  const wanted = (kind: SearchKind) => only === null || only === kind;
  const ask = <Row>(kind: SearchKind, find: (part: SearchPart) => Promise<Found<Row>>) =>
    wanted(kind) ? withinPages(part, find) : nothing;
  const names = (kind: NamedKind) => ask(kind, (asked) => findNames(catalog, kind, text, asked));
  const [techniques, fields, events, strategies, analytics, sources, rules, values] = await Promise.all([
    ...[names("techniques"), names("fields"), names("events"), names("strategies"), names("analytics"), names("sources")],
    ask("rules", (asked) => findRulesByText(catalog, text, asked)),
    ask("values", (asked) => findValues(catalog, text, asked)),
  ] as const);
  return { names: { techniques, fields, events, strategies, analytics, sources }, rules, values };
}

/** Ids of authors and our keys hold digits; a title that is one word is not looked up among them. */
const likeRuleId = /^[0-9a-z_-]*\d[0-9a-z_-]*$/i;

/** The page of the one thing whose id the text is; null when it is no id, or one of several things. */
export async function findPageOf(catalog: CatalogView, text: string, carry: Params): Promise<string | null> {
  const { snapshot } = catalog;
  const technique = parseAttackId("technique", text);
  if (technique !== null && (await getTechniqueStatus(snapshot.id, technique)) !== null) return routes.technique(technique, carry);
  const strategic = parseAttackId("strategy", text) ?? parseAttackId("analytic", text);
  const found = strategic === null ? null : await findStrategyId(snapshot.attackVersionId, strategic);
  if (found !== null) return routes.strategy(found.strategy, carry, found.analytic ?? undefined);
  const rule = likeRuleId.test(text) ? await findRuleById(catalog, text) : null;
  return rule === null ? null : routes.rule(rule, carry);
}
