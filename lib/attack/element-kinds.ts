/**
 * What kind of knob a mutable element is, by a table of reasons: the words of its name first, then what ATT&CK says of it. The first row that
 * holds decides. Measured on 150 elements labelled by hand (element-labels.json).
 */

import type { ElementKind } from "../model/element-kind.ts";

export interface ElementReason {
  readonly kind: ElementKind;
  /** Over the name's words, in lower case, parted by spaces. */
  readonly name?: RegExp;
  /** Words of the name that speak against the row. */
  readonly unless?: RegExp;
  /** Over the description, without regard to case. */
  readonly text?: RegExp;
  /** Why that says so. */
  readonly because: string;
}

export const elementReasons: readonly ElementReason[] = [
  { kind: "entropy", name: /\bentropy\b/, because: "the name says entropy" },
  { kind: "port", name: /\bports?\b/, unless: /\b(scan|counts?|rate|number|entropy)\b/, because: "the name says port" },
  { kind: "threshold", name: /\bthresholds?\b/, because: "the name says threshold" },
  {
    kind: "window",
    name: /\b(window|windows|interval|timeframe|duration|delay|retention)\b/,
    text: /^(?!.*\bcount of\b)/,
    because: "the name is a span of time",
  },
  {
    kind: "entropy",
    name: /\b(outliers?|score|anomaly|randomness)\b/,
    text: /\bentropy\b/,
    because: "an anomaly that is measured as entropy",
  },
  {
    kind: "threshold",
    name: /\b(counts?|rate|frequency|volume|score|limit|min|minimum|max|maximum|size|ratio|bursts?|velocity|deviation|spike|attempts|length|depth|percent|variance)\b/,
    unless: /\b(mount|path|list|volume (name|label)\w*)\b/,
    because: "the name is a quantity to compare",
  },
  {
    kind: "pattern",
    name: /\blist\b/,
    text: /\bconsidered (suspicious|malicious|high[- ]risk)\b/,
    because: "a list of what is suspicious",
  },
  {
    kind: "allow-list",
    name: /\b(allow ?list|white ?list|allow listed|exclusions?|exceptions?|exempt\w*)\b/,
    because: "the name says allow-list",
  },
  {
    kind: "user",
    name: /\b(users?|user ?names?|accounts?|roles?|identity|identities|principals?|sids?|uid|privilege levels?)\b/,
    unless: /\b(user (agents?|paths?|bins?|writable|locations?|director\w+)|host role|device role|agent|scripts?)\b/,
    because: "the name is of who acts",
  },
  {
    kind: "allow-list",
    name: /\b(allowed|approved|authorized|authorised|trusted|known|expected|legitimate|permitted|sanctioned|normal|excluded|safe|baselines?)\b/,
    because: "the name is of what is known to be harmless",
  },
  {
    kind: "allow-list",
    text: /^(allow-?list|white-?list|known (?!.*\b(bad|suspicious|malicious|abused?)\b)|expected|approved|trusted|legitimate|baseline (list|expected))\b|\b(considered (legitimate|safe|benign)|allowed to|known[- ]good|suppress (known|benign|legitimate|expected)|allow-?list\b.*\bowners|not matching sanctioned)\b/,
    because: "the description begins with what is expected, or says what is allowed",
  },
  {
    kind: "path",
    name: /\b(paths?|dirs?|director(y|ies)|folders?|registry|mounts?|drive letter|locations?|files)\b/,
    unless: /\b(geo|ur[il]|regkey name)\b/,
    because: "the name is of a place in the file system or the registry",
  },
  {
    kind: "path",
    text: /^(target |monitored |sensitive )?(registry|file|directory) (paths|locations)\b/,
    because: "the description is of places",
  },
  {
    kind: "window",
    text: /\b(seconds|minutes|hours|time) between\b|^(max|maximum) (seconds|minutes|time)\b/,
    because: "the description is of a span of time",
  },
  {
    kind: "allow-list",
    text: /\bexclude (known|trusted|expected)\b/,
    because: "the description says what to leave out",
  },
  {
    kind: "other",
    name: /\b(contexts?|scopes?|trigger|status|transitions?|state|flag|indicator|sensitivity)$/,
    because: "the name is of a circumstance",
  },
  {
    kind: "pattern",
    name: /\b(patterns?|regex|match|lists?|block ?lists?|keywords?|names?|commands?|cmd|cli|tools?|image|binar(y|ies)|executables?|exe|process(es)?|parents?|child|children|ancestry|lineage|chain|scripts?|extensions?|file types?|attachment types?|trigger types?|suspicious|services?|domains?|ur[il]s?|headers?|agents?|modules?|dlls?|librar(y|ies)|guids?|flags?|browsers?|operations?|actions?|applications?|apps?|drivers?|events?|queries|arguments?|args|methods?|masks?|rights|codes?)\b/,
    because: "the name is of what to look for",
  },
  {
    kind: "pattern",
    text: /^(list|set|regex|patterns?|match|names?) (of|to|for)\b|\bfilter for known\b/,
    because: "the description is a list of what to look for",
  },
  {
    kind: "allow-list",
    text: /\bto (suppress|reduce false positives)\b/,
    because: "the description says that it keeps harmless events out",
  },
];

export interface ElementReading {
  readonly kind: ElementKind;
  readonly because: string;
}

/** KnownScannerExeList → "known scanner exe list". */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/[_\-\s]+/g, " ")
    .toLowerCase()
    .trim();
}

/** @param description empty where the loaded facts have none: the name alone then decides */
export function readElement(name: string, description: string): ElementReading {
  const words = wordsOf(name);
  const text = description.toLowerCase();
  const reason = elementReasons.find(
    (row) => (row.name?.test(words) ?? true) && !(row.unless?.test(words) ?? false) && (row.text?.test(text) ?? true),
  );
  return reason ? { kind: reason.kind, because: reason.because } : { kind: "other", because: "neither name nor description says" };
}
