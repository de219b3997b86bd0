/** Fuzzing of one language's reader: a seed decides every text, a failure is a text that can be read again. */

import type { LogicNode, NormalizedRule } from "../model/normalized-rule.ts";
import { outcomes } from "../model/predicate.ts";
import { minimize, mutate } from "./mutate.ts";
import { random } from "./random.ts";
import type { Subject } from "./subjects.ts";

/** Milliseconds that a text of 64 KiB may take. */
export const longestTime = 200;

export interface FuzzFailure {
  readonly kind: "throws" | "slow" | "span" | "outcome" | "position";
  readonly message: string;
  /** With the seed: which text it was. */
  readonly index: number;
  /** The rule whose text was mutated. */
  readonly path: string;
  /** Minimized, but for what is slow. */
  readonly text: string;
}

export interface FuzzReport {
  readonly count: number;
  readonly slowest: number;
  readonly failures: readonly FuzzFailure[];
}

export interface FuzzOptions {
  readonly seed: number;
  /** Number of the first text, to read one again. */
  readonly first?: number;
  readonly count: number;
  /** Stops after so many failures. */
  readonly patience?: number;
  /** Milliseconds that a text may take. */
  readonly limit?: number;
}

/** Reads mutated texts of the subjects, which are of one language. @throws RangeError without subjects */
export function fuzz(
  subjects: readonly Subject[],
  { seed, first = 0, count, patience = 20, limit = longestTime }: FuzzOptions,
): FuzzReport {
  if (subjects.length === 0) throw new RangeError("There is nothing to mutate");
  // What is loaded and compiled once is not a text's time.
  for (const { read, text } of subjects.slice(0, 20)) read(text);
  const failures: FuzzFailure[] = [];
  let slowest = 0;
  let index = first;
  for (; index < first + count && failures.length < patience; index += 1) {
    const next = random(seed * 1_000_003 + index);
    const choose = (): Subject => subjects[Math.floor(next() * subjects.length)] as Subject;
    const subject = choose();
    const text = mutate(subject.text, choose().text, next);
    const { found, time } = check(subject, text, limit);
    slowest = Math.max(slowest, time);
    if (!found) continue;
    const fails = (shorter: string) => check(subject, shorter, limit).found?.kind === found.kind;
    failures.push({ ...found, index, path: subject.path, text: found.kind === "slow" ? text : minimize(text, fails) });
  }
  return { count: index - first, slowest, failures };
}

interface Check {
  readonly found: Pick<FuzzFailure, "kind" | "message"> | null;
  /** Milliseconds; where the machine was busy, the shortest of four. */
  readonly time: number;
}

function check(subject: Subject, text: string, limit: number): Check {
  let rules: readonly NormalizedRule[] = [];
  let time = 0;
  try {
    time = timed(() => {
      rules = subject.read(text);
    });
    for (let again = 0; again < 3 && time > limit; again += 1)
      time = Math.min(
        time,
        timed(() => subject.read(text)),
      );
  } catch (error) {
    return { found: { kind: "throws", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }, time };
  }
  if (time > limit) return { found: { kind: "slow", message: `${Math.round(time)} ms for ${text.length} characters` }, time };
  for (const rule of rules) {
    const found = checkRule(rule);
    if (found) return { found, time };
  }
  return { found: null, time };
}

/** Milliseconds by the clock or by the processor, whichever is less: other programs are not the reader's time. */
function timed(work: () => void): number {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(cpu);
  return Math.min(performance.now() - start, (user + system) / 1000);
}

function checkRule(rule: NormalizedRule): Check["found"] {
  const { document, predicates, diagnostics, exclusions, outcome, scopes } = rule;
  if (!outcomes.includes(outcome)) return { kind: "outcome", message: String(outcome) };
  const length = document.query?.text.length ?? 0;
  const spans = [...predicates.map(({ span }) => span), ...diagnostics.flatMap(({ span }) => (span ? [span] : []))];
  const outside = spans.find(([start, end]) => !(start >= 0 && start <= end && end <= length));
  if (outside) return { kind: "span", message: `${outside.join("-")} in ${length} characters` };
  const positions = [
    ...exclusions.flatMap(({ parts, exceptions }) => [...parts, ...exceptions]),
    ...scopes.flatMap(({ logic }) => positionsIn(logic)),
  ];
  const wrong = positions.find((position) => predicates[position] === undefined);
  return wrong === undefined ? null : { kind: "position", message: `${wrong} of ${predicates.length} predicates` };
}

/** Positions of predicates in a tree, without recursion: it may be deep. */
function positionsIn(root: LogicNode): readonly number[] {
  const positions: number[] = [];
  const waiting: LogicNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === "predicate") positions.push(node.predicate);
    else if (node.kind === "not") waiting.push(node.child);
    else if (node.kind === "all" || node.kind === "any") for (const child of node.children) waiting.push(child);
  }
  return positions;
}
