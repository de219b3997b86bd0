/** The head of a rule's page: title, metadata, and what its licence asks to be shown. */
import type { ReactNode } from "react";
import { platformLabel } from "@/lib/model/platform";
import type { RuleView } from "@/lib/model/rule-view";
import { type Params, routes } from "@/lib/routes";
import { EventLinks } from "../event/event-links";
import { Tag } from "../predicate/predicate";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";

/** Events in the head; a rule of a whole index can read dozens. */
const eventsShown = 30;

export interface RuleHeroProps {
  readonly rule: RuleView;
  readonly parts: { readonly predicates: number; readonly opaque: number };
  readonly carry: Params;
  readonly contents: readonly { readonly id: string; readonly label: string; readonly count: number | null }[];
}

function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Techniques({ rule, carry }: Pick<RuleHeroProps, "rule" | "carry">) {
  if (rule.tags.length === 0) return <Dash label="none tagged" />;
  return rule.tags.map(({ tagged, technique, status }, index) => (
    <span key={tagged}>
      {index > 0 && ", "}
      {technique ? (
        <a href={routes.technique(technique.id, carry)}>
          {technique.id} {technique.name}
        </a>
      ) : (
        <code>{tagged}</code>
      )}
      {status === "unknown" && (
        <>
          {" "}
          <Tag title="The loaded ATT&CK versions do not know this id">unknown to ATT&amp;CK</Tag>
        </>
      )}
      {status === "revoked" && <span className="soft"> (tagged {tagged}, revoked)</span>}
    </span>
  ));
}

function Outcome({ rule, parts }: Pick<RuleHeroProps, "rule" | "parts">) {
  if (rule.outcome === "complete") return "complete: every part is understood";
  const all = parts.predicates + parts.opaque;
  return (
    <>
      <span className={rule.outcome === "partial" ? "half" : "none"}>{rule.outcome}</span>:{" "}
      <a href="#unread">{parts.opaque > 0 ? `${parts.opaque} of ${all} parts` : "the reason"}</a>
      {parts.opaque > 0 && " not understood"}
    </>
  );
}

function Upstream({ source }: { readonly source: RuleView["source"] }) {
  const where = (
    <>
      {source.repository ?? source.label}
      {source.commit && (
        <>
          {" at "}
          <code>{source.commit.slice(0, 12)}</code>
        </>
      )}
    </>
  );
  return (
    <>
      {source.fileUrl ? <a href={source.fileUrl}>{where}</a> : where}, <code>{source.path}</code>
    </>
  );
}

const words = (list: readonly (string | null | false)[]) => list.filter((word): word is string => typeof word === "string" && word !== "");

function Metadata({ rule, parts, carry }: RuleHeroProps) {
  return (
    <dl className="meta">
      <Row term="Author">{rule.authors.length > 0 ? rule.authors.join(", ") : <Dash label="not stated" />}</Row>
      <Row term="Licence">
        <a href={routes.sources(carry, rule.source.id)}>{rule.licence}</a>
        {rule.source.attribution && <span className="soft"> · {rule.source.attribution}</span>}
      </Row>
      <Row term="Techniques">
        <Techniques rule={rule} carry={carry} />
      </Row>
      <Row term="Events">
        <EventLinks events={rule.events} carry={carry} most={eventsShown} />
      </Row>
      <Row term="Outcome">
        <Outcome rule={rule} parts={parts} />
      </Row>
      <Row term="Window">
        {rule.window ?? <Dash label="none" />}
        {rule.newTerms && (
          <>
            {" "}
            first seen: <code>{rule.newTerms.fields.join(", ")}</code> {rule.newTerms.window && `within ${rule.newTerms.window}`}
          </>
        )}
      </Row>
      <Row term="Upstream">
        <Upstream source={rule.source} />
      </Row>
      <Row term="Rule id">{rule.ownId ? <code>{rule.ownId}</code> : <Dash label="the author gives none" />}</Row>
    </dl>
  );
}

function Prose({ rule }: { readonly rule: RuleView }) {
  const more = rule.falsePositives.length + rule.references.length > 0;
  return (
    <div className="say">
      {rule.description && <p className="pre">{rule.description}</p>}
      {more && (
        <details className="read">
          <summary>False positives and references, as the author lists them</summary>
          <ul>
            {rule.falsePositives.map((text) => (
              <li key={text}>{text}</li>
            ))}
            {rule.references.map((url) => (
              <li key={url}>
                {/^https?:\/\//.test(url) ? (
                  <a href={url} rel="nofollow noopener">
                    {url}
                  </a>
                ) : (
                  url
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

export function RuleHero(props: RuleHeroProps) {
  const { rule, contents } = props;
  const facts = words([
    rule.level,
    rule.status,
    rule.version !== null && `version ${rule.version}`,
    rule.created !== null && `created ${rule.created}`,
    rule.modified !== null && `changed ${rule.modified}`,
    rule.platforms.map(platformLabel).join(", "),
  ]);
  return (
    <section className="sec first hero rulehero">
      <header className="side">
        <b>
          <VendorName id={rule.vendor} />
        </b>
        <nav aria-label="On this page">
          <ul className="toc">
            {contents.map(({ id, label, count }) => (
              <li key={id}>
                <a href={`#${id}`}>{label}</a>
                <span>{count}</span>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <div className="body">
        <div>
          <h1>{rule.title}</h1>
          <p className="facts">{facts.join(" · ")}</p>
        </div>
        <Prose rule={rule} />
        <Metadata {...props} />
      </div>
    </section>
  );
}
