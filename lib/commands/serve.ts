// `npm run serve`: the built site alone, on the database of DATABASE_URL: one more web process beside others. It starts whether the database answers or not.
import { env, SetupError } from "@/lib/env";
import { reportFailure } from "./child-process";
import { claimAddress, startSite, urlOf } from "./web-server";

const stopped = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
});

try {
  const { DATABASE_URL, HOST: host, PORT: port } = env();
  if (!DATABASE_URL) throw new SetupError("npm run serve needs DATABASE_URL; npm start brings a database of its own.");
  const address = await claimAddress({ host, port });
  const site = await startSite(address, DATABASE_URL);
  console.log(`Rulescape is ready: ${urlOf(address)}`);
  await Promise.race([stopped, site.ended]);
  await site.stop();
} catch (error) {
  reportFailure(error);
}
process.exit();
