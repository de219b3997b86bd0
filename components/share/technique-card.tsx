/** The picture that stands for a technique where its link is shared: 1200 × 630, the technique's own figures, in the light theme. Inline styles only: it is no page. */
import type { TechniqueHead, TechniqueTotals } from "@/lib/model/technique-view";
import { count } from "../ui/count";
import { vendorLabel } from "../ui/vendor";

export const cardSize = { width: 1200, height: 630 } as const;

const ink = "#15181a";
const soft = "#50595f";
const accent = "#0b5674";
const bar = "#5f97af";

export interface TechniqueCardProps {
  readonly head: TechniqueHead;
  readonly totals: TechniqueTotals;
  readonly catalogRules: number;
  readonly date: string;
}

function Figure({ number, word }: { readonly number: number; readonly word: string }) {
  return (
    <div style={{ display: "flex", flexDirection: "column", marginRight: 64 }}>
      <span style={{ fontSize: 56, color: ink }}>{count(number)}</span>
      <span style={{ fontSize: 24, color: soft }}>{word}</span>
    </div>
  );
}

/** One bar a vendor, on a common scale from nothing to the vendor with most rules. */
function VendorBars({ vendors }: Pick<TechniqueTotals, "vendors">) {
  const most = Math.max(1, ...vendors.map(({ rules }) => rules));
  return (
    <div style={{ display: "flex", flexDirection: "column" }}>
      {vendors.map(({ vendor, rules }) => (
        <div key={vendor} style={{ display: "flex", alignItems: "center", height: 34, fontSize: 24, color: soft }}>
          <span style={{ width: 150 }}>{vendorLabel(vendor)}</span>
          <div style={{ display: "flex", height: 14, width: Math.round((rules / most) * 700) + 2, backgroundColor: bar }} />
          <span style={{ marginLeft: 14, color: ink }}>{count(rules)}</span>
        </div>
      ))}
    </div>
  );
}

export function TechniqueCard({ head, totals, catalogRules, date }: TechniqueCardProps) {
  const nameSize = head.name.length > 44 ? 52 : 68;
  return (
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        width: "100%",
        height: "100%",
        padding: "48px 64px",
        backgroundColor: "#fcfcfb",
        color: ink,
      }}
    >
      <div style={{ display: "flex", flexDirection: "column", borderTop: `3px solid ${ink}`, paddingTop: 18 }}>
        <span style={{ fontSize: 28, color: accent }}>{`${head.id} · ${head.tactics.map(({ name }) => name).join(", ")}`}</span>
        <span style={{ fontSize: nameSize, letterSpacing: "-0.022em", lineHeight: 1.15 }}>{head.name}</span>
      </div>
      <div style={{ display: "flex" }}>
        <Figure number={totals.rules} word={`of ${count(catalogRules)} detection rules`} />
        <Figure number={totals.families} word="families" />
        <Figure number={totals.complete} word="read completely" />
      </div>
      <VendorBars vendors={totals.vendors} />
      <span style={{ fontSize: 22, color: soft, borderTop: `1px solid ${soft}`, paddingTop: 12 }}>{`Rulescape, snapshot ${date}`}</span>
    </div>
  );
}
