/** Says that an event does not carry a field that rules test in it. */
import { eventsWithout } from "@/lib/model/event-fields";
import { Tag } from "../predicate/predicate";
import { shortEvent } from "./event-links";

export function MissingEvents({ field, events }: { readonly field: string | null; readonly events: readonly string[] }) {
  const missing = field === null ? [] : eventsWithout(field, events);
  if (missing.length === 0) return null;
  const names = missing.map(shortEvent).join(", ");
  return (
    <>
      {" "}
      <Tag title={`The event does not carry this field: ${missing.join(", ")}`}>not in {names}</Tag>
    </>
  );
}
