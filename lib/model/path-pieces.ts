/** What a whole path says of the values that look for it: its file name, and every piece of it between separators. */

export interface PathPiece {
  readonly operator: "eq" | "starts_with" | "ends_with" | "contains";
  /** Lower case. */
  readonly value: string;
  /** The piece is the file name alone, for fields that hold nothing else. */
  readonly name: boolean;
}

/** Folders deeper than this are left out: there are that many pieces squared. */
const deepest = 12;

/** Pieces of a path, or of a file name alone. Values cut elsewhere than at separators are not among them. */
export function pathPieces(path: string): readonly PathPiece[] {
  const text = path.trim().toLowerCase();
  const file = text.split(/[\\/]/).at(-1) ?? "";
  const names =
    file === "" ? [] : (["eq", "ends_with", "contains", "starts_with"] as const).map((operator) => ({ operator, value: file, name: true }));
  const pieces: PathPiece[] = [...names, { operator: "eq", value: text, name: false }];
  const cuts = cutsOf(text);
  for (const [index, from] of cuts.entries()) {
    for (const to of cuts.slice(index + 1)) {
      const value = text.slice(from, to);
      if (value.length < 2) continue;
      pieces.push({ operator: "contains", value, name: false });
      if (from === 0) pieces.push({ operator: "starts_with", value, name: false });
      if (to === text.length) pieces.push({ operator: "ends_with", value, name: false });
    }
  }
  return pieces;
}

/** Places before and after each separator, and both ends. */
function cutsOf(text: string): readonly number[] {
  const separators = [...text.matchAll(/[\\/]+/g)].slice(-deepest);
  const places = separators.flatMap(({ index, 0: found }) => [index, index + found.length]);
  return [...new Set([0, ...places, text.length])].sort((a, b) => a - b);
}
