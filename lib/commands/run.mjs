// `npm run <command>`: makes the checkout ready, then runs the command named first; the rest is its own.
import { run } from "./bootstrap.mjs";

const [command = ""] = process.argv.splice(2, 1);
await run(command);
