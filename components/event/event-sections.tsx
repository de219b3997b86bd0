/** The page of one event below the running head: fields used with it, techniques, analytics that ask for it, rules that read it. */

import type { EventAnalyticRow, EventFieldRow, EventTechniqueRow } from "@/lib/model/event-view";
import { pageOf } from "@/lib/model/paging";
import type { RuleListRow } from "@/lib/model/rule-list-view";
import { EventAnalytics } from "./event-analytics";
import type { EventContext } from "./event-context";
import { EventFields } from "./event-fields";
import { EventHero } from "./event-hero";
import { EventRules } from "./event-rules";
import { EventTechniques } from "./event-techniques";

/** Rows of each table on a page. */
const size = 30;

export interface EventSectionsProps {
  readonly context: EventContext;
  readonly fields: readonly EventFieldRow[];
  readonly techniques: readonly EventTechniqueRow[];
  readonly analytics: readonly EventAnalyticRow[];
  readonly rules: readonly RuleListRow[];
  readonly pages: { readonly fields: number; readonly techniques: number; readonly analytics: number };
}

export function EventSections({ context, fields, techniques, analytics, rules, pages }: EventSectionsProps) {
  const behavior = fields.filter(({ lane }) => lane === "behavior");
  return (
    <>
      <EventHero
        context={context}
        contents={[
          { id: "fields", label: "Fields used with it", count: behavior.length },
          { id: "techniques", label: "Techniques", count: techniques.length },
          { id: "analytics", label: "Analytics", count: analytics.length },
          { id: "rules", label: "Rules", count: context.head.rules },
        ]}
      />
      <EventFields
        context={context}
        page={pageOf(behavior, pages.fields, size)}
        selectors={fields.filter(({ lane }) => lane === "selector")}
      />
      <EventTechniques context={context} page={pageOf(techniques, pages.techniques, size)} />
      <EventAnalytics context={context} page={pageOf(analytics, pages.analytics, size)} />
      <EventRules context={context} rules={rules} />
    </>
  );
}
