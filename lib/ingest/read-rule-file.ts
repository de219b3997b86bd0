/** Reads one rule file to normalized rules: format, language, normalization. Total: whatever the file holds, it answers. */
import { formatFor } from "../formats/index.ts";
import { getLanguage } from "../languages/index.ts";
import type { SideFiles } from "../languages/language.ts";
import { diagnose } from "../model/diagnostic.ts";
import type { NormalizedRule, RuleFileReading } from "../model/normalized-rule.ts";
import type { FormatReading } from "../model/rule-document.ts";
import type { SourceDefinition } from "../model/source.ts";
import { queryLanguages, type VendorId } from "../model/vendor.ts";
import { normalizeRule } from "../normalize/normalize-rule.ts";

export interface RuleFile {
  /** Relative to the source's root, `/` separated. */
  readonly path: string;
  readonly text: string;
  readonly source: SourceDefinition;
  /** What the source keeps beside its rules. */
  readonly sideFiles?: SideFiles | undefined;
}

/**
 * Reads a file's rules.
 * @param rewrite false gives predicates before the rewrites of normalization §4
 */
export function readRuleFile({ path, text, source, sideFiles }: RuleFile, rewrite = true): RuleFileReading {
  const format = formatFor(source, path);
  if (!format) return { rules: [], problem: diagnose("format-unknown", "error") };
  return normalizeReading(format.read({ path, text }), source, sideFiles, rewrite);
}

/** Normalizes what a format found in a file. */
export function normalizeReading(
  reading: FormatReading,
  source: Pick<SourceDefinition, "vendors">,
  sideFiles?: SideFiles,
  rewrite = true,
): RuleFileReading {
  const rules = reading.rules.map((document): NormalizedRule => {
    const vendor: VendorId = document.query ? queryLanguages[document.query.language].vendor : (source.vendors[0] ?? "sigma");
    return normalizeRule(document, document.query ? getLanguage(document.query.language) : null, vendor, { rewrite, sideFiles });
  });
  return { rules, problem: reading.problem };
}
