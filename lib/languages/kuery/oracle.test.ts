/** Kuery against an independent parser (kbn-es-query): on every real rule both read the same tree. */
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { corpusRules, hasCorpus } from "../core/elastic.test-support.ts";
import { kuery } from "./index.ts";
import { type KueryNode, parseKuery } from "./parse.ts";

// its types are sources that this project's stricter settings refuse
const { fromKueryExpression } = createRequire(import.meta.url)("@cybernetex/kbn-es-query") as {
  fromKueryExpression: (text: string) => OracleNode;
};

interface OracleNode {
  readonly type: string;
  readonly function?: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly arguments?: readonly OracleNode[];
}

/** Chains flattened, since both `a and (b and c)` and `a and b and c` mean the same. */
function chain(kind: string, parts: readonly string[]): string {
  const flat = parts.flatMap((part) => (part.startsWith(`${kind}<`) ? part.slice(kind.length + 1, -1).split("\u0001") : [part]));
  return `${kind}<${flat.join("\u0001")}>`;
}

function printOracle(node: OracleNode): string {
  const parts = node.arguments ?? [];
  if (node.type === "literal") return JSON.stringify(String(node.value));
  if (node.type === "wildcard") return JSON.stringify(String(node.value).replaceAll("@kuery-wildcard@", "*"));
  if (node.function === "not") return `not(${parts.map(printOracle).join()})`;
  if (node.function === "and" || node.function === "or") return chain(node.function, parts.map(printOracle));
  if (node.function === "range") {
    const [field, bound] = parts;
    const names: Readonly<Record<string, string>> = { gt: ">", gte: ">=", lt: "<", lte: "<=" };
    const value = bound?.value as OracleNode | undefined;
    return `${field ? printOracle(field) : ""} ${names[bound?.name ?? ""]} ${value ? printOracle(value) : ""}`;
  }
  const [field, value] = parts;
  return `${field ? printOracle(field) : ""} : ${value ? printOracle(value) : ""}`;
}

function printOurs(node: KueryNode): string {
  switch (node.kind) {
    case "and":
    case "or":
      return chain(node.kind, node.children.map(printOurs));
    case "not":
      return `not(${printOurs(node.child)})`;
    case "test": {
      const text = node.value.pattern.map((part) => (typeof part === "string" ? part : part.wildcard)).join("");
      // the oracle makes numbers of what has no quotes: 1.0 becomes 1, 0x17 becomes 23
      const number = !node.value.quoted && text.trim() !== "" && !Number.isNaN(Number(text));
      return `${JSON.stringify(String(node.field))} ${node.operator} ${JSON.stringify(number ? String(Number(text)) : text)}`;
    }
    case "broken":
      return `broken(${node.message})`;
  }
}

function oracle(text: string): string | null {
  try {
    return printOracle(fromKueryExpression(text));
  } catch {
    return null; // a nested group, which this version does not know
  }
}

describe("the oracle", () => {
  it.each(["a:(b or c and not d)", 'a:"x \\" y" or not b:*z*', "a:x y and b > 5", "not (a:1 or b:2) and c:\\(x\\)", "word and a:\\*"])(
    "%s",
    (text) => {
      const { tree } = parseKuery(text);
      expect(tree && printOurs(tree)).toBe(oracle(text));
    },
  );

  it.skipIf(!hasCorpus)(
    "agrees on every real rule (absent without ../shared/corpora)",
    () => {
      let compared = 0;
      for (const { path, document } of corpusRules(kuery)) {
        const text = document.query?.text ?? "";
        const expected = oracle(text);
        const { tree } = parseKuery(text);
        if (expected === null || !tree) continue;
        compared += 1;
        expect(printOurs(tree), path).toBe(expected);
      }
      expect(compared).toBeGreaterThan(600);
    },
    120_000,
  );
});
