/** A value as the catalog holds it: monospace, with spaces at its edges made visible and the copied text exact. */

/** Values longer than this are cut; the whole stands in the opened row. */
const longest = 180;
/** Values longer than this wrap wherever they must; shorter ones stay whole. */
const inline = 38;

export interface ValueProps {
  readonly text: string;
  /** Show all of it, however long. */
  readonly whole?: boolean;
}

export function Value({ text, whole = false }: ValueProps) {
  const cut = !whole && text.length > longest;
  const shown = cut ? `${text.slice(0, longest)}…` : text;
  if (shown === "") return <span className="soft">(empty)</span>;
  const trimmed = shown.trimStart();
  const before = shown.slice(0, shown.length - trimmed.length);
  const middle = trimmed.trimEnd();
  const after = trimmed.slice(middle.length);
  return (
    <code className={shown.length > inline ? "v long" : "v"} title={cut ? text.slice(0, 1500) : undefined}>
      {before && <span className="sp">{before}</span>}
      {middle}
      {after && <span className="sp">{after}</span>}
    </code>
  );
}

/** A dash for nothing: never a zero that could be read as a count, never empty. */
export function Dash({ label }: { readonly label?: string }) {
  return (
    <span className="z" {...(label === undefined ? {} : { role: "img", "aria-label": label })}>
      –
    </span>
  );
}
