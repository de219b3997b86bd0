/** What rules of a technique do where its analytics name something to tune: values looked for and excluded, limits, windows. */
import "server-only";
import { z } from "zod";
import { elementFields } from "@/lib/attack/element-fields";
import { readElement } from "@/lib/attack/element-kinds";
import { rows, sql } from "@/lib/db/client";
import type { CatalogView, Selection } from "@/lib/model/catalog-view";
import type { ElementKind } from "@/lib/model/element-kind";
import { groupBy } from "@/lib/model/group-by";
import { analyticPlatforms } from "@/lib/model/platform";
import type { Polarity } from "@/lib/model/predicate";
import { shortKey } from "@/lib/model/row-key";
import type { ElementEvidence, EvidenceRow, RuleSample, StrategyAnalytic, StrategyElement, StrategyHead } from "@/lib/model/strategy-view";
import type { ThresholdRow } from "@/lib/model/technique-view";
import { inScope } from "./catalog";
import { foldParts } from "./fold-parts";
import { reachByVendor } from "./technique-clauses";
import { findTechniqueThresholds } from "./technique-thresholds";

/** Rows of each polarity that one element shows. */
const shown = 10;
/** Limits that one element shows; the technique's page has all. */
const limitsShown = 20;

interface Segments {
  /** Those of the filter. */
  readonly all: readonly number[];
  /** Of them those whose rules are for one of the analytic's platforms, or do not say: many vendors' rules do not. */
  readonly fitting: readonly number[];
}

function segmentsFor(catalog: CatalogView, { segmentIds }: Selection, analytic: StrategyAnalytic): Segments {
  const wanted = new Set(analyticPlatforms(analytic.platforms));
  const all = catalog.segments.filter(({ id }) => segmentIds?.includes(id) ?? true);
  const fitting = all.filter(({ platforms }) => platforms.length === 0 || platforms.some((platform) => wanted.has(platform)));
  return { all: all.map(({ id }) => id), fitting: fitting.map(({ id }) => id) };
}

const valueRow = z.object({
  fold: z.string(),
  polarity: z.enum(["match", "exclude"]),
  field: z.string(),
  rules: z.number(),
  fitting: z.number(),
  reach: z.number(),
});
type ValueRow = z.infer<typeof valueRow>;

/**
 * Clauses of the technique's rules that name one of the fields, the most telling of each field first: rules, those for the platform three times,
 * weighed by how rare the clause is, as on the technique's page, and by how much of its reach is here: a list of scanners is not one of shells.
 */
function findValues(catalog: CatalogView, segments: Segments, technique: string, fields: readonly string[]): Promise<ValueRow[]> {
  if (fields.length === 0) return Promise.resolve([]);
  const snapshot = catalog.snapshot.id;
  return rows(
    valueRow,
    sql`with here as materialized (
          select fold_id, polarity, sum(rules) filter (where segment_id = any(${[...segments.all]}::int[]))::int as rules,
            coalesce(sum(rules) filter (where segment_id = any(${[...segments.fitting]}::int[])), 0)::int as fitting,
            max(reach) as reach, max(score) / greatest(max(rules) filter (where segment_id = 0), 1) as weight
          from technique_clause where snapshot_id = ${snapshot} and technique_id = ${technique} and ${inScope(sql`scope`, "all")}
            and (polarity = 'exclude' or lane in ('behavior', 'placeholder'))
          group by fold_id, polarity
        ), fielded as (
          select distinct h.fold_id, h.polarity, h.rules, h.fitting, h.reach, (h.rules + 2 * h.fitting) * h.weight * h.rules / greatest(h.reach, 1) as score, i.field
          from here h join clause_indicator c on c.clause_id = h.fold_id and not c.exception join indicator i on i.id = c.indicator_id
          where h.rules > 0 and i.field = any(${[...fields]}::text[]) and i.operator not in ('exists', 'missing', 'fieldref')
        )
        select fold_id::text as fold, polarity, field, rules, fitting, reach from (
          select *, row_number() over (partition by polarity, field order by score desc, rules desc, fold_id) as rank from fielded) r
        where rank <= ${shown} order by score desc, rules desc, fold_id`,
  );
}

const windowRow = z.object({
  window: z.string(),
  rules: z.number(),
  sample: z.array(z.object({ key: z.string(), title: z.string() })),
});

