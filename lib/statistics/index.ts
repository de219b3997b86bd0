/** Every published number, in the order in which a snapshot computes them: later ones read earlier ones. A new one goes here, and in a file of its own. */
import { clauseReach } from "./clause-reach.ts";
import { eventReach } from "./event-reach.ts";
import { exclusionReach } from "./exclusion-reach.ts";
import { fieldName } from "./field-name.ts";
import { fieldReach } from "./field-reach.ts";
import { fieldRule } from "./field-rule.ts";
import { indicatorReach } from "./indicator-reach.ts";
import { indicatorText } from "./indicator-text.ts";
import { ledgerLine } from "./ledger-line.ts";
import { logSourceReading } from "./log-source-reading.ts";
import { ruleFacet } from "./rule-facet.ts";
import { ruleNumber } from "./rule-number.ts";
import { ruleText } from "./rule-text.ts";
import { searchWord } from "./search-word.ts";
import { sourceLedger } from "./source-ledger.ts";
import type { Statistic } from "./statistic.ts";
import { techniqueClause } from "./technique-clause.ts";
import { techniqueEvent } from "./technique-event.ts";
import { techniqueField } from "./technique-field.ts";
import { techniqueRule } from "./technique-rule.ts";
import { techniqueThreshold } from "./technique-threshold.ts";
import { techniqueTotal } from "./technique-total.ts";

export const statistics: readonly Statistic[] = [
  sourceLedger,
  ledgerLine,
  techniqueRule,
  techniqueTotal,
  clauseReach,
  fieldRule,
  techniqueClause,
  techniqueField,
  techniqueEvent,
  techniqueThreshold,
  eventReach,
  fieldReach,
  fieldName,
  indicatorReach,
  exclusionReach,
  ruleNumber,
  ruleFacet,
  logSourceReading,
  ruleText,
  searchWord,
  indicatorText,
];
