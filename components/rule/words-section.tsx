/** The rule's logic after normalization, in words, and what was rewritten on the way there. */

import { Fragment, type ReactNode } from "react";
import type { FieldNaming } from "@/lib/languages/field-names";
import { groupBy } from "@/lib/model/group-by";
import type { LogicNode, LogicScope } from "@/lib/model/normalized-rule";
import type { Operator } from "@/lib/model/predicate";
import type { RulePredicate, RuleView } from "@/lib/model/rule-view";
import { Section } from "../data-table/section";
import { FieldName } from "../predicate/predicate";
import { Value } from "../ui/value";
import { type Marks, markAnchor, markName } from "./marks";

/** Lines of one list; longer lists say how many follow. */
const shown = 40;

const says: Readonly<Record<Operator, string>> = {
  eq: "is",
  contains: "contains",
  starts_with: "starts with",
  ends_with: "ends with",
  wildcard: "is like",
  regex: "matches",
  cidr: "is in the network",
  gt: "is more than",
  gte: "is at least",
  lt: "is less than",
  lte: "is at most",
  exists: "is there",
  missing: "is missing",
  fieldref: "compares with",
  in_list: "is in the list",
  keyword: "says",
};

interface Context {
  readonly predicates: ReadonlyMap<number, RulePredicate>;
  readonly marks: Marks;
  readonly rule: RuleView;
  readonly names: FieldNaming;
}

function Literal({ context, position, negated }: { readonly context: Context; readonly position: number; readonly negated: boolean }) {
  const predicate = context.predicates.get(position);
  if (!predicate) return null;
  const bare = predicate.operator === "exists" || predicate.operator === "missing";
  return (
    <>
      {negated && <em>not </em>}
      {predicate.field === null ? "any field" : <FieldName field={predicate.field} names={context.names} />} {says[predicate.operator]}
      {!bare && (
        <>
          {" "}
          <Value text={predicate.value} />
        </>
      )}
    </>
  );
}

function Opaque({ context, index }: { readonly context: Context; readonly index: number }) {
  const diagnostic = context.rule.diagnostics[index];
  const text = diagnostic?.span ? context.rule.queryText.slice(...diagnostic.span) : (diagnostic?.message ?? "");
  return (
    <>
      <mark className="un">
        <code>{text.length > 160 ? `${text.slice(0, 160)}…` : text}</code>
      </mark>{" "}
      kept as text
    </>
  );
}

/** The mark of a leaf, leading to its row. */
function LeafMark({ context, node }: { readonly context: Context; readonly node: LogicNode }) {
  const leaf = node.kind === "not" ? node.child : node;
  const mark =
    leaf.kind === "predicate"
      ? context.marks.ofPredicate.get(leaf.predicate)
      : leaf.kind === "opaque"
        ? context.marks.ofDiagnostic.get(leaf.diagnostic)
        : undefined;
  return <b>{mark && <a href={`#${markAnchor(mark)}`}>{markName(mark)}</a>}</b>;
}

function Node({
  context,
  node,
  negated = false,
}: {
  readonly context: Context;
  readonly node: LogicNode;
  readonly negated?: boolean;
}): ReactNode {
  switch (node.kind) {
    case "predicate":
      return <Literal context={context} position={node.predicate} negated={negated} />;
    case "opaque":
      return (
        <>
          {negated && <em>not </em>}
          <Opaque context={context} index={node.diagnostic} />
        </>
      );
    case "not":
      return <Node context={context} node={node.child} negated={!negated} />;
    case "all":
    case "any":
      return (
        <>
          <span>
            {negated && <em>not </em>}
            {node.kind === "all" ? "all of" : "any of"}
          </span>
          <Children context={context} nodes={node.children} />
        </>
      );
  }
}

function Children({ context, nodes }: { readonly context: Context; readonly nodes: readonly LogicNode[] }) {
  return (
    <ol>
      {nodes.slice(0, shown).map((node, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: branches of one fixed tree
        <li key={index}>
          <LeafMark context={context} node={node} />
          <div>
            <Node context={context} node={node} />
          </div>
        </li>
      ))}
      {nodes.length > shown && (
        <li>
          <b />
          <span className="soft">and {nodes.length - shown} more, listed below</span>
        </li>
      )}
    </ol>
  );
}

const scopeWords: Readonly<Record<LogicScope["kind"], string>> = { event: "in one event", count: "counted", absent: "must find no event" };

function Scope({ context, scope, first }: { readonly context: Context; readonly scope: LogicScope; readonly first: boolean }) {
  const { logic } = scope;
  const list = logic.kind === "all" || logic.kind === "any" ? logic : null;
  const head = `${first ? "" : "then "}${list ? (list.kind === "all" ? "all of" : "any of") : ""}`.trim();
  return (
    <>
      <h3>
        {head === "" ? "" : `${head.charAt(0).toUpperCase()}${head.slice(1)} `}
        <span>
          {scopeWords[scope.kind]}
          {scope.kind === "count" && context.rule.window && ` within ${context.rule.window}`}
          {scope.label && ` · ${scope.label}`}
        </span>
      </h3>
      <Children context={context} nodes={list ? list.children : [logic]} />
    </>
  );
}

/** Each rewrite that made a predicate, with the mark that it made. */
function rewritesOf(predicates: readonly RulePredicate[], marks: Marks): readonly { readonly rewrite: string; readonly names: string }[] {
  const pairs = predicates.flatMap(({ rewrites, position }) =>
    rewrites.map((rewrite) => ({ rewrite, mark: marks.ofPredicate.get(position) })),
  );
  return [...groupBy(pairs, ({ rewrite }) => rewrite)].map(([rewrite, list]) => {
    const names = list.flatMap(({ mark }) => (mark ? [markName(mark)] : []));
    return { rewrite, names: names.length > 6 ? `${names.slice(0, 6).join(", ")} and ${names.length - 6} more` : names.join(", ") };
  });
}

export interface WordsSectionProps {
  readonly rule: RuleView;
  readonly predicates: readonly RulePredicate[];
  readonly marks: Marks;
  readonly names: FieldNaming;
}

export function WordsSection({ rule, predicates, marks, names }: WordsSectionProps) {
  const context: Context = { rule, marks, names, predicates: new Map(predicates.map((predicate) => [predicate.position, predicate])) };
  const rewrites = rewritesOf(predicates, marks);
  return (
    <Section
      id="words"
      title="In words"
      count={null}
      how={
        <p>
          The query after normalization, as the catalog counts it, and what was rewritten on the way there. Each rewrite keeps the set of
          matching events.
        </p>
      }
    >
      <div className={rewrites.length > 0 ? "words" : "words alone"}>
        <div className="tree">
          {rule.scopes.length === 0 && <p>No logic could be read.</p>}
          {rule.scopes.map((scope, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: scopes of one fixed rule
            <Fragment key={index}>
              <Scope context={context} scope={scope} first={index === 0} />
            </Fragment>
          ))}
        </div>
        {rewrites.length > 0 && (
          <div>
            <h3>Rewritten</h3>
            <ul className="rew">
              {rewrites.map(({ rewrite, names: of }) => (
                <li key={rewrite}>
                  {rewrite.replace(/-/g, " ")}: <span>{of}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Section>
  );
}
