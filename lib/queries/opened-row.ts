/** Why a number: the rules of a technique behind one row of its page, each with how its author wrote it. */
import "server-only";
import { raw, sql } from "@/lib/db/client";
import type { CatalogView, OpenedRow, Selection } from "@/lib/model/catalog-view";
import type { Scope } from "@/lib/model/technique-view";
import { eventProvider } from "@/lib/statistics/event-provider";
import { type Behind, behindClause, findRulesBehind } from "./rules-behind";

function behindField(snapshot: number, lane: "behavior" | "selector", field: string): Behind {
  return {
    rule: sql`r.rule_id in (select f.rule_id from field_rule f where f.snapshot_id = ${snapshot} and f.field = ${field} and f.lane = ${lane})`,
    predicate: sql`p.field = ${field} and p.lane = ${lane} and p.polarity = 'match'`,
  };
}

function behindThreshold(key: string): Behind {
  const named = sql`'t-' || substr(md5(concat_ws(chr(31), coalesce(p.field, ''), p.operator, p.value, array_to_string(p.group_by, ', '), coalesce(u."window", ''))), 1, 8) = ${`t-${key}`}`;
  const predicate = sql`p.lane = 'threshold' and p.polarity = 'match' and exists (select 1 from rule u where u.id = p.rule_id and ${named})`;
  return { rule: sql`exists (select 1 from predicate p where p.rule_id = r.rule_id and ${predicate})`, predicate };
}

function behindLogSource(version: number, key: string): Behind | null {
  const found = /^(AN\d+)-(\d+)$/.exec(key);
  if (!found) return null;
  return {
    rule: sql`exists (select 1 from analytic_log_source l where l.attack_version_id = ${version} and l.analytic_id = ${found[1]} and l.position = ${Number(found[2])}
      and case when l.event_ids = '{}' then exists (select 1 from unnest(r.event_ids) e where ${raw(eventProvider("e"))} = l.name) else r.event_ids && l.event_ids end)`,
    predicate: null,
  };
}

function behind({ snapshot }: CatalogView, open: string): Behind | null {
  const name = open.slice(2);
  switch (open.slice(0, 2)) {
    case "i-":
      return behindClause(snapshot.id, "match", name);
    case "x-":
      return behindClause(snapshot.id, "exclude", name);
    case "f-":
      return behindField(snapshot.id, "behavior", name);
    case "s-":
      return behindField(snapshot.id, "selector", name);
    case "t-":
      return behindThreshold(name);
    case "e-":
      return { rule: sql`r.event_ids @> array[${name}]`, predicate: null };
    case "l-":
      return behindLogSource(snapshot.attackVersionId, name);
    default:
      return null;
  }
}

/** The rules behind the row that the key names; null when no row can have that key. */
export async function getOpenedRow(
  catalog: CatalogView,
  selection: Selection,
  id: string,
  scope: Scope,
  open: string,
): Promise<OpenedRow | null> {
  const question = behind(catalog, open);
  if (!question) return null;
  const here = sql`r.rule_id in (select rule_id from technique_rule
    where snapshot_id = ${catalog.snapshot.id} and technique_id = ${id} and (own or not ${scope === "own"}))`;
  return findRulesBehind(catalog, selection, open, { ...question, rule: sql`${here} and ${question.rule}` });
}
