/** The running head: masthead, then place, field names, vendor and platform filters, and the snapshot. */
import { platformLabel } from "@/lib/model/platform";
import { carried, href, restarted, routes } from "@/lib/routes";
import { type Lens, lenses } from "@/lib/url-state";
import { count } from "../ui/count";
import { StateLink } from "../ui/state-link";
import { VendorName, vendorLabel } from "../ui/vendor";
import { FilterPick } from "./filter-pick";
import { Masthead } from "./masthead";
import type { ShellProps } from "./shell-props";

const lensLabels: Readonly<Record<Lens, string>> = {
  canonical: "canonical",
  sigma: "Sigma",
  splunk: "Splunk",
  kusto: "Kusto",
  elastic: "Elastic",
};

function NameLens({ address, lens }: Pick<ShellProps, "address" | "lens">) {
  return (
    <nav className="lens" aria-label="Field names">
      <span>Names</span>
      {lenses.map((id) => (
        <StateLink key={id} href={href(address, { names: id === "canonical" ? undefined : id })} current={id === lens}>
          {lensLabels[id]}
        </StateLink>
      ))}
    </nav>
  );
}

function Filters({ catalog, address, filter }: Pick<ShellProps, "catalog" | "address" | "filter">) {
  const start = restarted(address);
  return (
    <>
      <FilterPick
        label="Vendor"
        all="all"
        chosen={filter.vendors}
        options={catalog.vendors.map(({ id, rules }) => ({ id, rules, name: <VendorName id={id} /> }))}
        name={(id) => catalog.vendors.flatMap((vendor) => (vendor.id === id ? [vendorLabel(vendor.id)] : [])).join("")}
        hrefOf={(ids) => href(start, { vendor: ids.join(",") || undefined })}
      />
      <FilterPick
        label="Platform"
        all="any"
        chosen={filter.platforms}
        options={catalog.platforms.map(({ id, rules }) => ({ id, rules, name: platformLabel(id) }))}
        name={platformLabel}
        hrefOf={(ids) => href(start, { platform: ids.join(",") || undefined })}
      />
    </>
  );
}

export function RunningHead({
  catalog,
  address,
  filter,
  lens,
  place,
  crumb,
  query,
}: Omit<ShellProps, "children" | "notices" | "unfiltered">) {
  const { date, rules, attackVersion } = catalog.snapshot;
  const carry = carried(address.params);
  return (
    <header className="top">
      <Masthead place={place} carry={carry} {...(query === undefined ? {} : { query })} />
      <div className="bar2">
        <nav className="crumb" aria-label="You are here">
          {crumb}
        </nav>
        <NameLens address={address} lens={lens} />
        <Filters catalog={catalog} address={address} filter={filter} />
        <a className="snap" href={routes.sources(carry)}>
          Snapshot {date} · {count(rules)} rules · ATT&amp;CK v{attackVersion.replace(/\.0$/, "")}
        </a>
      </div>
    </header>
  );
}
