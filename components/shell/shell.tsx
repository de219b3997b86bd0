/** What stands around every page: running head, notices, filters in force, the page, footer. */
import type { ReactNode } from "react";
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import type { CatalogView } from "@/lib/model/catalog-view";
import { type Address, carried } from "@/lib/routes";
import { filterChips, type Lens, type Notice } from "@/lib/url-state";
import { Chips } from "./chips";
import { Footer } from "./footer";
import { Notices } from "./notices";
import { RunningHead } from "./running-head";

/** A page that the nav can be on. */
export type Place = "matrix" | "techniques" | "sources" | null;

export interface ShellProps {
  readonly catalog: CatalogView;
  readonly address: Address;
  readonly filter: CatalogFilter;
  readonly lens: Lens;
  readonly place: Place;
  readonly crumb: ReactNode;
  readonly notices?: readonly Notice[];
  /** Text that the search box starts with. */
  readonly query?: string;
  /** The page counts the whole catalog: filters only travel on its links. */
  readonly unfiltered?: boolean;
  readonly children: ReactNode;
}

export function Shell({ catalog, address, filter, lens, place, crumb, notices = [], query, unfiltered, children }: ShellProps) {
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
        <Chips chips={filterChips(filter, address)} address={address} unfiltered={unfiltered ?? false} />
        {children}
      </main>
      <Footer date={catalog.snapshot.date} carry={carried(address.params)} />
    </>
  );
}
