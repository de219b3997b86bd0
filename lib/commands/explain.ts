/** `npm run explain -- FILE…`: prints what the catalog makes of rule files, one JSON line a rule. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { sources } from "../../seed/sources.ts";
import { explain } from "../ingest/explain.ts";
import { type LanguageId, queryLanguages } from "../model/vendor.ts";

const usage = `Usage: npm run explain -- [options] FILE|FOLDER…

Prints one JSON line a rule: its predicates, exclusions, events and what was not understood. Needs no database.

  --source ID   read the files as this source's (${sources.map(({ id }) => id).join(", ")})
  --language ID the language of files that hold nothing but queries (${Object.keys(queryLanguages).join(", ")})
  --raw         predicates before the rewrites
  --strict      exit with 1 when a line's outcome is invalid
  --help        this text`;

const options = {
  source: { type: "string" },
  language: { type: "string" },
  raw: { type: "boolean" },
  strict: { type: "boolean" },
  help: { type: "boolean" },
} as const;

function main(): number {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help || positionals.length === 0) {
    (values.help ? console.log : console.error)(usage);
    return values.help ? 0 : 2;
  }
  const source = values.source === undefined ? null : sources.find(({ id }) => id === values.source);
  if (source === undefined) {
    console.error(`There is no source "${values.source}"; the known ones are ${sources.map(({ id }) => id).join(", ")}.`);
    return 2;
  }
  const language = values.language === undefined ? null : Object.keys(queryLanguages).find((id) => id === values.language);
  if (language === undefined) {
    console.error(`There is no language "${values.language}"; the known ones are ${Object.keys(queryLanguages).join(", ")}.`);
    return 2;
  }
  let invalid = false;
  for (const target of positionals) {
    for (const line of explain(resolve(process.env.INIT_CWD ?? ".", target), {
      rewrite: !values.raw,
      sources,
      source,
      language: language as LanguageId | null,
    })) {
      invalid ||= (line as { outcome: string }).outcome === "invalid";
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  }
  return values.strict && invalid ? 1 : 0;
}

process.exitCode = main();
