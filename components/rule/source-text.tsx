/** A query's lines with their marks: kind by the line under the words, and by a letter with a number behind them. */
import { groupLabel, type Line, type Piece } from "./marked-lines";
import { markAnchor, markClass } from "./marks";

function Marked({ piece, linked }: { readonly piece: Piece; readonly linked: boolean }) {
  const { group, text, last } = piece;
  const indent = /^\s*/.exec(text)?.[0] ?? "";
  const words = text.slice(indent.length);
  if (!group || words === "") return text;
  return (
    <>
      {indent}
      <mark className={markClass(group.marks[0].letter)}>{linked ? <a href={`#${markAnchor(group.marks[0])}`}>{words}</a> : words}</mark>
      {last && <span className="mn">{groupLabel(group)}</span>}
    </>
  );
}

export interface SourceTextProps {
  readonly lines: readonly Line[];
  readonly label: string;
  /** Marks lead to their rows on the same page. */
  readonly linked: boolean;
}

export function SourceText({ lines, label, linked }: SourceTextProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll inside the box, which the keyboard must reach
    <section aria-label={label} tabIndex={0}>
      <pre className="src">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed text
          <span key={index}>
            {line.map((piece) => (
              <Marked key={piece.start} piece={piece} linked={linked} />
            ))}
            {"\n"}
          </span>
        ))}
      </pre>
    </section>
  );
}
