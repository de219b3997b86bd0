/** The matrix's switches, each a link, and its legend. */

import { heatSteps } from "@/lib/model/heat";
import { platformLabel } from "@/lib/model/platform";
import { href } from "@/lib/routes";
import { count } from "../ui/count";
import { StateLink } from "../ui/state-link";
import { VendorName } from "../ui/vendor";
import type { MatrixProps } from "./matrix-props";

/** Platforms offered here; the running head has all. */
const platformsShown = 5;

function Density({ address, density }: Pick<MatrixProps, "address" | "density">) {
  return (
    <div className="density">
      <span className="k">Density</span>
      <StateLink className="to-full" href={href(address, { density: "full" })} current={density === "full"}>
        full
      </StateLink>
      <StateLink className="to-mini" href={href(address, { density: "mini" })} current={density === "mini"}>
        mini
      </StateLink>
    </div>
  );
}

function Platforms({ address, catalog, filter }: Pick<MatrixProps, "address" | "catalog" | "filter">) {
  return (
    <div>
      <span className="k">Platform</span>
      <StateLink href={href(address, { platform: undefined })} current={filter.platforms.length === 0}>
        any
      </StateLink>
      {catalog.platforms.slice(0, platformsShown).map(({ id }) => (
        <StateLink key={id} href={href(address, { platform: id })} current={filter.platforms.includes(id)}>
          {platformLabel(id)}
        </StateLink>
      ))}
    </div>
  );
}

export function MatrixTools({ catalog, filter, address, density, count: unit, order }: MatrixProps) {
  return (
    <div className="tools">
      <Density address={address} density={density} />
      <div>
        <span className="k">Count</span>
        <StateLink href={href(address, { count: undefined })} current={unit === "rules"}>
          rules
        </StateLink>
        <StateLink href={href(address, { count: "families" })} current={unit === "families"}>
          families
        </StateLink>
      </div>
      <div>
        <span className="k">Order</span>
        <StateLink href={href(address, { order: undefined })} current={order !== "name"}>
          by {unit}
        </StateLink>
        <StateLink href={href(address, { order: "name" })} current={order === "name"}>
          A–Z
        </StateLink>
      </div>
      <Platforms address={address} catalog={catalog} filter={filter} />
      <div className="brk" />
      <div>
        <span className="k">Only</span>
        {catalog.vendors.map(({ id, rules }) => (
          <StateLink
            key={id}
            className="ven"
            href={href(address, { vendor: filter.vendors.includes(id) && filter.vendors.length === 1 ? undefined : id })}
            current={filter.vendors.includes(id)}
          >
            <VendorName id={id} /> <b>{rules === 0 ? "–" : count(rules)}</b>
          </StateLink>
        ))}
      </div>
      <div className="scale">
        <span className="k">{unit === "rules" ? "Rules" : "Families"}</span>
        <ol>
          <li className="h0">none</li>
          {heatSteps.map((step, index) => (
            <li key={step} className={`h${index + 1}`}>
              {step}+
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
