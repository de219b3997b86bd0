/** What stands around every page: running head, notices, filters in force, the page, footer. */
import { carried } from "@/lib/routes";
import { filterChips } from "@/lib/url-state";
import { Chips } from "./chips";
import { Footer } from "./footer";
import { Notices } from "./notices";
import { RunningHead } from "./running-head";
import type { ShellProps } from "./shell-props";

export function Shell({ catalog, address, filter, lens, place, crumb, notices = [], chips = [], query, unfiltered, children }: ShellProps) {
  return (
    <>
      <a className="vh skip" href="#main">
        Skip to the content
      </a>
      <RunningHead
        catalog={catalog}
        address={address}
        filter={filter}
        lens={lens}
        place={place}
        crumb={crumb}
        {...(query === undefined ? {} : { query })}
      />
      <main id="main">
        <Notices notices={notices} />
        <Chips chips={[...filterChips(filter, address), ...chips]} address={address} unfiltered={unfiltered ?? false} />
        {children}
      </main>
      <Footer date={catalog.snapshot.date} carry={carried(address.params)} />
    </>
  );
}
