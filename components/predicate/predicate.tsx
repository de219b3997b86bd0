/** Predicates in rows: field, operator, value on one grid; parts that must hold together stand under a bracket. */
import { Fragment, type ReactNode } from "react";
import type { FieldNaming } from "@/lib/languages/field-names";
import type { ClauseView } from "@/lib/model/clause-view";
import { indicatorKey } from "@/lib/model/indicator-id";
import type { ClausePart } from "@/lib/model/predicate";
import { type Params, routes } from "@/lib/routes";
import { Value } from "../ui/value";

/** Folded values shown in a row; the opened row has all of them. */
const valuesShown = 12;
/** Clauses of several parts shown in one row. */
const clausesShown = 3;

export interface FieldNameProps {
  readonly field: string | null;
  readonly names: FieldNaming;
  /** Parameters for a link to the field's page; absent: no link. */
  readonly carry?: Params | undefined;
}

/** A test of presence looks for no value. */
export function isPresence(operator: ClausePart["operator"]): boolean {
  return operator === "exists" || operator === "missing";
}

/** A field under the chosen names; the others in its title. Names may break after a dot or underscore. */
export function FieldName({ field, names, carry }: FieldNameProps) {
  if (field === null) return <span className="f soft">any field</span>;
  const { shown, others } = names(field);
  const name = (
    <code className="f" title={others}>
      {shown.split(/(?<=[._])/).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one fixed name
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {piece}
        </Fragment>
      ))}
    </code>
  );
  return carry ? <a href={routes.field(field, carry)}>{name}</a> : name;
}

export interface PartValueProps {
  readonly part: ClausePart;
  readonly value: string;
  readonly carry?: Params | undefined;
  readonly whole?: boolean;
}

/** One value of a part; with `carry` it leads to its own page, unless the part only tests for presence. */
export function PartValue({ part, value, carry, whole = false }: PartValueProps) {
  const key = carry ? indicatorKey(part, value) : null;
  if (!carry || key === null) return <Value text={value} whole={whole} />;
  return (
    <a className="vl" href={routes.indicator(key, carry)}>
      <Value text={value} whole={whole} />
    </a>
  );
}

export function Tag({ children, title }: { readonly children: ReactNode; readonly title?: string }) {
  return (
    <span className="tag" title={title}>
      {children}
    </span>
  );
}

export interface PartProps {
  readonly part: ClausePart;
  readonly names: FieldNaming;
  /** A word before the operator: "and". */
  readonly joint?: string;
  /** Where the values that were cut stand. */
  readonly moreHref?: string;
  /** Parameters for links to the pages of field and values; absent: no links. */
  readonly carry?: Params | undefined;
  readonly after?: ReactNode;
}

export function Part({ part, names, joint, moreHref, carry, after }: PartProps) {
  const values = isPresence(part.operator) ? [] : part.values;
  const cut = values.length > valuesShown + 2 ? values.slice(0, valuesShown) : values;
  return (
    <div className="p">
      <FieldName field={part.field} names={names} carry={carry} />{" "}
      <span className="o">
        {joint && <b>{joint}</b>} {part.operator}
      </span>{" "}
      <span className="vs">
        {cut.map((value, index) => (
          <Fragment key={value}>
            {index > 0 && <i className="or">or</i>}
            <PartValue part={part} value={value} carry={carry} />
          </Fragment>
        ))}
        {cut.length < values.length && (
          <>
            <i className="or">or</i>
            <a href={moreHref}>{values.length - cut.length} more</a>
          </>
        )}
        {part.lane === "placeholder" && (
          <>
            {" "}
            <Tag title="A name to be filled in at your site">placeholder</Tag>
          </>
        )}
        {after}
      </span>
    </div>
  );
}

export interface ClauseProps {
  readonly clauses: readonly ClauseView[];
  readonly names: FieldNaming;
  readonly moreHref?: string;
  readonly carry?: Params | undefined;
  readonly after?: ReactNode;
}

const keyOf = (parts: readonly ClausePart[]) =>
  parts.map(({ field, operator, values }) => `${field} ${operator} ${values.join(" ")}`).join(" ");

function OneClause({
  parts,
  exceptions,
  names,
  more,
  after,
}: ClauseView & { names: FieldNaming; more: { moreHref?: string; carry?: Params | undefined }; after: ReactNode }) {
  const list = parts.map((part, index) => (
    <Part
      key={keyOf([part])}
      part={part}
      names={names}
      {...(index > 0 ? { joint: "and" } : {})}
      {...more}
      after={parts.length === 1 && after}
    />
  ));
  return (
    <>
      {parts.length > 1 ? <div className="all">{list}</div> : list}
      {exceptions.length > 0 && (
        <div className="unless">
          {exceptions.map((part, index) => (
            <Part key={keyOf([part])} part={part} names={names} joint={index === 0 ? "unless" : "or"} {...more} />
          ))}
        </div>
      )}
    </>
  );
}

/** One literal, or parts under a bracket; what lifts an exclusion follows "unless". Clauses that share a row stand below each other. */
export function Clauses({ clauses, names, moreHref, carry, after }: ClauseProps) {
  const shown = clauses.slice(0, clausesShown);
  const more = { ...(moreHref === undefined ? {} : { moreHref }), carry };
  return (
    <>
      {shown.map((clause, index) => (
        <Fragment key={keyOf([...clause.parts, ...clause.exceptions])}>
          {index > 0 && <div className="apart">or</div>}
          <OneClause {...clause} names={names} more={more} after={after} />
        </Fragment>
      ))}
      {shown.length < clauses.length && (
        <div className="apart">
          or <a href={moreHref}>{clauses.length - shown.length} more</a>
        </div>
      )}
    </>
  );
}

const isLong = ({ values }: ClausePart) => values.length > valuesShown + 2 || values.some((value) => value.length > 180);

/** All values and clauses that a row had to cut, for its opened row. */
export function WholeClauses({ clauses, names, carry }: Pick<ClauseProps, "clauses" | "names" | "carry">) {
  const long = clauses.filter(({ parts }, index) => index >= clausesShown || parts.some(isLong));
  return long.map((clause) => (
    <p className="whole" key={keyOf([...clause.parts, ...clause.exceptions])}>
      {clause.parts.map((part, index) => (
        <Fragment key={keyOf([part])}>
          {index > 0 && <b>and </b>}
          <FieldName field={part.field} names={names} carry={carry} /> <span className="o">{part.operator}</span>{" "}
          {part.values.map((value) => (
            <Fragment key={value}>
              <PartValue part={part} value={value} carry={carry} whole />{" "}
            </Fragment>
          ))}
        </Fragment>
      ))}
    </p>
  ));
}
