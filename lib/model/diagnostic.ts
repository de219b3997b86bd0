/** What a reader says of text it could not, or only partly, understand: data, never an exception. Shape after vfile-message. */

/** Half-open range of UTF-16 offsets into the query text (`text.slice(start, end)`). */
export type Span = readonly [start: number, end: number];

export type Severity = "error" | "warning" | "info";

/** Every diagnostic code of the project with what it means to a reader; tests assert codes, pages print meanings. */
export const diagnosticCodes = {
  // reading the file
  "file-unreadable": "The file could not be read",
  "file-too-large": "The file is larger than 1 MiB",
  "file-binary": "The file is not text (it holds NUL bytes or is not UTF-8)",
  "file-outside-source": "The file is a link that leads out of its source",
  "format-unknown": "No format is registered for this file",
  "format-broken": "The file breaks the rules of its format (YAML, TOML, Markdown)",
  "not-a-rule": "The file holds no rule",
  "query-missing": "A query is due here and there is none",
  "query-unsupported": "This kind of rule has no query to read",
  "metadata-unreadable": "A metadata key has a value of an unexpected kind and was left out",
  // reading the query
  "language-not-read-yet": "Rules in this language are listed, their queries are not read yet",
  "query-broken": "The query could not be parsed",
  "query-too-deep": "The query nests deeper than the reader follows",
  "query-too-large": "The query has more parts than the reader follows",
  "test-resolved": "A test that stands for something else: a bound on time for the window, a computed case for its conditions",
  "condition-broken": "The condition could not be parsed",
  "condition-unknown-name": "The condition names a selection that the rule does not define",
  "selection-unused": "A selection is defined and the condition never uses it",
  "modifier-unknown": "A value modifier that the specification does not define",
  "modifier-misused": "A value modifier that cannot be applied to this value or in this place",
  "value-unreadable": "A value of a kind that a predicate cannot hold",
  "correlation-unresolved": "A correlation refers to a rule that is not in the file",
  "correlation-unsupported": "A correlation of a kind that has no predicates",
  "macro-unresolved": "The query calls a macro that its source does not define",
  "model-unreadable": "A trained model decides here, and the rule does not hold its logic",
  "aggregation-unreadable": "An aggregation expression that could not be parsed",
} as const;

export type DiagnosticCode = keyof typeof diagnosticCodes;

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** Where in the query text, or null when it speaks of the whole file. */
  readonly span: Span | null;
  /** One sentence with the particulars. */
  readonly message: string;
}

/** Makes a diagnostic; the message defaults to the code's meaning. */
export function diagnose(
  code: DiagnosticCode,
  severity: Severity,
  span: Span | null = null,
  message: string = diagnosticCodes[code],
): Diagnostic {
  return { code, severity, span, message };
}