/** Windows that rules of the technique look at, with some of the rules. */
function findWindows(catalog: CatalogView, segments: Segments, technique: string): Promise<(RuleSample & { readonly window: string })[]> {
  const snapshot = catalog.snapshot.id;
  return rows(
    windowRow,
    sql`select r."window", count(*)::int as rules,
          (array_agg(jsonb_build_object('key', s.key, 'title', s.title) order by s.title, s.key))[1:3] as sample
        from technique_rule t join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = t.rule_id
        join rule r on r.id = t.rule_id
        where t.snapshot_id = ${snapshot} and t.technique_id = ${technique} and r."window" is not null
          and s.segment_id = any(${[...segments.all]}::int[])
        group by r."window" order by rules desc, r."window"`,
  );
}

const listKinds: ReadonlySet<ElementKind> = new Set(["allow-list", "pattern", "path", "port", "user"]);

/** Fields by which an element of the kind is looked for. */
function fieldsOf(kind: ElementKind, name: string): readonly string[] {
  return listKinds.has(kind) ? elementFields(kind === "path" || kind === "port" || kind === "user" ? `${name} ${kind}` : name) : [];
}

interface Found {
  readonly values: readonly ValueRow[];
  readonly clauses: ReadonlyMap<string, Pick<EvidenceRow, "clauses" | "reach">>;
  readonly limits: readonly ThresholdRow[];
  readonly windows: ElementEvidence["windows"];
}

function evidenceFor(kind: ElementKind, name: string, found: Found): ElementEvidence | null {
  if (kind === "other") return null;
  const fields = fieldsOf(kind, name);
  const take = (polarity: Polarity): readonly EvidenceRow[] => {
    const chosen = new Map<string, ValueRow>();
    for (const row of found.values) if (row.polarity === polarity && fields.includes(row.field)) chosen.set(row.fold, row);
    return [...chosen.values()].slice(0, shown).map(({ fold, rules, fitting }) => ({
      key: `${polarity === "match" ? "i" : "x"}-${shortKey(fold)}`,
      ...(found.clauses.get(`${polarity} ${fold}`) ?? { clauses: [], reach: rules }),
      rules,
      fitting,
    }));
  };
  const measured = found.limits.filter(({ aggregate }) => kind === "threshold" || /entropy|shannon/i.test(aggregate));
  return {
    fields,
    match: take("match"),
    exclude: take("exclude"),
    limits: kind === "threshold" || kind === "entropy" ? measured.slice(0, limitsShown) : [],
    windows: kind === "window" ? found.windows : [],
  };
}

/** Each analytic's mutable elements: what kind they are of, why, and what rules of the technique do there. */
export async function findElements(
  catalog: CatalogView,
  selection: Selection,
  { technique }: StrategyHead,
  analytics: readonly StrategyAnalytic[],
): Promise<ReadonlyMap<string, readonly StrategyElement[]>> {
  const entries = analytics.map(async (analytic) => {
    const read = analytic.elements.map(({ name, description }) => ({ name, description, ...readElement(name, description) }));
    if (technique === null) return [analytic.id, read.map((element) => ({ ...element, evidence: null }))] as const;
    const segments = segmentsFor(catalog, selection, analytic);
    const has = (...kinds: readonly ElementKind[]) => read.some(({ kind }) => kinds.includes(kind));
    const fields = [...new Set(read.flatMap(({ kind, name }) => fieldsOf(kind, name)))];
    const [values, limits, windows] = await Promise.all([
      findValues(catalog, segments, technique.id, fields),
      has("threshold", "entropy") ? findTechniqueThresholds(catalog, selection, technique.id, "all") : [],
      has("window") ? findWindows(catalog, segments, technique.id) : [],
    ]);
    const found: Found = { values, clauses: await clausesOf(catalog, selection, values), limits, windows };
    return [analytic.id, read.map((element) => ({ ...element, evidence: evidenceFor(element.kind, element.name, found) }))] as const;
  });
  return new Map(await Promise.all(entries));
}

/** What each row says, and how far it reaches in the selection, by `polarity fold`. */
async function clausesOf(catalog: CatalogView, selection: Selection, values: readonly ValueRow[]): Promise<Found["clauses"]> {
  const clauses = new Map<string, Pick<EvidenceRow, "clauses" | "reach">>();
  for (const [polarity, some] of groupBy(values, (row) => row.polarity)) {
    const folds = [...new Map(some.map((row) => [row.fold, row])).values()];
    const [parts, byVendor] = await Promise.all([
      foldParts(
        catalog,
        polarity,
        folds.map(({ fold }) => fold),
      ),
      selection.segmentIds === null ? null : reachByVendor(catalog, selection, polarity, folds),
    ]);
    for (const { fold, reach } of folds) {
      const here = byVendor && Object.values(byVendor.get(fold) ?? {}).reduce((sum, count) => sum + count, 0);
      clauses.set(`${polarity} ${fold}`, { clauses: parts.get(fold) ?? [], reach: here ?? reach });
    }
  }
  return clauses;
}
