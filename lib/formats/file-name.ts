/** What the path of a rule file tells: its ending and its stem, for formats to claim files and for titles where a file has none. */

/** The last segment of a path. */
function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The file's name without its ending: `a/b/my rule.yml` gives `my rule`. A name that only looks dotted (`T1.2 rule`) keeps its dots. */
export function fileStem(path: string): string {
  const name = baseName(path);
  return name.replace(/\.[a-z]{1,5}$/i, "") || name;
}

/** True when the path ends in one of the endings (`.yml`), in any letter case. */
export function hasEnding(path: string, endings: readonly string[]): boolean {
  const lower = path.toLowerCase();
  return endings.some((ending) => lower.endsWith(ending));
}

/** True for a file without any ending; some upstream rule files have none. */
export function hasNoEnding(path: string): boolean {
  return !/\.[a-z]{1,5}$/i.test(baseName(path));
}
