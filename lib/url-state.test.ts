/** Guarantees that a page's state survives its URL, and that what cannot be used is said. */
import { describe, expect, it } from "vitest";
import { href } from "./routes";
import { catalogParams, choice, filterChips, pageNumber, readState } from "./url-state";

const shape = {
  ...catalogParams([{ id: "windows" }, { id: "linux" }]),
  order: choice(["score", "reach"], "score"),
  indicators: pageNumber,
};
const read = (raw: Record<string, string>) => readState("/techniques/T1046", shape, raw);

describe("readState", () => {
  it("falls back to what is absent without a word", () => {
    const { values, notices, address } = read({});
    expect(values).toEqual({ vendor: [], platform: [], names: "canonical", order: "score", indicators: 1 });
    expect(notices).toEqual([]);
    expect(href(address)).toBe("/techniques/T1046");
  });

  it("keeps known values, in the order of pages", () => {
    const { values, notices } = read({ vendor: "splunk,sigma", platform: "WINDOWS", indicators: "3" });
    expect(values.vendor).toEqual(["sigma", "splunk"]);
    expect(values.platform).toEqual(["windows"]);
    expect(values.indicators).toBe(3);
    expect(notices).toEqual([]);
  });

  it.each([
    [{ vendor: "sgima" }, "vendor=sgima is unknown", "/techniques/T1046"],
    [{ vendor: "sigma,sgima" }, "vendor=sgima is unknown", "/techniques/T1046?vendor=sigma"],
    [{ order: "x", names: "sigma" }, "order=x is unknown; showing score", "/techniques/T1046?names=sigma"],
    [{ indicators: "-1" }, "indicators=-1 is unknown; showing the first page", "/techniques/T1046"],
  ])("%j is said and corrected", (raw, text, corrected) => {
    const [notice] = read(raw).notices;
    expect(notice?.text).toContain(text);
    expect(notice?.correctedHref).toBe(corrected);
  });
});

describe("filterChips", () => {
  it("removes one filter and leaves the others", () => {
    const { address } = read({ vendor: "sigma,splunk", platform: "linux" });
    const chips = filterChips({ vendors: ["sigma", "splunk"], platforms: ["linux"] }, address);
    expect(chips.map(({ label, removeHref }) => `${label} ${removeHref}`)).toEqual([
      "vendor: Sigma /techniques/T1046?vendor=splunk&platform=linux",
      "vendor: Splunk /techniques/T1046?vendor=sigma&platform=linux",
      "platform: Linux /techniques/T1046?vendor=sigma,splunk",
    ]);
  });
});
