/** Which parts of an ES|QL query are the event's own time, and which are lengths of time between two such: both are the rule's window. */
import type { QueryNode } from "../core/elastic-tree.ts";

/** What the columns known so far say of a name. */
export type TimeKind = "time" | "duration" | null;

const timeFields: ReadonlySet<string> = new Set(["@timestamp", "event.ingested", "event.created"]);
/** Functions that give a time where an argument is one. */
const timeFunctions =
  /^(date_trunc|bucket|tbucket|min|max|coalesce|first|last|to_(datetime|date_nanos|long|double|unsigned_long|integer|int)|mv_(min|max|first|last))$/;
/** Functions that give a length of time where their argument is one. */
const durationFunctions = /^(to_(long|double|unsigned_long|integer|int)|round|abs|floor|ceil|min|max|avg|mv_(min|max|first|last))$/;

export class Times {
  /** @param known what a column's name stands for */
  constructor(private readonly known: (name: string) => TimeKind) {}

  /** True for the event's time and what is made from it. */
  isTime(node: QueryNode): boolean {
    if (node.kind === "field") return timeFields.has(node.name) || this.known(node.name) === "time";
    if (node.kind === "call") return this.isTimeCall(node.name, node.arguments);
    if (node.kind !== "math" || (node.operator !== "+" && node.operator !== "-")) return false;
    return this.isTime(node.left) !== this.isTime(node.right);
  }

  private isTimeCall(name: string, items: readonly QueryNode[]): boolean {
    if (name === "now" || name === "tbucket") return true;
    // the results of case() stand at odd places, and the default at the end of an odd number
    if (name === "case") return items.some((part, index) => index % 2 === 1 && this.isTime(part));
    return timeFunctions.test(name) && items.some((part) => this.isTime(part));
  }

  /** True for a length of time between two moments of events. */
  isDuration(node: QueryNode): boolean {
    if (node.kind === "field") return this.known(node.name) === "duration";
    if (node.kind === "call" && node.name === "date_diff")
      return node.arguments.length === 3 && node.arguments.slice(1).every((end) => this.isTime(end));
    if (node.kind === "call")
      return durationFunctions.test(node.name) && node.arguments[0] !== undefined && this.isDuration(node.arguments[0]);
    if (node.kind !== "math") return false;
    if (node.operator === "-" && this.isTime(node.left) && this.isTime(node.right)) return true;
    return ["*", "/"].includes(node.operator) && this.isDuration(node.left) && node.right.kind === "value";
  }
}
