/** A box that narrows a list by text: a plain GET form that keeps the rest of the page's state. */
import { type Address, href, restarted } from "@/lib/routes";

export interface TextFilterProps {
  readonly address: Address;
  readonly text: string | null;
  /** "Title contains". */
  readonly label: string;
}

export function TextFilter({ address, text, label }: TextFilterProps) {
  const kept = Object.entries(restarted(address).params).filter(([name, value]) => name !== "q" && value !== undefined);
  return (
    <form className="go filter" action={address.path}>
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className="vh" htmlFor="text">
        {label}
      </label>
      <input id="text" name="q" type="search" defaultValue={text ?? ""} placeholder={label} maxLength={200} />
      <button type="submit">Filter</button>
      {text !== null && <a href={href(restarted(address), { q: undefined })}>clear “{text}”</a>}
    </form>
  );
}
