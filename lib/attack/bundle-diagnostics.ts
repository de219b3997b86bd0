/** Diagnostics of a bundle: one line a kind of trouble with its count and first objects, so that hostile input cannot flood the report. */

/** What can be wrong with a bundle that is still readable. Tests assert these codes. */
export const BUNDLE_TROUBLES = {
  "bad-object": "objects are not STIX objects with an id and a type, and were skipped",
  "bad-field": "fields have an unexpected type or size, and were read as empty or cut",
  "no-attack-id": "objects have no valid ATT&CK id, and were skipped",
  "duplicate-id": "objects repeat an ATT&CK id; the current or newest one was kept",
  "dangling-reference": "references point at objects that the bundle lacks, and were dropped",
  "unknown-tactic": "kill chain phases name a tactic that the bundle lacks, and were dropped",
  "no-version": "collections carry no version; it is taken from the file name where that tells",
} as const;

export type BundleTrouble = keyof typeof BUNDLE_TROUBLES;

export interface BundleDiagnostic {
  readonly code: BundleTrouble;
  readonly severity: "warning";
  /** One sentence, with the count in it. */
  readonly message: string;
  readonly count: number;
  /** Where it was met first: STIX ids, with the field where one is meant. At most EXAMPLES of them. */
  readonly examples: readonly string[];
}

const EXAMPLES = 5;
const EXAMPLE_LENGTH = 120;

export interface TroubleLog {
  readonly report: (code: BundleTrouble, where: string) => void;
  /** What was reported so far, one diagnostic a code, in the order of BUNDLE_TROUBLES. */
  readonly diagnostics: () => readonly BundleDiagnostic[];
}

/** An empty log of troubles, for one bundle. */
export function createTroubleLog(): TroubleLog {
  const counts = new Map<BundleTrouble, { count: number; examples: string[] }>();
  return {
    report(code, where) {
      const entry = counts.get(code) ?? { count: 0, examples: [] };
      entry.count += 1;
      if (entry.examples.length < EXAMPLES) entry.examples.push(where.slice(0, EXAMPLE_LENGTH));
      counts.set(code, entry);
    },
    diagnostics: () =>
      (Object.keys(BUNDLE_TROUBLES) as BundleTrouble[]).flatMap((code) => {
        const entry = counts.get(code);
        return entry === undefined ? [] : [describeTrouble(code, entry.count, entry.examples)];
      }),
  };
}

function describeTrouble(code: BundleTrouble, count: number, examples: readonly string[]): BundleDiagnostic {
  const message = `${count} ${BUNDLE_TROUBLES[code]} (${examples.join(", ")}${count > examples.length ? ", …" : ""}).`;
  return { code, severity: "warning", message, count, examples };
}
