/** Two rules side by side: what both test, what each alone tests, what each leaves out, and both texts. */
import type { ReactNode } from "react";
import type { FieldNaming } from "@/lib/languages/field-names";
import { type ComparedExclusion, type ComparedRule, compareRules } from "@/lib/model/rule-comparison";
import type { RulePredicate } from "@/lib/model/rule-view";
import { languageLabel } from "@/lib/model/vendor";
import { type Address, carried, href, type Params, routes } from "@/lib/routes";
import { DataTable } from "../data-table/data-table";
import { Section } from "../data-table/section";
import { EventLinks } from "../event/event-links";
import { Clauses } from "../predicate/predicate";
import { count, counted } from "../ui/count";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";
import { aloneColumns, sharedColumns } from "./compared-columns";
import { markedLines } from "./marked-lines";
import { type Marks, marksOf, partsOf } from "./marks";
import { pipeBreaks } from "./pipe-breaks";
import { SourceText } from "./source-text";

/** One of the two, with what its column needs. */
interface Side extends ComparedRule {
  readonly marks: Marks;
}

export interface SideBySideProps {
  readonly left: ComparedRule;
  readonly right: ComparedRule;
  readonly names: FieldNaming;
  readonly address: Address;
  readonly catalogRules: number;
}

function Half({ side: { rule }, children }: { readonly side: Side; readonly children: ReactNode }) {
  return (
    <div>
      <h3>
        <VendorName id={rule.vendor} /> <span>{rule.title}</span>
      </h3>
      {children}
    </div>
  );
}

/** One column a rule; on a phone the second below the first. */
function Pair({ left, right, children }: { readonly left: Side; readonly right: Side; readonly children: (side: Side) => ReactNode }) {
  return (
    <div className="pair">
      <Half side={left}>{children(left)}</Half>
      <Half side={right}>{children(right)}</Half>
    </div>
  );
}

