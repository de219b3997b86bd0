/** What a snapshot holds, as statements over content and the temporary tables held_file, rule_key, rule_family and tag_meaning (snapshot.ts). */
import type { SnapshotTable } from "./partition.ts";

/** In order: later statements read the partitions of earlier ones. */
export const snapshotTables: readonly SnapshotTable[] = [
  {
    table: "snapshot_file",
    columns: ["snapshot_id", "file_id", "source_id"],
    sql: (snapshot) => `select ${snapshot}, file_id, source_id from held_file order by file_id`,
  },
  {
    // Numbered by what they are, so that equal content gives equal numbers. 0 stands for all segments together.
    table: "segment",
    columns: ["snapshot_id", "id", "vendor", "platforms"],
    sql: (snapshot) => `
      select ${snapshot}, row_number() over (order by vendor, platforms), vendor, platforms
      from (select distinct vendor, platforms from rule join held_file using (file_id) where outcome <> 'invalid') s`,
  },
  {
    table: "snapshot_rule",
    columns: [
      ...[
        "snapshot_id",
        "rule_id",
        "key",
        "source_id",
        "vendor",
        "segment_id",
        "family_id",
        "language",
        "outcome",
        "title",
        "level",
        "status",
      ],
      ...["changed", "event_ids", "similarity", "shared_clauses"],
    ],
    sql: (snapshot) => `
      select ${snapshot}, r.id, k.key, r.source_id, r.vendor, s.id, coalesce(f.family_id, r.id), r.language, r.outcome, r.title, r.level, r.status,
        coalesce(r.modified, r.created), r.event_ids, coalesce(f.similarity, 1), coalesce(f.shared, '{}')
      from rule r
      join held_file using (file_id)
      join rule_key k on k.rule_id = r.id
      left join rule_family f on f.rule_id = r.id
      join segment s on s.snapshot_id = ${snapshot} and s.vendor = r.vendor and s.platforms = r.platforms
      where r.outcome <> 'invalid'
      order by r.id`,
  },
  {
    table: "snapshot_tag",
    columns: ["snapshot_id", "rule_id", "tagged", "author_id", "technique_id", "status"],
    sql: (snapshot) => `
      select distinct ${snapshot}, r.id, m.tagged, m.author_id, m.technique_id, m.status
      from rule r
      join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = r.id
      cross join unnest(r.technique_tags) as t (tagged)
      join tag_meaning m using (tagged)`,
  },
];
