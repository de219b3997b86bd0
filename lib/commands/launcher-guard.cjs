// Loaded into each process that a launcher starts: ends it when the launcher is gone, however it went. Their stdin is a pipe that
// only the launcher holds open, so that even kill -9 leaves no site on the port and no second load of the catalog.
// CommonJS, because --import would make Node.js 20.9 refuse programs without a file extension, as those of Next.js and Biome are.
const { isMainThread } = require("node:worker_threads");

if (isMainThread) {
  // Processes that this one forks would inherit the flag, with a stdin that means something else.
  const flag = process.execArgv.indexOf(__filename);
  if (flag > 0) process.execArgv.splice(flag - 1, 2);
  process.stdin.once("end", () => process.exit(1)).once("error", () => process.exit(1));
  process.stdin.resume();
  /** @type {{ unref?: () => void }} */ (process.stdin).unref?.(); // a process that has nothing else to do may end
}
