// `npm start`: from a fresh clone to a running site.
import { run } from "./bootstrap.mjs";

await run("start");
