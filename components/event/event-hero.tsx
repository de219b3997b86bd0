/** The head of an event's page: the log, the event, what it records, its data components, and how many rules read it. */
import type { ReactNode } from "react";
import { eventNames } from "@/lib/model/event-names";
import { vendorIds } from "@/lib/model/vendor";
import { routes } from "@/lib/routes";
import { count } from "../ui/count";
import { VendorName } from "../ui/vendor";
import type { EventContext } from "./event-context";
import { shortEvent } from "./event-links";

function Figure({ term, number, children }: { readonly term: string; readonly number: number; readonly children?: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <b>{count(number)}</b> {children}
      </dd>
    </div>
  );
}

function Vendors({ context: { head, carry } }: { readonly context: EventContext }) {
  const shown = vendorIds.filter((id) => (head.byVendor[id] ?? 0) > 0);
  if (shown.length === 0) return null;
  return (
    <p className="byv">
      {shown.map((id) => (
        <a key={id} href={routes.rules({ ...carry, vendor: id, event: head.event })}>
          <VendorName id={id} /> {count(head.byVendor[id] ?? 0)}
        </a>
      ))}
    </p>
  );
}

export interface EventHeroProps {
  readonly context: EventContext;
  readonly contents: readonly { readonly id: string; readonly label: string; readonly count: number }[];
}

export function EventHero({ context, contents }: EventHeroProps) {
  const { head, catalogRules } = context;
  const vendors = vendorIds.filter((id) => (head.byVendor[id] ?? 0) > 0).length;
  return (
    <section className="sec first hero eventhero">
      <header className="side">
        <b>{shortEvent(head.event)}</b>
        <nav aria-label="On this page">
          <ul className="toc">
            {contents.map(({ id, label, count: number }) => (
              <li key={id}>
                <a href={`#${id}`}>{label}</a>
                <span>{count(number)}</span>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <div className="body">
        <div>
          <h1>{eventNames.get(head.event) ?? head.event}</h1>
          <p className="facts">
            <code>{head.event}</code>
            {" · "}
            {head.components.length === 0
              ? "no data component of the loaded ATT&CK holds it"
              : `Data component ${head.components.map(({ id, name }) => `${name} (${id})`).join(", ")}`}
          </p>
        </div>
        <dl className="figs four">
          <Figure term="Rules" number={head.rules}>
            of {count(catalogRules)}
          </Figure>
          <Figure term="Vendors" number={vendors}>
            of {vendorIds.length}
          </Figure>
          <Figure term="Techniques" number={head.techniques}>
            of those rules
          </Figure>
          <Figure term="Analytics that ask for it" number={head.analytics} />
        </dl>
        <Vendors context={context} />
      </div>
    </section>
  );
}
