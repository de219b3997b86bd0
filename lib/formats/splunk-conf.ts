/**
 * Splunk's configuration files with saved searches (savedsearches.conf): one rule a stanza with a search.
 * Specification: https://docs.splunk.com/Documentation/Splunk/latest/Admin/Savedsearchesconf
 */
import { findTechniqueIds } from "../model/attack-id.ts";
import type { Format, FormatReading, RuleDocument } from "../model/rule-document.ts";
import { hasEnding } from "./file-name.ts";
import { cleanText, metadataLimits, oneLine, unique } from "./metadata.ts";
import { blankRule, boundRules, noRule } from "./rule-parts.ts";

export const splunkConf: Format = {
  id: "splunk-conf",
  claims: (path) => hasEnding(path, [".conf", ".conf.spec"]),
  read: ({ text }) => readConf(text),
};

/** A setting's value and where it begins in the file. */
interface Setting {
  readonly value: string;
  readonly offset: number;
}

interface Stanza {
  readonly name: string;
  readonly settings: ReadonlyMap<string, Setting>;
}

function readConf(text: string): FormatReading {
  const searches = stanzasOf(text).filter(({ name, settings }) => name !== "default" && settings.get("search")?.value.trim());
  if (searches.length === 0) return noRule("not-a-rule", "The file has no stanza with a search");
  return { rules: boundRules(searches.map(savedSearch)), problem: null };
}

/** Stanzas in order. A line that ends in a backslash goes on in the next; the backslash is a blank in the value, so that places stay. */
function stanzasOf(text: string): readonly Stanza[] {
  const stanzas: { name: string; settings: Map<string, Setting> }[] = [];
  const line = /(?:[^\n\\]|\\(?!\r?\n)|\\\r?\n)+/g;
  for (const { 0: whole, index } of text.matchAll(line)) {
    const trimmed = whole.trim();
    if (trimmed === "" || /^[#;]/.test(trimmed)) continue;
    const setting = /^\s*([\w.:{}-]+)\s*=[ \t]*/.exec(whole);
    if (trimmed.startsWith("[")) stanzas.push({ name: stanzaName(trimmed), settings: new Map() });
    else if (setting) {
      const value = whole
        .slice(setting[0].length)
        .replace(/\\(\r?\n)/g, " $1")
        .trimEnd();
      stanzas.at(-1)?.settings.set(setting[1] ?? "", { value, offset: index + setting[0].length });
    }
  }
  return stanzas;
}

/** `[name]`; a name may hold brackets of its own, and some authors write behind the last. */
function stanzaName(line: string): string {
  return line.endsWith("]") ? line.slice(1, -1) : line;
}

function savedSearch({ name, settings }: Stanza, ordinal: number): RuleDocument {
  const text = (key: string): string => cleanText(settings.get(key)?.value ?? "").slice(0, metadataLimits.description);
  const search = settings.get("search");
  const lead = search ? search.value.length - search.value.trimStart().length : 0;
  const notes = [...settings].filter(([key]) => /mitre|mappings|annotations|description/i.test(key)).map(([, { value }]) => value);
  const techniques = unique([name, ...notes].flatMap((note) => findTechniqueIds(note.slice(0, metadataLimits.description))));
  const label = text("action.correlationsearch.label") || name;
  return {
    ...blankRule(ordinal, cleanText(oneLine(label)).slice(0, metadataLimits.title)),
    description: text("description"),
    tags: techniques,
    techniqueTags: techniques,
    window: /^-(\d+[smhdw])\b/.exec(text("dispatch.earliest_time") || text("earliest_time"))?.[1] ?? null,
    query: search ? { language: "spl", text: cleanText(search.value.trim()), offset: search.offset + lead } : null,
  };
}

/** Macros of a macros.conf by name, `name(2)` without its number. https://docs.splunk.com/Documentation/Splunk/latest/Admin/Macrosconf */
export function confMacros(text: string): ReadonlyMap<string, { readonly definition: string; readonly arguments: readonly string[] }> {
  const macros = stanzasOf(text).flatMap(({ name, settings }) => {
    const definition = settings.get("definition")?.value;
    const names = settings.get("args")?.value.split(",") ?? [];
    const given = names.map((argument) => argument.trim()).filter((argument) => argument !== "");
    return definition === undefined ? [] : [[name.replace(/\(\d+\)$/, ""), { definition, arguments: given }] as const];
  });
  return new Map(macros);
}
