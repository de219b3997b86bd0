/** Cells that tables of events share. */
import { type Params, routes } from "@/lib/routes";

/** Most events belong to one data component; some sources name many. */
const componentsShown = 2;

export function Components({ names }: { readonly names: readonly string[] }) {
  const rest = names.slice(componentsShown);
  return (
    <span className="soft" title={names.join(", ")}>
      {names.slice(0, componentsShown).join(", ")}
      {rest.length > 0 && ` and ${rest.length} more`}
    </span>
  );
}

/** What the log calls the event, leading to the event's page; read out of its table the link names its log, too; "any" where the id stands for the whole log. */
export function EventCode({ event, code, carry }: { readonly event: string; readonly code: string; readonly carry: Params }) {
  const log = code === "" ? event : event.slice(0, -code.length - 1);
  return (
    <a href={routes.event(event, carry)} title={event}>
      <span className="vh">{log} </span>
      {code === "" ? "any\u00a0event" : <code>{code}</code>}
    </a>
  );
}
