/** What a subsearch says that begins with a lookup: which list, and which of its columns the outer events are compared with. */
import { parseRenames, renamedColumns, splitAtKeywords, takeOptions } from "./commands.ts";
import { fieldName } from "./lower-search.ts";
import { type Command, tokensOf } from "./parse.ts";
import { type SearchKind, type SearchToken, tokenizeSearch } from "./tokens.ts";

export interface LookupList {
  readonly name: string;
  /** Empty when the list gives words or whole conditions. */
  readonly columns: readonly string[];
  /** True when only some rows are taken: the conditions are tests of their own. */
  readonly filtered: boolean;
}

/** Commands after which the rows are still those of the list. */
const keeping = new Set(
  "search where regex stats fields table rename dedup return format sort head tail eval rex mvexpand makemv fillnull addinfo".split(" "),
);
const filters = new Set(["search", "where", "regex"]);
/** Columns whose values are search text themselves. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Format */
const wholeText = /^(?:search|query)$/;

/** The list of a subsearch, or null when it searches events. */
export function readLookupList(commands: readonly Command[], text: string): LookupList | null {
  const [first, ...rest] = commands;
  if (first?.name !== "inputlookup" && first?.name !== "inputcsv") return null;
  if (rest.some(({ name }) => name !== "" && !keeping.has(name))) return null;
  const [list, ...filter] = takeOptions(tokensIn(first, text)).rest;
  if (!list) return null;
  let columns: readonly string[] = [];
  for (const command of rest) columns = columnsAfter(command, columns, text);
  if (columns.some((name) => wholeText.test(name))) columns = [];
  return { name: fieldName(list.text), columns, filtered: filter.length > 0 || rest.some(({ name }) => filters.has(name)) };
}

function tokensIn(command: Command, text: string): readonly SearchToken[] {
  return tokensOf<SearchKind>(tokenizeSearch, text, command) as readonly SearchToken[];
}

function columnsAfter(command: Command, columns: readonly string[], text: string): readonly string[] {
  const tokens = tokensIn(command, text);
  switch (command.name) {
    case "fields":
    case "table": {
      const names = renamedColumns(tokens).filter((name) => name !== "+" && name !== "-");
      return tokens[0]?.text === "-" ? columns.filter((name) => !names.includes(name)) : names;
    }
    case "rename": {
      const renames = new Map(parseRenames(tokens));
      return columns.length > 0 ? columns.map((name) => renames.get(name) ?? name) : [...renames.values()];
    }
    case "stats":
      return renamedColumns(splitAtKeywords(tokens, ["by"]).get("by") ?? []);
    case "return": {
      const { options, rest } = takeOptions(tokens);
      return [...options.keys(), ...renamedColumns(rest)].filter((name) => !/^(?:\d+|\$.*)$/.test(name));
    }
    default:
      return columns;
  }
}
