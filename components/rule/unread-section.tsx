/** What was not understood: text that no predicate can hold is kept, counted and shown with the reason, never guessed. */
import { type Diagnostic, diagnosticCodes } from "@/lib/model/diagnostic";
import type { RuleView } from "@/lib/model/rule-view";
import { Section } from "../data-table/section";
import { counted } from "../ui/count";
import { type Marks, markAnchor, markName } from "./marks";

/** Diagnostics listed on a page. */
const shown = 40;

function Note({
  rule,
  marks,
  diagnostic,
  index,
}: {
  readonly rule: RuleView;
  readonly marks: Marks;
  readonly diagnostic: Diagnostic;
  readonly index: number;
}) {
  const mark = marks.ofDiagnostic.get(index);
  const text = diagnostic.span ? rule.queryText.slice(...diagnostic.span) : null;
  return (
    <div className="nu" {...(mark ? { id: markAnchor(mark) } : {})}>
      <b>{mark ? markName(mark) : ""}</b>
      <div>
        {text !== null && text !== "" && (
          <mark className="un">
            <code>{text.length > 300 ? `${text.slice(0, 300)}…` : text}</code>
          </mark>
        )}
        <small>
          {diagnostic.span && `characters ${diagnostic.span[0]}–${diagnostic.span[1]} · `}
          <code>{diagnostic.code}</code>
          {diagnostic.severity !== "error" && ` · ${diagnostic.severity}`}
        </small>
      </div>
      <p>
        {diagnosticCodes[diagnostic.code]}
        {diagnostic.message !== diagnosticCodes[diagnostic.code] && `: ${diagnostic.message}`}
      </p>
    </div>
  );
}

export function UnreadSection({ rule, marks }: { readonly rule: RuleView; readonly marks: Marks }) {
  const { diagnostics } = rule;
  return (
    <Section
      id="unread"
      title="Not understood"
      count={diagnostics.length === 0 ? "nothing" : counted(diagnostics.length, "note")}
      how={<p>Text that no predicate can hold is kept and counted, never guessed.</p>}
    >
      {diagnostics.length === 0 ? (
        <p className="soft">Every part of this rule is understood.</p>
      ) : (
        diagnostics.slice(0, shown).map((diagnostic, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes of one fixed rule
          <Note key={index} rule={rule} marks={marks} diagnostic={diagnostic} index={index} />
        ))
      )}
      {diagnostics.length > shown && (
        <p className="more">
          The first {shown} of {diagnostics.length} notes.
        </p>
      )}
    </Section>
  );
}
