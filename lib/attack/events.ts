/**
 * Events: reads the log sources of ATT&CK (name and channel) as the exact events they name, and says when prose remains.
 * Made for every distinct (name, channel) pair of the bundles up to v19; what it takes from each is kept in events.test.ts.
 */
import { EVENT_FAMILIES, EVENT_LABELS, type EventFamily, MISSPELT_SOURCES, PROSE_HEADS } from "./event-vocabulary.ts";

/** One event of a log source. Its key in the catalog is eventKey's: `WinEventLog:Sysmon/1`, `auditd:SYSCALL/execve`. */
export interface AttackEvent {
  readonly source: string;
  /** The event alone, as ATT&CK would write it: `EventCode=1`, `execve`. */
  readonly channel: string;
  readonly id: string;
}

export interface LogSourceEvents {
  /** The log source, trimmed, with known misspellings set right. */
  readonly source: string;
  /** Events that the channel names, each once, in order. Empty with `freeText` false: the channel is the whole log source. */
  readonly events: readonly AttackEvent[];
  /** The channel says more, or other, than `events`: show it as it was written. */
  readonly freeText: boolean;
}

/** The id of an event in the catalog and its URLs: `WinEventLog:Sysmon/1`. */
export function eventKey(event: Pick<AttackEvent, "source" | "id">): string {
  return `${event.source}/${event.id}`;
}

/** Longer channels are prose, and are not searched for names. The longest published has some 700 characters. */
const CHANNEL_LIMIT = 2_000;

/**
 * The events that an ATT&CK log source names. `EventCode=3, 22` is two, `5001-5005` five; `None` or an empty channel is the whole
 * source; in prose only unmistakable names count (`execve of sudo` is execve, `Outbound connections` is none). Never throws.
 */
export function parseLogSource(name: string, channel: string): LogSourceEvents {
  const source = canonicalSource(name);
  const text = channel.trim().replace(/\s+/g, " ");
  if (text === "" || /^none$/i.test(text)) return { source, events: [], freeText: false };
  const found = readEventCodes(text, source) ?? readNames(text, source);
  const events = new Map(found.ids.map((id) => [id, { source, channel: found.codes ? `EventCode=${id}` : id, id }]));
  return { source, events: [...events.values()], freeText: found.freeText };
}

/** A log source's name without stray spaces and known misspellings. */
export function canonicalSource(name: string): string {
  const trimmed = name.trim().replace(/\s+/g, " ");
  return Object.hasOwn(MISSPELT_SOURCES, trimmed) ? (MISSPELT_SOURCES[trimmed] ?? trimmed) : trimmed;
}

interface Found {
  readonly ids: readonly string[];
  readonly codes: boolean;
  readonly freeText: boolean;
}

const CODE_LABEL = String.raw`event\s?(?:code|id)s?\s?[=:]?\s?`;
const CODE_RANGE = /^(\d{1,6})(?:\s?(?:-|–|\bto\b)\s?(\d{1,6}))?$/;
const CODE_SEPARATORS = /\s?(?:[,;/|]|\bor\b|\band\b)\s?/i;
const CODES_IN_TEXT = new RegExp(String.raw`\b${CODE_LABEL}(\d{1,6}(?:\s?[,/–-]\s?\d{1,6})*)`, "gi");
const RANGE_LIMIT = 1_000;
/** Sources whose events have numbers and no names. */
const NUMBERED_SOURCES = /^WinEventLog:|:Sysmon$/i;

/** Numbered events: a channel of nothing else, or `EventCode=…` inside prose; null when the channel numbers none. */
function readEventCodes(text: string, source: string): Found | null {
  const label = new RegExp(`^${CODE_LABEL}`, "i");
  const numbersAlone = NUMBERED_SOURCES.test(source) && /^\d/.test(text);
  if (label.test(text) || numbersAlone) {
    const parts = text
      .replace(/\([^)]*\)/g, "")
      .split(CODE_SEPARATORS)
      .map((part) => part.trim().replace(label, ""))
      .filter((part) => part !== "");
    const ids = parts.map(expandRange);
    if (ids.length > 0 && ids.every((list) => list !== null)) return { ids: ids.flat(), codes: true, freeText: false };
  }
  if (text.length > CHANNEL_LIMIT) return null;
  const mentioned = [...text.matchAll(CODES_IN_TEXT)].flatMap(([, list = ""]) =>
    list.split(/\s?[,/]\s?/).flatMap((part) => expandRange(part) ?? []),
  );
  return mentioned.length === 0 ? null : { ids: mentioned, codes: true, freeText: true };
}

/** `4688` → one, `5001-5005` → five; null for what is no number, or a range that runs backwards or beyond 1,000. */
function expandRange(part: string): readonly string[] | null {
  const [, first, last] = CODE_RANGE.exec(part) ?? [];
  if (first === undefined) return null;
  const [start, end] = [Number(first), Number(last ?? first)];
  if (end < start || end - start >= RANGE_LIMIT) return null;
  return Array.from({ length: end - start + 1 }, (_, step) => String(start + step));
}

