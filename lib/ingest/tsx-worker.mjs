// A worker thread's first lines: Node.js 20 gives a thread no loader for TypeScript of its own. Runs the script that workerData names.
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.script);
