/** Addresses on attack.mitre.org: made from ids, never copied from a bundle, so that no foreign link reaches a page. */
import type { AnalyticId, DataComponentId, StrategyId, TacticId, TechniqueId } from "../model/attack-id.ts";

const SITE = "https://attack.mitre.org";

/** `T1059.001` → https://attack.mitre.org/techniques/T1059/001 */
export const techniqueUrl = (id: TechniqueId): string => `${SITE}/techniques/${id.replace(".", "/")}`;

/** `TA0007` → https://attack.mitre.org/tactics/TA0007 */
export const tacticUrl = (id: TacticId): string => `${SITE}/tactics/${id}`;

/** `DET0376` → https://attack.mitre.org/detectionstrategies/DET0376 */
export const strategyUrl = (id: StrategyId): string => `${SITE}/detectionstrategies/${id}`;

/** `AN1057` of `DET0376` → https://attack.mitre.org/detectionstrategies/DET0376#AN1057; without a strategy, the list of all. */
export const analyticUrl = (id: AnalyticId, strategy: StrategyId | null): string =>
  strategy === null ? `${SITE}/detectionstrategies` : `${strategyUrl(strategy)}#${id}`;

/** `DC0032` → https://attack.mitre.org/datacomponents/DC0032 */
export const dataComponentUrl = (id: DataComponentId): string => `${SITE}/datacomponents/${id}`;
