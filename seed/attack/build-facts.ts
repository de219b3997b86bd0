/**
 * Writes seed/attack/enterprise-facts.json from a published bundle:
 *
 *     node --import tsx seed/attack/build-facts.ts enterprise-attack-19.0.json [note]
 *
 * Bundles: https://github.com/mitre-attack/attack-stix-data/tree/master/enterprise-attack
 */
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { readAttackBundle } from "../../lib/attack/read-bundle.ts";
import { factsOfBundle, printFacts } from "./facts-of-bundle.ts";

const TARGET = fileURLToPath(new URL("enterprise-facts.json", import.meta.url));

const [path, note] = process.argv.slice(2);
if (path === undefined) throw new Error("Say which bundle to read: node --import tsx seed/attack/build-facts.ts BUNDLE.json [note]");

const { bundle, diagnostics } = await readAttackBundle(path);
const text = printFacts(factsOfBundle(bundle, note ?? `Made from ${basename(path)}.`));
await writeFile(TARGET, text);

for (const diagnostic of diagnostics) console.warn(diagnostic.message);
const counts = [bundle.techniques, bundle.strategies, bundle.analytics, bundle.dataComponents].map((list) => list.length);
console.log(
  `${TARGET}: ${bundle.name} ${bundle.version}, ${text.length} characters; techniques, strategies, analytics, data components: ${counts.join(", ")}`,
);
