/** The sections of a page with their counts, in the margin of its head. */
import { count } from "../ui/count";

export interface ContentsEntry {
  readonly id: string;
  readonly label: string;
  readonly count: number | null;
}

export function PageContents({ entries }: { readonly entries: readonly ContentsEntry[] }) {
  return (
    <nav aria-label="On this page">
      <ul className="toc">
        {entries.map(({ id, label, count: number }) => (
          <li key={id}>
            <a href={`#${id}`}>{label}</a>
            {number !== null && <span>{count(number)}</span>}
          </li>
        ))}
      </ul>
    </nav>
  );
}
