/** Every file, or part of one, that gave no rule, and why. */
import type { Statistic } from "./statistic.ts";

export const ledgerLine: Statistic = {
  id: "ledger-line",
  question: "Which files gave no rule, and why?",
  numerator: "Files without a rule, and parts of files that are no rule",
  denominator: "Rules that the readers found, and files that gave none (discovered)",
  table: "ledger_line",
  columns: ["snapshot_id", "source_id", "path", "ordinal", "code", "message"],
  sql: (snapshot) => `
    select ${snapshot}, f.source_id, r.path, 0, coalesce(r.problem ->> 'code', 'not-a-rule'), coalesce(r.problem ->> 'message', '')
    from snapshot_file f join rule_file r on r.id = f.file_id
    where f.snapshot_id = ${snapshot} and r.rules = 0
    union all
    select ${snapshot}, f.source_id, r.path, r.ordinal, coalesce(d.said ->> 'code', 'not-a-rule'), coalesce(d.said ->> 'message', '')
    from snapshot_file f join rule r on r.file_id = f.file_id
    left join lateral (
      select x as said from jsonb_array_elements(r.diagnostics) with ordinality a (x, position)
      order by x ->> 'severity' <> 'error', position limit 1
    ) d on true
    where f.snapshot_id = ${snapshot} and r.outcome = 'invalid'`,
};
