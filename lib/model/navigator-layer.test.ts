/** Guarantees that the layer is one of the Navigator's format 4.5, with each technique once. */
import { expect, it } from "vitest";
import { navigatorLayer, toNavigatorLayer } from "./navigator-layer.ts";

const sub = { id: "T1059.001", name: "PowerShell", count: 12 };
const shell = { id: "T1059", name: "Command and Scripting Interpreter", count: 420, subs: [sub] };
const quiet = { id: "T1651", name: "Cloud Administration Command", count: 0, subs: [] };
const layer = toNavigatorLayer({
  columns: [
    { id: "TA0002", name: "Execution", cells: [shell, quiet] },
    { id: "TA0005", name: "Stealth", cells: [{ id: "T1036", name: "Masquerading", count: 1, subs: [] }, shell] },
  ],
  unit: "families",
  narrowedTo: "sigma",
  snapshot: { date: "2026-01-02", rules: 500, attackVersion: "19.0" },
  matrixUrl: "https://rules.example.org/?count=families",
  techniqueUrl: (id) => `https://rules.example.org/techniques/${id}`,
});

it("is of the format, without a part that the format does not know", () => {
  expect(navigatorLayer.parse(layer)).toEqual(layer);
});

it("has each technique with a rule once, with its score, tint, words and link", () => {
  expect(layer.techniques.map(({ techniqueID, score, color, comment }) => [techniqueID, score, color, comment])).toEqual([
    ["T1036", 1, "#ebf3f6", "1 family"],
    ["T1059", 420, "#1a6080", "420 families"],
    ["T1059.001", 12, "#d0e3eb", "12 families"],
  ]);
  expect(layer.techniques[0]?.links).toEqual([{ label: "In Rulescape", url: "https://rules.example.org/techniques/T1036" }]);
  expect(layer.name).toBe("Rulescape families (sigma), 2026-01-02");
});
