/**
 * Parses EQL to its native tree: events, sequences and samples, each step with its condition, pipes.
 * Grammar: https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax
 */
import type { Diagnostic, Span } from "../../model/diagnostic.ts";
import { matchBrackets } from "../core/brackets.ts";
import {
  commonInfix,
  fieldOf,
  type Kind,
  type Parser,
  powers,
  readComparison,
  readOperand,
  tokenizeElastic,
} from "../core/elastic-expressions.ts";
import { type QueryNode, spanOver } from "../core/elastic-tree.ts";
import { type Grammar, PrattParser, type Problem, splitTokens } from "../core/pratt.ts";
import type { Token } from "../core/tokenizer.ts";

export interface EqlStep {
  /** `process`, `file`, `any`; null when it could not be read. */
  readonly category: string | null;
  readonly condition: QueryNode;
  /** `![ … ]`: the event must not be there; `until`: it ends the sequence. */
  readonly role: "event" | "missing" | "until";
  readonly by: readonly string[];
  /** `with runs=n`. */
  readonly runs: { readonly count: string; readonly span: Span } | null;
}

export interface EqlQuery {
  readonly kind: "event" | "sequence" | "sample";
  /** Join keys of all steps. */
  readonly by: readonly string[];
  readonly maxspan: string | null;
  readonly steps: readonly EqlStep[];
  /** Text outside the steps that was not understood. */
  readonly problems: readonly Problem[];
  readonly diagnostics: readonly Diagnostic[];
}

type Tokens = readonly Token<Kind>[];

const symbols = new Set(["==", "!=", "<", "<=", ">", ">=", ":", "="]);
const words = new Set(["in", "like", "regex", "regex~"]);
const relations = new Set(["descendant", "child", "event"]);

const grammar: Grammar<Kind, QueryNode> = {
  operand: (parser) => readOperand(parser, (here) => readOptional(here) ?? readRelation(here)),
  infix: (token, parser) => {
    const operator = comparisonAt(token, parser);
    if (operator === null) return commonInfix(token);
    const { text, length } = operator;
    return {
      kind: "custom",
      power: powers.compare,
      read: (left) => {
        for (let taken = 0; taken < length; taken += 1) parser.next();
        return readComparison(left, text, parser);
      },
    };
  },
  broken: (problem) => ({ kind: "broken", ...problem }),
};

/** `?field`: a field that may be missing from the mapping. */
function readOptional(parser: Parser): QueryNode | null {
  const mark = parser.peek();
  if (mark.text !== "?" || parser.peek(1).kind !== "name") return null;
  parser.next();
  return fieldOf(parser.next(), mark.start);
}

/** `descendant of [ process where … ]`: another event that must be there; Elastic Defend's EQL. */
function readRelation(parser: Parser): QueryNode | null {
  const [relation, of, open] = [parser.peek(), parser.peek(1), parser.peek(2)];
  if (!relations.has(relation.text.toLowerCase()) || of.text.toLowerCase() !== "of" || open.text !== "[") return null;
  parser.next();
  parser.next();
  return parser.bracketed(() => {
    if (!["name", "string"].includes(parser.next().kind)) parser.fail("An event category was expected");
    parser.expect("where");
    const condition = parser.expression();
    const span: Span = [relation.start, parser.peek().end];
    return { kind: "call", name: "related", written: `${relation.text} of`, arguments: [condition], span };
  });
}

/** The comparison that begins at a token, in one spelling, and how many tokens it takes. */
function comparisonAt(token: Token<Kind>, parser: Parser): { readonly text: string; readonly length: number } | null {
  if (token.kind === "operator") return symbols.has(token.text) ? { text: token.text === "=" ? "==" : token.text, length: 1 } : null;
  const negated = token.kind === "name" && token.text.toLowerCase() === "not";
  const word = parser.peek(negated ? 1 : 0).text.toLowerCase();
  if (!words.has(word)) return null;
  const tilde = parser.peek(negated ? 2 : 1).text === "~" ? "~" : "";
  return { text: `${negated ? "not " : ""}${word}${tilde}`, length: 1 + Number(negated) + tilde.length };
}

export function parseEql(text: string): EqlQuery {
  const { tokens, diagnostics } = tokenizeElastic(text);
  return { ...new EqlReader(tokens, text).read(), diagnostics };
}

/** Reads the frame around the conditions; what it does not know becomes a problem with its place. */
class EqlReader {
  private position = 0;
  private readonly partners: readonly number[];
  private readonly problems: Problem[] = [];
  private maxspan: string | null = null;

  constructor(
    private readonly tokens: Tokens,
    private readonly text: string,
  ) {
    this.partners = matchBrackets(tokens);
  }

  read(): Omit<EqlQuery, "diagnostics"> {
    const kind = this.word();
    if (kind === "sequence" || kind === "sample" || kind === "join") return this.readSequence(kind === "sample" ? "sample" : "sequence");
    const [body = [], ...pipes] = splitTokens(this.tokens, ({ text }) => text === "|");
    const step = this.readEvent(body);
    const condition = this.readPipes(pipes, step.condition);
    const only: EqlStep = { ...step, condition, role: "event", by: [], runs: null };
    return { kind: "event", by: [], maxspan: null, steps: [only], problems: this.problems };
  }

  private word(): string {
    return this.tokens[this.position]?.text.toLowerCase() ?? "";
  }

  private take(word: string): boolean {
    if (this.word() !== word) return false;
    this.position += 1;
    return true;
  }

