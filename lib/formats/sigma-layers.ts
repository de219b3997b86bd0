/**
 * Which documents of a Sigma file make which rule: `action: global` gives its keys to the rules after it until the next global one or a
 * `reset`; `repeat` is the rule before it with changes. Order and replacement as in pySigma's SigmaCollection.from_dicts:
 * https://github.com/SigmaHQ/pySigma/blob/main/sigma/collection.py
 */
import type { Document } from "yaml";
import { type PlainMap, scalarText } from "./metadata.ts";
import { documentMap } from "./yaml-file.ts";

/** A document and its keys; null when it is no mapping. */
export interface SigmaLayer {
  readonly document: Document;
  readonly map: PlainMap | null;
}

export interface SigmaLayers {
  readonly own: SigmaLayer;
  readonly global: SigmaLayer | null;
  /** Documents that together make the rule, lowest priority first; the last is `own`. */
  readonly layers: readonly SigmaLayer[];
}

/** One entry for each document that states a rule of its own; empty documents and the actions `global` and `reset` have none. */
export function sigmaLayers(documents: readonly Document[]): readonly SigmaLayers[] {
  const found: SigmaLayers[] = [];
  let global: SigmaLayer | null = null;
  let previous: readonly SigmaLayer[] = [];
  for (const document of documents) {
    if (document.contents === null && document.errors.length === 0) continue;
    const own: SigmaLayer = { document, map: documentMap(document) };
    const action = scalarText(own.map?.all("action").at(-1) ?? null)?.toLowerCase();
    if (action === "global") global = own;
    else if (action === "reset") global = null;
    else {
      const layers: readonly SigmaLayer[] = action === "repeat" ? [...previous, own] : global ? [global, own] : [own];
      found.push({ own, global, layers });
      previous = layers;
    }
  }
  return found;
}
