// `npm test`: from a fresh clone to a verdict.
import { run } from "./bootstrap.mjs";

await run("test");