  /** `category where condition`. */
  private readEvent(tokens: Tokens): Omit<EqlStep, "role" | "by" | "runs"> {
    const [category, where] = tokens;
    const whole: Span = [tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? this.text.length];
    if (!category || where?.text.toLowerCase() !== "where" || !["name", "string"].includes(category.kind)) {
      const message = 'An event category and "where" were expected';
      return { category: null, condition: { kind: "broken", code: "query-broken", span: whole, message } };
    }
    const condition = new PrattParser<Kind, QueryNode>(tokens.slice(2), grammar, whole[1]).parse();
    return { category: category.text.replaceAll(/["']/g, "").toLowerCase(), condition };
  }

  private readSequence(kind: "sequence" | "sample"): Omit<EqlQuery, "diagnostics"> {
    this.position = 1;
    const by: string[] = [];
    const steps: EqlStep[] = [];
    let until = false;
    while (this.position < this.tokens.length) {
      if (this.word() === "|") break;
      if (this.take("by")) by.push(...this.readNames());
      else if (this.take("with")) this.readOptions();
      else if (this.take("until")) until = true;
      else if (this.word() === "[" || (this.word() === "!" && this.tokens[this.position + 1]?.text === "[")) {
        steps.push(this.readStep(until));
      } else this.skipUnknown();
    }
    const pipes = splitTokens(this.tokens.slice(this.position), ({ text }) => text === "|").slice(1);
    this.readPipes(pipes, null);
    return { kind, by, maxspan: this.maxspan, steps, problems: this.problems };
  }

  private readStep(until: boolean): EqlStep {
    const missing = this.take("!");
    const open = this.position;
    const partner = this.partners[open] ?? -1;
    const close = partner < 0 ? this.tokens.length : partner;
    this.position = close + 1;
    const event = partner < 0 ? { category: null, condition: this.brokenStep(open) } : this.readEvent(this.tokens.slice(open + 1, close));
    let by: readonly string[] = [];
    let runs: EqlStep["runs"] = null;
    for (;;) {
      const found = this.readRuns();
      if (found) runs = found;
      else if (this.take("by")) by = this.readNames();
      // a name by which later steps refer to this event
      else if (this.take("as")) this.position += 1;
      else break;
    }
    return { ...event, role: until ? "until" : missing ? "missing" : "event", by, runs };
  }

  private brokenStep(open: number): QueryNode {
    const span: Span = [this.tokens[open]?.start ?? 0, this.text.trimEnd().length];
    return { kind: "broken", code: "query-broken", span, message: "This step is never closed" };
  }

  /** `with runs=3`; null, and nothing is passed over, where anything else stands. */
  private readRuns(): EqlStep["runs"] {
    const [word, runs, equals, count] = this.tokens.slice(this.position, this.position + 4);
    if (word?.text.toLowerCase() !== "with" || runs?.text.toLowerCase() !== "runs") return null;
    if (equals?.text !== "=" || count?.kind !== "number") return null;
    this.position += 4;
    return { count: count.text, span: [runs.start, count.end] };
  }

  private readNames(): readonly string[] {
    const names: string[] = [];
    do {
      this.take("?");
      const token = this.tokens[this.position];
      if (token?.kind !== "name") break;
      names.push(fieldOf(token).name);
      this.position += 1;
    } while (this.take(","));
    return names;
  }

  /** `with maxspan=1m`. */
  private readOptions(): void {
    const start = this.position;
    while (this.position < this.tokens.length && !["[", "!", "by", "until", "|"].includes(this.word())) this.position += 1;
    const written = this.tokens.slice(start, this.position);
    const [name, equals, ...value] = written;
    if (name?.text.toLowerCase() === "maxspan" && equals?.text === "=" && value.length > 0) {
      this.maxspan = value.map(({ text }) => text).join("");
    } else if (name) this.problem([name.start, written.at(-1)?.end ?? name.end], "This option is not known");
  }

  private skipUnknown(): void {
    const start = this.tokens[this.position];
    this.position += 1;
    while (this.position < this.tokens.length && !["[", "by", "with", "until", "|"].includes(this.word())) this.position += 1;
    const last = this.tokens[this.position - 1];
    if (start && last) this.problem([start.start, last.end], `"${start.text}" was not expected here`);
  }

  private problem(span: Span, message: string): void {
    this.problems.push({ code: "query-broken", span, message });
  }

  /** `| head 5` says nothing of what an event is; `| filter` is a condition. */
  private readPipes(pipes: readonly Tokens[], condition: QueryNode | null): QueryNode {
    const conditions: QueryNode[] = condition ? [condition] : [];
    for (const pipe of pipes) {
      const [name] = pipe;
      const word = name?.text.toLowerCase() ?? "";
      const end = pipe.at(-1)?.end ?? this.text.length;
      if (word === "filter" && condition) conditions.push(new PrattParser<Kind, QueryNode>(pipe.slice(1), grammar, end).parse());
      else if (name && !["head", "tail", "sort", "unique", "count", "unique_count"].includes(word)) {
        this.problem([name.start, end], `The pipe "${name.text}" is not known`);
      }
    }
    const [first, last] = [conditions[0], conditions.at(-1)];
    if (!first || !last) return { kind: "value", type: "boolean", text: "true", written: "true", span: [0, 0] };
    return conditions.length === 1 ? first : { kind: "and", children: conditions, span: spanOver(first, last) };
  }
}
