/** The rule's query as its author wrote it, every predicate marked where it stands. */
import { languageLabel } from "@/lib/model/vendor";
import { Section } from "../data-table/section";
import { CopyButton } from "../ui/copy-button";
import { counted } from "../ui/count";
import { markedLines } from "./marked-lines";
import { type Mark, type MarkLetter, markClass } from "./marks";
import { pipeBreaks } from "./pipe-breaks";
import { SourceText } from "./source-text";

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
  const label = languageLabel(language);
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
      {text === "" ? <p>This rule has no query to read.</p> : <SourceText lines={lines} label="Query text with marked predicates" linked />}
      <p className="more source-more">
        {fileUrl && <a href={fileUrl}>The whole file upstream</a>}
        {text !== "" && <CopyButton text={text} label="Copy the query" />}
      </p>
    </Section>
  );
}
