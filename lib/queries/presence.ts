/** Whether an address can be answered at all: is there a snapshot, and does the thing that the path names exist in it? */
import "server-only";
import { parseTechniqueTag } from "@/lib/model/attack-id";
import type { SnapshotView } from "@/lib/model/catalog-view";
import { pathText, routes } from "@/lib/routes";
import { getSnapshot } from "./catalog";
import { findEventSpelling } from "./events";
import { hasField } from "./fields";
import { findIndicatorId } from "./indicator-page";
import { hasRule } from "./rules";
import { findStrategyId } from "./strategies";
import { getTechniqueStatus } from "./techniques";

export type Answer =
  | { readonly kind: "here" }
  /** The database does not answer. */
  | { readonly kind: "away" }
  /** It answers, and no rule has been read into it yet. */
  | { readonly kind: "empty" }
  | { readonly kind: "missing"; readonly noun: string; readonly id: string }
  | { readonly kind: "moved"; readonly path: string };

const here: Answer = { kind: "here" };

/** What to do with a request for the path. A database error is "away", whatever it is: only the pages' own queries may go on. */
export async function answerFor(pathname: string): Promise<Answer> {
  try {
    const snapshot = await getSnapshot();
    if (!snapshot) return { kind: "empty" };
    const [, noun, id, table, ...rest] = pathname.split("/");
    if (id === undefined || id === "") return here;
    const asked = pathText(id);
    // Nothing in the catalog has a NUL in its name, and the database would refuse the question.
    if (pathText(pathname).includes("\0")) return { kind: "missing", noun: "page", id: asked.replaceAll("\0", "") };
    if (noun === "techniques") return await techniqueAnswer(snapshot.id, asked, table);
    if (noun === "rules") return await presence("rule", asked, hasRule(snapshot.id, asked));
    if (noun === "fields") return await presence("field", asked, hasField(snapshot.id, asked));
    if (noun === "indicators") return await presence("indicator", asked, findIndicatorId(snapshot.id, asked).then(Boolean));
    if (noun === "events" && id !== "tables") {
      const segments = table === undefined ? [id] : [id, table, ...rest];
      return await eventAnswer(snapshot, segments.map(pathText).join("/"));
    }
    if (noun === "strategies") return await strategyAnswer(snapshot, asked, table);
    return here;
  } catch {
    return { kind: "away" };
  }
}

/** Here when the thing exists, else missing under its noun. */
async function presence(noun: string, id: string, exists: Promise<boolean>): Promise<Answer> {
  return (await exists) ? here : { kind: "missing", noun, id };
}

async function techniqueAnswer(snapshotId: number, asked: string, table: string | undefined): Promise<Answer> {
  const id = parseTechniqueTag(asked);
  const status = id === null ? null : await getTechniqueStatus(snapshotId, id);
  const missing: Answer = { kind: "missing", noun: "technique", id: asked };
  if (id === null || status === null) return missing;
  if (status.revoked) return status.successor === null ? missing : { kind: "moved", path: routes.technique(status.successor, { was: id }) };
  if (id === asked) return here;
  return { kind: "moved", path: table === undefined ? routes.technique(id) : `${routes.technique(id)}/${table}` };
}

async function eventAnswer({ id: snapshotId, attackVersionId }: SnapshotView, asked: string): Promise<Answer> {
  const spelled = await findEventSpelling(snapshotId, attackVersionId, asked);
  if (spelled === null) return { kind: "missing", noun: "event", id: asked };
  return spelled === asked ? here : { kind: "moved", path: routes.event(spelled) };
}

/** A strategy by its id in any spelling; an analytic's id leads to its place on its strategy's page. */
async function strategyAnswer({ attackVersionId }: SnapshotView, asked: string, table: string | undefined): Promise<Answer> {
  const found = await findStrategyId(attackVersionId, asked.toUpperCase());
  if (found === null) return { kind: "missing", noun: "strategy", id: asked };
  const place = found.analytic === null ? routes.strategy(found.strategy) : routes.strategy(found.strategy, {}, found.analytic);
  if (found.strategy === asked) return here;
  return { kind: "moved", path: table === undefined ? place : `${routes.strategy(found.strategy)}/${table}` };
}
