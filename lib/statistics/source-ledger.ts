/** What became of everything that a source holds. The law, discovered = complete + partial + unsupported + invalid, is checked by ingest. */
import type { Statistic } from "./statistic.ts";

export const sourceLedger: Statistic = {
  id: "source-ledger",
  question: "What became of each source's files, and why?",
  numerator: "Rules by outcome, files that gave no rule (invalid), and predicates whose field the map knows",
  denominator: "Rules that the readers found, and files that gave none (discovered); predicates with a field (fielded)",
  table: "source_ledger",
  columns: [
    ...[
      "snapshot_id",
      "source_id",
      "files",
      "discovered",
      "complete",
      "partial",
      "unsupported",
      "invalid",
      "predicates",
      "fielded",
      "mapped",
    ],
    "reasons",
  ],
  // discovered follows from what the readers said when they read, the outcomes from the rows that arrived: a rule lost between shows.
  sql: (snapshot) => `
    with file as materialized (
      select f.source_id, f.file_id, r.rules, r.problem ->> 'code' as code
      from snapshot_file f join rule_file r on r.id = f.file_id where f.snapshot_id = ${snapshot}
    ), outcome as (
      select f.source_id, count(*) filter (where outcome = 'complete') as complete, count(*) filter (where outcome = 'partial') as partial,
        count(*) filter (where outcome = 'unsupported') as unsupported, count(*) filter (where outcome = 'invalid') as invalid
      from file f join rule r using (file_id) group by f.source_id
    ), predicates as (
      select s.source_id, count(*) as predicates, count(p.field) as fielded, count(p.field) filter (where p.mapped) as mapped
      from snapshot_rule s join predicate p using (rule_id) where s.snapshot_id = ${snapshot} group by s.source_id
    ), reason as (
      select source_id, jsonb_object_agg(code, times) as reasons
      from (
        select source_id, code, count(*) as times
        from (
          select source_id, code from file where code is not null
          union all
          select f.source_id, d.code
          from file f join rule r using (file_id)
          cross join lateral (select distinct x ->> 'code' as code from jsonb_array_elements(r.diagnostics) x) d
          where r.diagnostics <> '[]'
        ) c
        group by source_id, code
      ) t group by source_id
    )
    select ${snapshot}, f.source_id, count(*), sum(greatest(f.rules, 1)), coalesce(max(complete), 0), coalesce(max(partial), 0),
      coalesce(max(unsupported), 0), coalesce(max(invalid), 0) + count(*) filter (where f.rules = 0),
      coalesce(max(predicates), 0), coalesce(max(fielded), 0), coalesce(max(mapped), 0), coalesce((select reasons from reason where reason.source_id = f.source_id), '{}')
    from file f left join outcome using (source_id) left join predicates using (source_id)
    group by f.source_id`,
};
