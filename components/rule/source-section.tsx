/** The rule's query as its author wrote it, every predicate marked where it stands. */
import { queryLanguages } from "@/lib/model/vendor";
import { Section } from "../data-table/section";
import { CopyButton } from "../ui/copy-button";
import { counted } from "../ui/count";
import { groupLabel, markedLines, type Piece } from "./marked-lines";
import { type Mark, type MarkLetter, markAnchor, markClass } from "./marks";
import { pipeBreaks } from "./pipe-breaks";

const legend: readonly { readonly letter: MarkLetter; readonly sample: string; readonly meaning: string }[] = [
  { letter: "S", sample: "a=1", meaning: "selector, picks the event" },
  { letter: "M", sample: "a=1", meaning: "match" },
  { letter: "X", sample: "a!=1", meaning: "exclude" },
  { letter: "T", sample: "n > 1", meaning: "threshold" },
  { letter: "?", sample: "a & 1", meaning: "not understood" },
];

function Legend() {
  return (
    <ul className="legend">
      {legend.map(({ letter, sample, meaning }) => (
        <li key={letter}>
          <mark className={markClass(letter)}>{sample}</mark>
          <span>
            <b>{letter}</b> {meaning}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Marked({ piece }: { readonly piece: Piece }) {
  const { group, text, last } = piece;
  const indent = /^\s*/.exec(text)?.[0] ?? "";
  const words = text.slice(indent.length);
  if (!group || words === "") return text;
  return (
    <>
      {indent}
      <mark className={markClass(group.marks[0].letter)}>
        <a href={`#${markAnchor(group.marks[0])}`}>{words}</a>
      </mark>
      {last && <span className="mn">{groupLabel(group)}</span>}
    </>
  );
}

export interface SourceSectionProps {
  readonly text: string;
  readonly language: string;
  readonly marks: readonly Mark[];
  readonly fileUrl: string | null;
}

export function SourceSection({ text, language, marks, fileUrl }: SourceSectionProps) {
  const shown = text.replace(/\n+$/, "");
  const breaks = pipeBreaks(language, shown);
  const lines = markedLines(shown, marks, breaks);
  const label = Object.entries(queryLanguages).find(([id]) => id === language)?.[1].label ?? language;
  return (
    <Section
      id="source"
      title="Source"
      count={text === "" ? label || "none" : `${label}, ${counted(lines.length, "line")}`}
      how={
        <>
          <p>
            As its author wrote it{breaks.length > 0 && ", broken before each pipe only for the eye; a copy gives the original"}. A mark
            leads to its row below.
          </p>
          <Legend />
        </>
      }
    >
      {text === "" ? (
        <p>This rule has no query to read.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll inside the box, which the keyboard must reach
        <section aria-label="Query text with marked predicates" tabIndex={0}>
          <pre className="src">
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed text
              <span key={index}>
                {line.map((piece) => (
                  <Marked key={piece.start} piece={piece} />
                ))}
                {"\n"}
              </span>
            ))}
          </pre>
        </section>
      )}
      <p className="more source-more">
        {fileUrl && <a href={fileUrl}>The whole file upstream</a>}
        {text !== "" && <CopyButton text={text} label="Copy the query" />}
      </p>
    </Section>
  );
}
