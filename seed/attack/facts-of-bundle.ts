/** From an AttackBundle to the facts we ship: no sentence of ATT&CK goes in, and one line a technique, strategy and analytic comes out. */
import type { AttackBundle, AttackLogSource } from "../../lib/attack/attack-bundle.ts";
import { parseLogSource } from "../../lib/attack/events.ts";
import type { SeedFacts } from "../../lib/attack/seed-facts.ts";

const NOTICE =
  "© 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation. See LICENSE-ATTACK.txt.";

/** Channels of more words are sentences rather than names. */
const LONGEST_NAME = 8;
/** Stands for what a channel says in a sentence; parseLogSource reads it as free text. */
const LEFT_OUT = "…";

/** The facts of a bundle, with `note` saying what is special about them. */
export function factsOfBundle(bundle: AttackBundle, note: string): SeedFacts {
  const named = new Set(bundle.analytics.flatMap(({ logSources }) => logSources.map((source) => keyOf(source.dataComponentId, source))));
  return {
    notice: NOTICE,
    note,
    domain: bundle.domain,
    version: bundle.version,
    name: bundle.name,
    tactics: bundle.tactics.map((tactic) => ({
      id: tactic.id,
      shortname: tactic.shortname,
      name: tactic.name,
      ...(tactic.order === null ? { column: null } : {}),
      ...retired(tactic),
    })),
    techniques: bundle.techniques.map((technique) => ({
      id: technique.id,
      name: technique.name,
      tactics: technique.tacticIds,
      platforms: technique.platforms,
      version: technique.version,
      modified: technique.modified,
      ...retired(technique),
      ...(technique.revokedBy === null ? {} : { revokedBy: technique.revokedBy }),
    })),
    strategies: bundle.strategies.map((strategy) => ({
      id: strategy.id,
      name: strategy.name,
      techniques: strategy.techniqueIds,
      version: strategy.version,
      created: strategy.created,
      modified: strategy.modified,
      ...retired(strategy),
    })),
    analytics: bundle.analytics.map((analytic) => ({
      id: analytic.id,
      strategy: analytic.strategyId,
      platforms: analytic.platforms,
      logSources: distinct(analytic.logSources.map((source) => [source.dataComponentId, source.name, channelName(source)] as const)),
      mutableElements: analytic.mutableElements.map(({ name }) => name),
      ...retired(analytic),
    })),
    dataComponents: bundle.dataComponents.map((component) => ({
      id: component.id,
      name: component.name,
      logSources: distinct(
        component.logSources
          .filter((source) => !named.has(keyOf(component.id, source)))
          .map((source) => [source.name, channelName(source)] as const),
      ),
      ...retired(component),
    })),
  };
}

const keyOf = (component: string | null, { name, channel }: AttackLogSource): string => JSON.stringify([component, name, channel]);

const retired = ({ revoked, deprecated }: { readonly revoked: boolean; readonly deprecated: boolean }) => ({
  ...(revoked ? { revoked } : {}),
  ...(deprecated ? { deprecated } : {}),
});

/** A channel as it is, if it is a name; of a sentence only the events that it names: `execve: …`. */
export function channelName({ name, channel }: AttackLogSource): string {
  const { events, freeText } = parseLogSource(name, channel);
  if (!freeText || channel.split(/\s+/).length <= LONGEST_NAME) return channel;
  return events.length === 0 ? LEFT_OUT : `${events.map((event) => event.channel).join(", ")}: ${LEFT_OUT}`;
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** The facts as JSON: a line for each plain value and each member of a list, so that a new version is a readable diff. */
export function printFacts(facts: SeedFacts): string {
  const fields = Object.entries(facts).map(([key, value]) => {
    const text = Array.isArray(value)
      ? `[\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n")}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${fields.join(",\n")}\n}\n`;
}
