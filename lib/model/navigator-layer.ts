/** The matrix as an ATT&CK Navigator layer, format 4.5 (https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md). */
import { z } from "zod";
import { heat, heatSteps } from "./heat.ts";
import type { MatrixCell, MatrixColumn } from "./matrix-view.ts";

const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const link = z.strictObject({ label: z.string().min(1), url: z.url() });

/** The parts of the format that we write; what the format does not know fails. */
export const navigatorLayer = z.strictObject({
  name: z.string().min(1),
  versions: z.strictObject({ attack: z.string().regex(/^\d+$/), navigator: z.string(), layer: z.literal("4.5") }),
  domain: z.literal("enterprise-attack"),
  description: z.string(),
  sorting: z.int().min(0).max(3),
  layout: z.strictObject({
    layout: z.enum(["side", "flat", "mini"]),
    showName: z.boolean(),
    showID: z.boolean(),
    showAggregateScores: z.boolean(),
    countUnscored: z.boolean(),
    aggregateFunction: z.enum(["average", "min", "max", "sum"]),
    expandedSubtechniques: z.enum(["none", "all", "annotated"]),
  }),
  hideDisabled: z.boolean(),
  techniques: z.array(
    z.strictObject({
      techniqueID: z.string().regex(/^T\d{4}(\.\d{3})?$/),
      score: z.number().positive(),
      color: colour,
      comment: z.string(),
      enabled: z.boolean(),
      links: z.array(link),
    }),
  ),
  gradient: z.strictObject({ colors: z.array(colour).min(2), minValue: z.number(), maxValue: z.number() }),
  legendItems: z.array(z.strictObject({ label: z.string(), color: colour })),
  links: z.array(link),
  showTacticRowBackground: z.boolean(),
  selectTechniquesAcrossTactics: z.boolean(),
  selectSubtechniquesWithParent: z.boolean(),
});

export type NavigatorLayer = z.infer<typeof navigatorLayer>;

/** The light theme's tints (app/styles/tokens.css): the Navigator has no dark one. */
const tints = ["#ebf3f6", "#d0e3eb", "#a9ccdb", "#74adc4", "#1a6080"] as const;

export interface NavigatorInput {
  readonly columns: readonly MatrixColumn[];
  /** What a cell counts. */
  readonly unit: "rules" | "families";
  /** What the counts are narrowed to, or empty. */
  readonly narrowedTo: string;
  readonly snapshot: { readonly date: string; readonly rules: number; readonly attackVersion: string };
  /** Absolute addresses. */
  readonly matrixUrl: string;
  readonly techniqueUrl: (id: string) => string;
}

/** Every technique and sub-technique that has a rule, once, by id. */
export function toNavigatorLayer({ columns, unit, narrowedTo, snapshot, matrixUrl, techniqueUrl }: NavigatorInput): NavigatorLayer {
  const cells = new Map<string, Pick<MatrixCell, "id" | "count">>();
  for (const { cells: list } of columns) for (const cell of list) for (const one of [cell, ...cell.subs]) cells.set(one.id, one);
  const techniques = [...cells.values()].filter(({ count }) => count > 0).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    name: `Rulescape ${unit}${narrowedTo === "" ? "" : ` (${narrowedTo})`}, ${snapshot.date}`,
    versions: { attack: snapshot.attackVersion.split(".")[0] ?? "", navigator: "5.1.0", layer: "4.5" },
    domain: "enterprise-attack",
    description: `Public detection rules by technique, sub-techniques counted with their parents. Snapshot ${snapshot.date}, ${snapshot.rules} rules.`,
    sorting: 3,
    layout: {
      ...{ layout: "side", showName: true, showID: false, showAggregateScores: false, countUnscored: false },
      ...{ aggregateFunction: "sum", expandedSubtechniques: "none" },
    },
    hideDisabled: false,
    techniques: techniques.map(({ id, count }) => ({
      techniqueID: id,
      score: count,
      color: tints[heat(count) - 1] ?? tints[0],
      comment: `${count} ${count === 1 ? unit.replace(/ies$/, "y").replace(/s$/, "") : unit}`,
      enabled: true,
      links: [{ label: "In Rulescape", url: techniqueUrl(id) }],
    })),
    gradient: { colors: [tints[0], tints[3], tints[4]], minValue: heatSteps[0], maxValue: heatSteps[4] },
    legendItems: heatSteps.map((step, index) => ({ label: `${step}+ ${unit}`, color: tints[index] ?? tints[0] })),
    links: [{ label: "This matrix in Rulescape", url: matrixUrl }],
    showTacticRowBackground: false,
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  };
}
