/** One stroke a rule, by vendor: full when read completely, half in part, hollow when not read. The labels filter by vendor. */
import type { TechniqueTotals } from "@/lib/model/technique-view";
import { type Address, href, restarted } from "@/lib/routes";
import { count } from "../ui/count";
import { StateLink } from "../ui/state-link";
import { VendorName, vendorLabel } from "../ui/vendor";

/** Above this many rules a stroke stands for several. */
const most = 180;

/** How many rules a stroke stands for: 1, 5, 10, 50 … */
function unitFor(rules: number): number {
  return [1, 5, 10, 20, 50, 100].find((unit) => rules / unit <= most) ?? 200;
}

const kinds = ["", "h", "u"] as const;

function strokesOf(counts: readonly number[], unit: number): readonly { readonly kind: string; readonly key: string }[] {
  return counts.flatMap((number, index) => {
    const kind = kinds[index] ?? "";
    return Array.from({ length: Math.ceil(number / unit) }, (_, place) => ({ kind, key: `${kind}${place}` }));
  });
}

export function Strokes({ totals, address }: { readonly totals: TechniqueTotals; readonly address: Address }) {
  if (totals.rules === 0) return null;
  const unit = unitFor(totals.rules);
  return (
    <div className="strip">
      {totals.vendors.map(({ vendor, rules, complete, partial }) => (
        <StateLink key={vendor} href={href(restarted(address), { vendor })} title={`Show only ${vendorLabel(vendor)}`}>
          <span className="ticks" aria-hidden="true">
            {strokesOf([complete, partial, rules - complete - partial], unit).map(({ kind, key }) => (
              <i key={key} className={kind || undefined} />
            ))}
          </span>
          <VendorName id={vendor} /> {count(rules)}
        </StateLink>
      ))}
      <span className="key">
        One stroke {unit === 1 ? "a rule" : `for ${unit} rules`}
        <span className="ticks">
          <i className="h" />
        </span>
        read in part
        <span className="ticks">
          <i className="u" />
        </span>
        not read
      </span>
    </div>
  );
}
