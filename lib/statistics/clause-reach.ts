/** How far a clause reaches in the whole catalog, per vendor, and which clauses of one shape stand in exactly the same rules. */
import { vendorIds } from "../model/vendor.ts";
import type { Statistic } from "./statistic.ts";

const byVendor = vendorIds.map((vendor) => `'${vendor}', nullif(count(*) filter (where s.vendor = '${vendor}'), 0)`).join(", ");

export const clauseReach: Statistic = {
  id: "clause-reach",
  question: "How many rules of the whole catalog use this value, group or exclusion?",
  numerator: "Rules with the clause under the polarity, families of them, and rules per vendor",
  denominator: "Rules of the snapshot",
  table: "clause_reach",
  columns: ["snapshot_id", "clause_id", "polarity", "lane", "rules", "families", "by_vendor", "fold_id"],
  // A rule's id is a hash: the exclusive or of a set of them names the set. That a literal stands alone in a rule is part of it, as
  // literals of a group would otherwise fold with one that has a row of its own.
  // A rule's id is a hash: the exclusive or of a set of them names the set. That a literal stands alone in a rule is part of it, as
  // literals of a group would otherwise fold with one that has a row of its own.
  sql: (snapshot) => `
    select ${snapshot}, clause_id, polarity, lane, rules, families, by_vendor,
      min(clause_id) over (partition by shape # rule_set # hashtextextended(polarity || lane, rules))
    from (
      select c.clause_id, c.polarity, min(c.lane) as lane, count(*) as rules, count(distinct s.family_id) as families,
        case when min(s.vendor) = max(s.vendor) then ('{"' || min(s.vendor) || '":' || count(*) || '}')::jsonb
          else jsonb_strip_nulls(jsonb_build_object(${byVendor})) end as by_vendor,
        bit_xor(case when c.alone then c.rule_id else hashint8extended(c.rule_id, 0) end) as rule_set
      from rule_clause c join snapshot_rule s on s.snapshot_id = ${snapshot} and s.rule_id = c.rule_id
      group by c.clause_id, c.polarity
    ) r join clause on clause.id = r.clause_id`,
};
