/** The head of a field's page: its name, what it holds, and its figures. */
import type { FieldHead } from "@/lib/model/field-view";
import { href, restarted } from "@/lib/routes";
import { Tag } from "../predicate/predicate";
import { type ContentsEntry, PageContents } from "../shell/page-contents";
import { CopyButton } from "../ui/copy-button";
import { count, counted } from "../ui/count";
import { Figure } from "../ui/figure";
import type { FieldContext } from "./field-context";

const laneWords = {
  behavior: "as behaviour",
  selector: "as a selector, which only picks the event",
  threshold: "as a count that rules compute",
  placeholder: "with a name to be filled in at your site",
} as const;

function Facts({ head }: { readonly head: FieldHead }) {
  const { known, mapped } = head;
  if (known) {
    return (
      <p className="facts">
        {known.description} · {known.kind.replace(/-/g, " ")} ·{" "}
        {known.origin === "ECS" ? "an ECS field" : "an extension of ECS that its collector documents"}
      </p>
    );
  }
  if (head.lane === "threshold")
    return <p className="facts">Computed by an aggregate over canonical fields, one spelling for all vendors.</p>;
  return (
    <p className="facts">
      {mapped
        ? "A documented extension of ECS."
        : "No field map knows this name; it stands as its author wrote it, and may mean what a canonical field means."}
    </p>
  );
}

function Lanes({ head, address }: Pick<FieldContext, "head" | "address">) {
  if (head.lanes.length < 2) return null;
  const start = restarted(address);
  return (
    <p className="facts switch">
      Counted{" "}
      {head.lanes.map(({ lane, rules }) => (
        <a key={lane} href={href(start, { lane })} aria-current={lane === head.lane ? "true" : undefined}>
          {laneWords[lane]} {count(rules)}
        </a>
      ))}
    </p>
  );
}

export interface FieldHeroProps {
  readonly context: FieldContext;
  readonly values: number;
  readonly exclusions: number;
  readonly techniques: number;
  readonly contents: readonly ContentsEntry[];
}

export function FieldHero({ context, values, exclusions, techniques, contents }: FieldHeroProps) {
  const { head, names, selection, catalog } = context;
  const { shown, others } = names(head.field);
  return (
    <section className="sec first hero">
      <header className="side">
        <b className="word">Field</b>
        <PageContents entries={contents} />
      </header>
      <div className="body">
        <div>
          <h1 className="machine">
            {shown} {!head.mapped && head.lane !== "threshold" && <Tag title="No field map knows this name">unmapped</Tag>}
          </h1>
          <Facts head={head} />
          {others && <p className="facts">{others}</p>}
          <Lanes head={head} address={context.address} />
        </div>
        <dl className="figs six">
          <Figure term="Rules" number={head.rules}>
            of {count(selection.rules)}
          </Figure>
          <Figure term="Families" number={head.families}>
            {head.families === null ? "they do not add up over a filter" : `of ${counted(head.rules, "rule")}`}
          </Figure>
          <Figure term="Vendors" number={Object.keys(head.byVendor).length}>
            of {catalog.vendors.length}
          </Figure>
          <Figure term="Values" number={values}>
            distinct
          </Figure>
          <Figure term="Exclusions" number={exclusions}>
            distinct
          </Figure>
          <Figure term="Techniques" number={techniques} />
        </dl>
        <p className="copyline">
          <CopyButton text={head.field} label="copy the canonical name" />
        </p>
      </div>
    </section>
  );
}
