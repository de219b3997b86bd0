/** What the pages of events show, as plain data. */
import type { VendorCounts } from "./catalog-view.ts";
import type { Lane } from "./predicate.ts";
import type { Named } from "./technique-view.ts";

/** read: a rule reads it; unread: an analytic asks for it and no rule reads it. */
export type EventShow = "read" | "unread" | "all";
export type EventOrder = "rules" | "event" | "analytics";

export interface EventListRow {
  readonly event: string;
  readonly provider: string;
  /** Empty where the id stands for every event of the log. */
  readonly code: string;
  /** Names of the data components that it belongs to. */
  readonly components: readonly string[];
  /** Analytics of the loaded ATT&CK version that name it. */
  readonly analytics: number;
  /** Techniques of the rules that read it; a sub-technique is one of its own. */
  readonly techniques: number;
  readonly rules: number;
  readonly byVendor: VendorCounts;
}

export interface EventHead extends Omit<EventListRow, "components"> {
  readonly components: readonly Named[];
}

/** A field that rules reading the event test. */
export interface EventFieldRow {
  readonly key: string;
  readonly field: string;
  readonly lane: Lane;
  readonly rules: number;
  readonly byVendor: VendorCounts;
}

/** A technique that rules reading the event are tagged with. */
export interface EventTechniqueRow extends Named {
  readonly key: string;
  readonly rules: number;
  readonly byVendor: VendorCounts;
}

/** An analytic that asks for the event. */
export interface EventAnalyticRow {
  readonly key: string;
  readonly analytic: string;
  readonly platforms: readonly string[];
  readonly component: string | null;
  readonly strategy: Named;
  readonly technique: Named | null;
  /** Rules of that technique, its sub-techniques included, that read the event. */
  readonly rules: number;
}
