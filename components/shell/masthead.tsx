/** The first line of the running head: name, pages, search, theme. It needs no catalog, so error pages have it too. */
import { type Params, routes } from "@/lib/routes";
import { ThemeToggle } from "../ui/theme-toggle";
import type { Place } from "./shell-props";

export interface MastheadProps {
  readonly place: Place;
  readonly carry: Params;
  readonly query?: string;
}

const pages = [
  { place: "matrix", label: "Matrix", to: routes.home },
  { place: "techniques", label: "Techniques", to: routes.techniques },
  { place: "fields", label: "Fields", to: routes.fields },
  { place: "indicators", label: "Indicators", to: routes.indicators },
  { place: "exclusions", label: "Exclusions", to: routes.exclusions },
  { place: "rules", label: "Rules", to: routes.rules },
  { place: "events", label: "Events", to: routes.events },
  { place: "strategies", label: "Strategies", to: routes.strategies },
  { place: "sources", label: "Sources", to: routes.sources },
] as const;

export function Masthead({ place, carry, query }: MastheadProps) {
  return (
    <div className="bar1">
      <a className="name" href={routes.home(carry)}>
        <svg viewBox="0 0 16 13" aria-hidden="true">
          <path d="M0 0h9v2H0zM0 3.7h16v2H0zM0 7.4h12v2H0zM0 11h5v2H0z" />
        </svg>
        Rulescape
      </a>
      <nav className="nav" aria-label="Catalog">
        {pages.map((page) => (
          <a key={page.place} href={page.to(carry)} aria-current={page.place === place ? "page" : undefined}>
            {page.label}
          </a>
        ))}
      </nav>
      <search className="find">
        <form action={routes.search()}>
          <label className="vh" htmlFor="q">
            Search the catalog
          </label>
          <input id="q" name="q" type="search" placeholder="Technique, field, value, event, rule" defaultValue={query} maxLength={200} />
        </form>
      </search>
      <ThemeToggle />
    </div>
  );
}