/** Named events: the whole channel is a list of names; or a list before a colon or prose; or names that stand out in prose. */
function readNames(text: string, source: string): Found {
  const family = EVENT_FAMILIES.find(({ sources }) => sources.test(source));
  const found = (names: readonly string[], freeText: boolean): Found => ({
    ids: names.map((name) => family?.canonicalName?.(name) ?? name),
    codes: false,
    freeText,
  });
  if (text.length > CHANNEL_LIMIT || NUMBERED_SOURCES.test(source)) return found([], true);
  const bracketed = namesInBrackets(text, family);
  if (bracketed.length > 0) return found(bracketed, true);
  if (text.split(" ").every((name) => family?.headNames?.has(name))) return found(text.split(" "), false);
  const whole = splitNames(withoutNoun(text.replace(/^(\w+): (\w+)$/, "$1:$2")));
  if (whole.names.length > 0 && whole.rest === 0) return found(whole.names, whole.conditions > 0);
  const head = splitNames(/^([^:|]{1,120}):\s(?=.)/.exec(text.replace(EVENT_LABELS, ""))?.[1] ?? "");
  if (head.names.length > 0 && head.rest === 0 && !head.names.some((name) => PROSE_HEADS.has(name))) return found(head.names, true);
  return found([...headNames(text, family), ...(text.match(family?.namesInText ?? /(?!)/g) ?? []), ...whole.leading], true);
}

/** `exec events` is the event exec; `API calls` and `Service events` are prose. */
function withoutNoun(text: string): string {
  const match = /^(.+?) (?:events?|logs?|tables?|(?:sys|system )?calls?)$/.exec(text);
  return match?.[1] !== undefined && splitNames(match[1]).names.some((name) => /^[a-z]|[a-z][A-Z]/.test(name)) ? match[1] : text;
}

const NAME_SEPARATORS = /\s?[,|]\s?(?:or\s|and\s)?|\s(?:or|and|OR|AND)\s|\s[/+]\s/;
const NAME = /^(?!(?:logs?|events?)$)[A-Za-z_](?:[\w:.$-]*[\w$])?(?:\/[\w.]+)*$/;
const PATH = /^[~/][\w.*~/-]+$/;
const CONDITION = /^[\w.]+\s?=\s?\S+$/;

interface SplitNames {
  readonly names: readonly string[];
  /** Of a list, the names before its first prose that cannot be English words. */
  readonly leading: readonly string[];
  /** Parts like `group=batch`, which narrow the event down. */
  readonly conditions: number;
  /** Parts that are prose. */
  readonly rest: number;
}

/** The parts of a list, by what they are. Parentheses explain, and are left out. A list that opens with a condition is prose. */
function splitNames(text: string): SplitNames {
  const label = EVENT_LABELS.exec(text)?.[0] ?? "";
  const parts = splitSlashes(text.replace(/\s?\([^)]*\)/g, ""))
    .map((part) => (label !== "" && part.startsWith(label) ? part.slice(label.length) : part).trim())
    .filter((part) => part !== "");
  const isName = (part: string) => NAME.test(part) || PATH.test(part);
  const names = parts.filter(isName);
  const conditions = parts.filter((part) => CONDITION.test(part)).length;
  const prose = parts.findIndex((part) => !isName(part) || !isDistinctive(part));
  const isList = parts.length > 1 && !CONDITION.test(parts[0] ?? "");
  return {
    names: isList || conditions === 0 ? names : [],
    leading: isList ? parts.slice(0, prose < 0 ? parts.length : prose) : [],
    conditions,
    rest: parts.length - names.length - conditions,
  };
}

/** Splits at commas, bars, or; and at slashes between plain words (`open/read`), but not in paths and operation names. */
function splitSlashes(text: string): readonly string[] {
  return text.split(NAME_SEPARATORS).flatMap((part) => (/^\w+(?:\/\w+)+$/.test(part) ? part.split("/") : [part]));
}

/** Whether a name can be neither an English word nor a file: `UserLogin`, `process_events`, `conn.log`. */
const isDistinctive = (name: string): boolean => /[a-z][A-Z]|\w[_.:]\w/.test(name) && !/\.(?:app|dll|exe|plist)$/.test(name);

/** The names that open the channel: all of a list of the family's names, unless another kind of thing goes on the list. */
function headNames(text: string, family: EventFamily | undefined): readonly string[] {
  const head = /^\w+(?:(?:\s?[,/]\s?(?:or\s)?|\sor\s)\w+)*/.exec(text)?.[0] ?? "";
  const names = head.split(/\s?[,/]\s?(?:or\s)?|\sor\s/);
  return family?.headNames !== undefined && names.every((name) => family.headNames?.has(name)) ? names : [];
}

/** The family's names in the brackets of `syscall in (…)`. */
function namesInBrackets(text: string, family: EventFamily | undefined): readonly string[] {
  const listed = /syscalls?\s?(?:in\s?)?\(([^)]*)\)/i.exec(text)?.[1]?.split(/\s?,\s?/) ?? [];
  return listed.filter((name) => family?.headNames?.has(name));
}
