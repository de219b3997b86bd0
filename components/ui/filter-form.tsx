/** Several boxes that narrow a list together: a plain GET form that keeps the rest of the page's state. */
import { type Address, restarted } from "@/lib/routes";

export interface FilterBox {
  /** The parameter. */
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  /** Choices instead of free text; the first is the one without a parameter. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly wide?: boolean;
}

export function FilterForm({ address, boxes }: { readonly address: Address; readonly boxes: readonly FilterBox[] }) {
  const named = new Set(boxes.map(({ name }) => name));
  const kept = Object.entries(restarted(address).params).filter(([name, value]) => !named.has(name) && value !== undefined);
  return (
    <form className="go filter boxes" action={address.path}>
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {boxes.map(({ name, label, value, choices, wide }) => (
        <div key={name} className={wide ? "box wide" : "box"}>
          <label htmlFor={`by-${name}`}>{label}</label>
          {choices ? (
            <select id={`by-${name}`} name={name} defaultValue={value ?? ""}>
              {choices.map((choice, index) => (
                <option key={choice.value} value={index === 0 ? "" : choice.value}>
                  {choice.label}
                </option>
              ))}
            </select>
          ) : (
            <input
              id={`by-${name}`}
              name={name}
              type="search"
              defaultValue={value ?? ""}
              maxLength={400}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </div>
      ))}
      <button type="submit">Filter</button>
    </form>
  );
}
