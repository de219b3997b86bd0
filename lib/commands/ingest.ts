// `npm run ingest`: reads rule files into the database and makes the outcome the catalog's current snapshot.
import path from "node:path";
import { parseArgs } from "node:util";
import { AttackBundleError } from "@/lib/attack/attack-bundle";
import { openDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { env, SetupError } from "@/lib/env";
import { bundledFolders, foldersIn, knownSources, upstream } from "@/lib/ingest/choose-folders";
import type { SourceFolder } from "@/lib/ingest/discover";
import { ingest } from "@/lib/ingest/ingest";
import { IngestError } from "@/lib/ingest/ingest-error";
import { LedgerError } from "@/lib/ingest/ledger";
import { syncSources } from "@/lib/ingest/sync";
import { statistics } from "@/lib/statistics";
import { describeResult, Progress } from "./ingest-report";

const usage = `Usage: npm run ingest -- [options]

Reads rule files, and makes what they say the catalog's current snapshot. It works while the site runs and while it does not.
Without options it reads the rules bundled with Rulescape. A failed or stopped ingest leaves the catalog as it was.

  --from DIR       read the sources whose folders, named by their ids, are in DIR
  --sync           download each source's archive at its pinned commit first (kept and verified in the data directory)
  --source ID      only this source; may be repeated
  --attack FILE    load an ATT&CK bundle (STIX 2.1); may be repeated, and may name several files: --attack A B
  --help           this text

Sources: ${knownSources.map(({ id }) => id).join(", ")}`;

const options = {
  from: { type: "string" },
  sync: { type: "boolean" },
  source: { type: "string", multiple: true },
  attack: { type: "string", multiple: true },
  help: { type: "boolean" },
} as const;

class UsageError extends Error {}

/** Progress and complaints on stderr, the outcome on stdout. */
const progress = new Progress(process.stderr);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => stop.abort(new IngestError("Stopped; the catalog is as it was.")));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  progress.end();
  process.exitCode = error instanceof UsageError ? 2 : 1;
  const expected = [UsageError, IngestError, AttackBundleError, LedgerError, SetupError].some((kind) => error instanceof kind);
  console.error(expected && error instanceof Error ? error.message : error);
}
process.exit();

async function main(args: readonly string[]): Promise<number> {
  const { values, attackFiles } = parse(args);
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const ids = values.source ?? [];
  const folders = values.sync ? await sync(ids) : values.from === undefined ? bundledFolders(ids) : foldersIn(resolve(values.from), ids);
  const database = await openDatabase();
  try {
    await migrate(database.url);
    const result = await ingest({
      url: database.url,
      folders,
      attackFiles: attackFiles.map(resolve),
      statistics,
      signal: stop.signal,
      onStage: (stage) => progress.begin(stage),
      progress: (done, total) => progress.advance(done, total),
    });
    progress.end();
    console.log(describeResult(result));
    return 0;
  } finally {
    await database.close();
  }
}

/** Everything after --attack up to the next option is a bundle: `--attack A B --source sigma`. */
function parse(args: readonly string[]) {
  try {
    const { values, tokens } = parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
    if (values.sync && values.from !== undefined) throw new UsageError("--sync downloads what --from would read: give one of them.");
    let inAttack = false;
    const attackFiles: string[] = [];
    for (const token of tokens) {
      if (token.kind === "option") inAttack = token.name === "attack";
      if (token.kind === "option" && token.name === "attack") attackFiles.push(token.value);
      if (token.kind !== "positional") continue;
      if (!inAttack) throw new UsageError(`"${token.value}" is no option; npm run ingest -- --help lists them.`);
      attackFiles.push(token.value);
    }
    return { values, attackFiles };
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message.split(". ")[0]}; npm run ingest -- --help lists the options.`, { cause: error });
  }
}

async function sync(ids: readonly string[]): Promise<readonly SourceFolder[]> {
  const { folders, failures } = await syncSources(upstream(ids), {
    root: path.join(env().RULESCAPE_DATA, "sources"),
    signal: stop.signal,
    say: (line) => progress.say(line),
  });
  for (const failure of failures) progress.say(failure);
  if (folders.length === 0)
    throw new IngestError("No source could be downloaded, and none was kept from an earlier time; the catalog is as it was.");
  return folders;
}

/** Relative paths count from where the person stands; npm says where. */
function resolve(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? ".", file);
}