function Facts({ side: { rule, predicates }, carry }: { readonly side: Side; readonly carry: Params }) {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Rule", <a key="rule" href={routes.rule(rule.key, carry)}>{`${rule.source.label}, ${languageLabel(rule.language)}`}</a>],
    ["Level, status", [rule.level, rule.status].filter(Boolean).join(", ") || <Dash label="none stated" />],
    ["Events", <EventLinks key="events" events={rule.events} carry={carry} most={4} />],
    ["Window", rule.window ?? <Dash label="none" />],
    ["Predicates", `${count(predicates.length)}, ${counted(rule.exclusions.length, "exclusion")}`],
    ["Outcome", rule.outcome],
    ["Changed", rule.modified ?? rule.created ?? <Dash label="not stated" />],
  ];
  return (
    <dl className="meta single">
      {facts.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Exclusions({
  list,
  names,
  none,
}: {
  readonly list: readonly ComparedExclusion[];
  readonly names: FieldNaming;
  readonly none: string;
}) {
  if (list.length === 0) return <p className="soft">{none}</p>;
  return (
    <ol className="exl plainx">
      {list.map(({ parts, exceptions }) => (
        <li key={[...parts, ...exceptions].map(({ position }) => position).join(" ")}>
          <div>
            <Clauses clauses={[{ parts: partsOf(parts), exceptions: partsOf(exceptions) }]} names={names} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Text({ side: { rule, marks } }: { readonly side: Side }) {
  const text = rule.queryText.replace(/\n+$/, "");
  if (text === "") return <p className="soft">This rule has no query to read.</p>;
  return (
    <SourceText lines={markedLines(text, marks.all, pipeBreaks(rule.language, text))} label={`Query of ${rule.title}`} linked={false} />
  );
}

const withMarks = (compared: ComparedRule): Side => ({
  ...compared,
  marks: marksOf(compared.predicates, compared.rule.scopes, compared.rule.diagnostics),
});

export function SideBySide({ left: first, right: second, names, address, catalogRules }: SideBySideProps) {
  const [left, right] = [withMarks(first), withMarks(second)];
  const { predicates, exclusions } = compareRules(left, right);
  const carry = carried(address.params);
  const of = <Item,>(side: Side, items: { readonly left: readonly Item[]; readonly right: readonly Item[] }) =>
    side === left ? items.left : items.right;
  const sizes = `${count(predicates.both.length + predicates.left.length)} and ${count(predicates.both.length + predicates.right.length)}`;
  const shared = exclusions.both.map((pair) => pair.left);
  return (
    <>
      <h1 className="vh">{`${left.rule.title}, side by side with ${right.rule.title}`}</h1>
      <Section
        id="rules"
        title="Side by side"
        count="two rules"
        how={<p>Both are read into the same fields and operators, so that what they share shows across languages.</p>}
        switches={[
          {
            label: "Show",
            choices: [
              { label: "both", href: href(address), current: true },
              { label: "first alone", href: routes.rule(left.rule.key, carry), current: false },
              { label: "second alone", href: routes.rule(right.rule.key, carry), current: false },
              { label: "sides changed", href: routes.rule(right.rule.key, { ...carry, with: left.rule.key }), current: false },
            ],
          },
        ]}
      >
        <Pair left={left} right={right}>
          {(side) => <Facts side={side} carry={carry} />}
        </Pair>
      </Section>
      <Section
        id="shared"
        title="Both test"
        count={`${counted(predicates.both.length, "predicate")} of ${sizes}`}
        how={<p>The same field, operator and value in both, exclusions apart. Marks are those of the texts below, left and right.</p>}
      >
        <DataTable
          labelledBy="shared"
          className="pt cmp"
          columns={sharedColumns(left.marks, right.marks, names, catalogRules)}
          groups={[{ key: "all", rows: predicates.both }]}
          rowKey={(row) => `b-${row.left.position}`}
          empty="The two rules have no predicate in common."
        />
      </Section>
      <Section
        id="alone"
        title="Each alone"
        count={`${count(predicates.left.length)} and ${count(predicates.right.length)}`}
        how={<p>What only one of the two tests.</p>}
      >
        <Pair left={left} right={right}>
          {(side) => (
            <>
              <h4 className="vh" id={side === left ? "alone-left" : "alone-right"}>{`Only in ${side.rule.title}`}</h4>
              <DataTable<RulePredicate>
                labelledBy={side === left ? "alone-left" : "alone-right"}
                className="pt cmp half-table"
                columns={aloneColumns(side.marks, names, catalogRules)}
                groups={[{ key: "all", rows: of(side, predicates) }]}
                rowKey={({ position }) => `${side === left ? "l" : "r"}-${position}`}
                empty="Nothing that the other does not test."
              />
            </>
          )}
        </Pair>
      </Section>
      <Section
        id="exclusions"
        title="Exclusions"
        count={`${count(shared.length)} of both, ${count(exclusions.left.length)} and ${count(exclusions.right.length)} of one`}
        how={<p>What the rules carve out as harmless. Parts under a bracket exclude only together, and are compared together.</p>}
      >
        {shared.length > 0 && (
          <div>
            <h3>Both exclude</h3>
            <Exclusions list={shared} names={names} none="" />
          </div>
        )}
        {shared.length + exclusions.left.length + exclusions.right.length === 0 ? (
          <p className="soft">Neither rule excludes anything.</p>
        ) : (
          <Pair left={left} right={right}>
            {(side) => <Exclusions list={of(side, exclusions)} names={names} none="No exclusion that the other lacks." />}
          </Pair>
        )}
      </Section>
      <Section id="texts" title="Texts" count={null} how={<p>As their authors wrote them, broken before each pipe only for the eye.</p>}>
        <Pair left={left} right={right}>
          {(side) => <Text side={side} />}
        </Pair>
      </Section>
    </>
  );
}
