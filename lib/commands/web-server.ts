// The site on one address: the front that visitors reach, and behind it the standalone build of Next.js in a process of its own.
import type { ChildProcess } from "node:child_process";
import type { Server } from "node:http";
import net from "node:net";
import { SetupError } from "@/lib/env";
import { paths } from "@/lib/routes";
import { startFront } from "@/lib/web/front-server";
import { ended, startNode } from "./child-process";

export type Address = { host: string; port: number };

/** Returns the address with a real port (0 asks for any). Throws a SetupError when it cannot be listened on. */
export async function claimAddress({ host, port }: Address): Promise<Address> {
  const patience = Date.now() + 1500; // a site that was just killed lets go of its port within a second
  for (;;) {
    try {
      return { host, port: await listenOnce(host, port) };
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === "EADDRINUSE" && Date.now() < patience) await new Promise((resolve) => setTimeout(resolve, 100));
      else throw new SetupError(refusal(code ?? String(cause), host, port), { cause });
    }
  }
}

function refusal(code: string, host: string, port: number): string {
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is in use by another program; stop it, or set PORT to another number.`;
  if (code === "EACCES") return `Port ${port} needs rights that this user does not have; set PORT to a number above 1023.`;
  return `HOST=${host} is not an address of this machine (${code}).`;
}

function listenOnce(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}

export interface Site {
  /** Resolves when the renderer has ended, whoever ended it. */
  readonly ended: Promise<unknown>;
  /** Lets open requests finish, but not for longer than five seconds. */
  readonly stop: () => Promise<void>;
}

/** Starts the built site and resolves when it answers. Throws a SetupError when the renderer ends instead. */
export async function startSite(address: Address, databaseUrl: string): Promise<Site> {
  const behind = await claimAddress({ host: "127.0.0.1", port: 0 });
  const renderer = startRenderer(behind, databaseUrl);
  if (!(await answers(renderer, behind))) throw new SetupError("The site's renderer ended before it answered; its words are above.");
  const front = await startFront({ ...address, renderer: behind, failurePath: paths.failed });
  return { ended: ended(renderer), stop: () => stopSite(front, renderer) };
}

/** Its complaints go to stderr, its greeting nowhere, as the launcher has its own. */
function startRenderer({ host, port }: Address, databaseUrl: string): ChildProcess {
  const env = { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), HOSTNAME: host, NODE_ENV: "production" as const };
  // A process group of its own: Ctrl-C reaches the launcher, which decides on the order.
  return startNode([".next/standalone/server.js"], { env, stdio: ["pipe", "ignore", 2], detached: true });
}

/** Resolves when the renderer answers, true, or has ended instead, false. */
async function answers(renderer: ChildProcess, address: Address): Promise<boolean> {
  while (renderer.exitCode === null && renderer.signalCode === null) {
    try {
      await fetch(`${urlOf(address)}/_next/static/is-it-there`, { signal: AbortSignal.timeout(5000) });
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  return false;
}

async function stopSite(front: Server, renderer: ChildProcess): Promise<void> {
  const impatience = setTimeout(() => {
    front.closeAllConnections();
    renderer.kill("SIGKILL");
  }, 5000);
  const closed = new Promise((resolve) => front.close(resolve));
  front.closeIdleConnections();
  await closed;
  renderer.kill("SIGTERM");
  await ended(renderer);
  clearTimeout(impatience);
}

/** What a person on this machine types to get there. */
export function urlOf({ host, port }: Address): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
