/** Whether an address can be answered at all: is there a snapshot, and does the thing that the path names exist in it? */
import "server-only";
import { parseTechniqueTag } from "@/lib/model/attack-id";
import { routes } from "@/lib/routes";
import { getSnapshot } from "./catalog";
import { hasRule } from "./rules";
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
    const [, noun, id, table] = pathname.split("/");
    if (id === undefined || id === "") return here;
    if (noun === "techniques") return await techniqueAnswer(snapshot.id, decode(id), table);
    if (noun === "rules") return (await hasRule(snapshot.id, decode(id))) ? here : { kind: "missing", noun: "rule", id: decode(id) };
    return here;
  } catch {
    return { kind: "away" };
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
