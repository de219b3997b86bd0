/** The head of an indicator's page: field, operator and value, its reach by vendor, and its figures. */
import { routes } from "@/lib/routes";
import { FieldName, Tag } from "../predicate/predicate";
import { type ContentsEntry, PageContents } from "../shell/page-contents";
import { ReachBar } from "../ui/bars";
import { CopyButton } from "../ui/copy-button";
import { count, counted } from "../ui/count";
import { Figure } from "../ui/figure";
import { Value } from "../ui/value";
import { VendorName } from "../ui/vendor";
import type { IndicatorContext } from "./indicator-context";

function Vendors({ context }: { readonly context: IndicatorContext }) {
  const { head, catalog } = context;
  return (
    <ul className="split" aria-label="Rules by vendor">
      {catalog.vendors.map(({ id }) => {
        const rules = head.byVendor[id] ?? 0;
        return (
          <li key={id}>
            <VendorName id={id} />
            <span className={rules === 0 ? "z" : undefined}>{rules === 0 ? "–" : count(rules)}</span>
            {rules > 0 && <ReachBar reach={rules} />}
          </li>
        );
      })}
    </ul>
  );
}

export interface IndicatorHeroProps {
  readonly context: IndicatorContext;
  readonly techniques: number;
  readonly excluded: number;
  readonly contents: readonly ContentsEntry[];
}

export function IndicatorHero({ context, techniques, excluded, contents }: IndicatorHeroProps) {
  const { head, names, carry, selection, catalog } = context;
  const { part } = head;
  const [value = ""] = part.values;
  return (
    <section className="sec first hero">
      <header className="side">
        <b className="word">Indicator</b>
        <PageContents entries={contents} />
      </header>
      <div className="body">
        <div>
          <h1 className="machine">
            <Value text={value} whole />
          </h1>
          <p className="facts">
            <FieldName field={part.field} names={names} carry={carry} /> {part.operator}{" "}
            <span className="nw">· compared {part.caseSensitive ? "with" : "without"} case</span>{" "}
            {part.lane !== "behavior" && <Tag>{part.lane}</Tag>}{" "}
            {head.grouped && <Tag title="Every rule tests it only together with other values of the field">only in AND groups</Tag>}{" "}
            <CopyButton text={value} label="copy the value" />
          </p>
          <p className="facts">
            <a href={routes.indicators({ ...carry, q: value, as: "exact" })}>The same value in any field</a> ·{" "}
            <a href={routes.indicators({ ...carry, q: value })}>values with it as a part</a>
          </p>
        </div>
        <dl className={selection.segmentIds === null ? "figs" : "figs six"}>
          <Figure term="Rules" number={head.rules}>
            of {count(selection.rules)}
          </Figure>
          {selection.segmentIds !== null && (
            <Figure term="Whole catalog" number={head.reach}>
              of {count(catalog.snapshot.rules)}
            </Figure>
          )}
          <Figure term="Families" number={head.families}>
            of {counted(head.rules, "rule")}
          </Figure>
          <Figure term="Vendors" number={Object.keys(head.byVendor).length}>
            of {catalog.vendors.length}
          </Figure>
          <Figure term="Techniques" number={techniques} />
          <Figure term="Exclusions with it" number={excluded} />
        </dl>
        <Vendors context={context} />
      </div>
    </section>
  );
}
