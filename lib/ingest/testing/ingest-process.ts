/** An ingest to be killed: `node --import tsx ingest-process.ts DATABASE_URL FOLDER`; says on stdout which stage begins. */
import { statistics } from "../../statistics/index.ts";
import { ingest } from "../ingest.ts";
import { tinySource } from "./tiny-catalog.ts";

// biome-ignore lint/nursery/noJsRestrictedProperties: this is a program, for one test
const [, , url = "", folder = ""] = process.argv;
await ingest({
  url,
  folders: [{ definition: tinySource(), folder }],
  attackFiles: [],
  statistics,
  workers: 1,
  onStage: (stage) => process.stdout.write(`${stage}\n`),
});
