// Starts the other programs of a command: quiet until they fail, ended with their launcher, never left behind.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import path from "node:path";
import { SetupError } from "@/lib/env";

const guard = path.resolve("lib/commands/launcher-guard.cjs");

export type Outcome = { code: number | null; output: string };

/** Starts a Node.js program that ends when this process does. */
export function startNode(args: readonly string[], options: SpawnOptions & { env?: NodeJS.ProcessEnv }): ChildProcess {
  const child = spawn(process.execPath, ["--require", guard, ...args], options);
  child.stdin?.on("error", () => {});
  return child;
}

/** Runs a Node.js program to its end and returns what it said; an abort ends it with SIGTERM. */
export async function runNode(args: readonly string[], env: NodeJS.ProcessEnv, abort?: AbortSignal): Promise<Outcome> {
  abort?.throwIfAborted();
  const child = startNode(args, { env, stdio: ["pipe", "pipe", "pipe"] });
  const end = () => child.kill("SIGTERM");
  abort?.addEventListener("abort", end);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await ended(child);
  abort?.removeEventListener("abort", end);
  abort?.throwIfAborted();
  return { code, output };
}

/** The exit code, or null for a process that a signal ended. */
export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
}

/** Says what went wrong and sets the exit code: one sentence for what the person can mend, the stack for a mistake of ours. */
export function reportFailure(error: unknown): void {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
