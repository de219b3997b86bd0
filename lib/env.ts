// The environment, read and checked once; everything else takes its settings from here (README.md lists them).
import path from "node:path";
import { z } from "zod";

/** Something about this machine or its settings is wrong: the message is the one sentence to print, without a stack. */
export class SetupError extends Error {
  override name = "SetupError";
}

const unsetWhenEmpty = (value: unknown) => (value === "" ? undefined : value);

const settings = z.object({
  DATABASE_URL: z.preprocess(
    unsetWhenEmpty,
    z.url({ protocol: /^postgres(ql)?$/, error: "DATABASE_URL must look like postgresql://user:password@host:5432/name" }).optional(),
  ),
  PORT: z.preprocess(
    unsetWhenEmpty,
    z.coerce.number({ error: "PORT must be a number from 0 to 65535" }).int().min(0).max(65535).default(3000),
  ),
  HOST: z.preprocess(unsetWhenEmpty, z.string().default("127.0.0.1")),
  /** Where the site is known to its visitors, for canonical links: https://rules.example.org */
  RULESCAPE_URL: z.preprocess(
    unsetWhenEmpty,
    z.url({ protocol: /^https?$/, error: "RULESCAPE_URL must look like https://rules.example.org" }).optional(),
  ),
  RULESCAPE_DATA: z.preprocess(
    unsetWhenEmpty,
    z
      .string()
      .default(".data")
      .transform((folder) => path.resolve(folder)),
  ),
  /** What fills an empty catalog: the rules bundled in seed/, or nothing (tests of the empty state). */
  RULESCAPE_SEED: z.preprocess(unsetWhenEmpty, z.enum(["bundled", "none"]).default("bundled")),
});

export type Environment = z.infer<typeof settings>;

let parsed: Environment | undefined;

/** The settings of this process. Throws a SetupError that names the variable which cannot be read. */
export function env(): Environment {
  parsed ??= parseEnvironment(process.env);
  return parsed;
}

/** Reads settings out of any set of variables; relative paths count from the working directory. */
export function parseEnvironment(variables: Record<string, string | undefined>): Environment {
  const result = settings.safeParse(variables);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = String(issue?.path[0]);
  const message = issue?.message ?? "cannot be read";
  throw new SetupError(message.startsWith(name) ? `${message}.` : `${name} cannot be used: ${message}.`);
}
