/** What every page says of itself to what stands around it. */
import type { ReactNode } from "react";
import type { CatalogFilter } from "@/lib/model/catalog-filter";
import type { CatalogView } from "@/lib/model/catalog-view";
import type { Address } from "@/lib/routes";
import type { Chip, Lens, Notice } from "@/lib/url-state";

/** A page that the nav can be on. */
export type Place = "matrix" | "techniques" | "fields" | "indicators" | "exclusions" | "rules" | "events" | "strategies" | "sources" | null;

export interface ShellProps {
  readonly catalog: CatalogView;
  readonly address: Address;
  readonly filter: CatalogFilter;
  readonly lens: Lens;
  readonly place: Place;
  readonly crumb: ReactNode;
  readonly notices?: readonly Notice[];
  /** Filters of the page itself, beside vendor and platform. */
  readonly chips?: readonly Chip[];
  /** Text that the search box starts with. */
  readonly query?: string;
  /** The page counts the whole catalog: filters only travel on its links. */
  readonly unfiltered?: boolean;
  readonly children: ReactNode;
}
