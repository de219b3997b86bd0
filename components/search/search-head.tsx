/** Above the results: what was looked for, what may have been meant, and a way to each kind that was found. */
import { foundOf, type SearchAnswer, type SearchKind } from "@/lib/model/search-view";
import { type Address, href, restarted, routes } from "@/lib/routes";
import { count, counted } from "../ui/count";
import { Value } from "../ui/value";
import { kindLabels } from "./search-groups";

export interface SearchHeadProps {
  readonly text: string | null;
  readonly answer: SearchAnswer | null;
  readonly kinds: readonly SearchKind[];
  readonly address: Address;
  readonly only: SearchKind | null;
}

/** Searches that show what can be searched for. */
const examples = ["Network Service Discovery", "netscan.exe", "process.parent.name", "4688", "DET0376"];

function Start() {
  return (
    <div className="plain">
      <h1>Search</h1>
      <p>
        A technique, field, event, strategy or source by its id or a part of its name; a value by any part of it; a rule by its id or by the
        words of its title, description and query.
      </p>
      <p>
        For example{" "}
        {examples.map((example, index) => (
          <span key={example}>
            {index > 0 && ", "}
            <a href={routes.search({ q: example })}>{example}</a>
          </span>
        ))}
        .
      </p>
    </div>
  );
}

function Meant({ answer, address }: { readonly answer: SearchAnswer; readonly address: Address }) {
  const { suggestion, instead } = answer;
  if (suggestion === null) return null;
  const link = <a href={href(restarted(address), { q: suggestion.text })}>{suggestion.text}</a>;
  if (instead) return <p className="notice">Below is what {link} finds, which may have been meant.</p>;
  const words = suggestion.words.map(({ word, rules }) => `${counted(rules, "rule")} ${rules === 1 ? "has" : "have"} “${word}”`).join(", ");
  return (
    <p>
      Did you mean {link}? <span className="soft">{words}.</span>
    </p>
  );
}

function Near({ near }: Pick<SearchAnswer, "near">) {
  if (near.length === 0) return null;
  return (
    <>
      <p>Near it:</p>
      <ul className="list">
        {near.map(({ id, name, href: to }) => (
          <li key={id} className="named">
            <a href={to}>
              <code>{id}</code>
            </a>
            <span>{name}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Kinds({ answer, kinds }: { readonly answer: SearchAnswer; readonly kinds: readonly SearchKind[] }) {
  return (
    <nav aria-label="Kinds of results">
      <ul className="kinds">
        {kinds.map((kind) => (
          <li key={kind}>
            <a href={`#${kind}`}>{kindLabels[kind]}</a> <span>{count(foundOf(answer.found, kind).total)}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A path is looked for by its pieces elsewhere. */
const pathLike = /[\\/]/;

function AsPath({ text }: { readonly text: string }) {
  return (
    <>
      <a href={routes.indicators({ q: text, as: "path" })}>As a whole path</a> it may match what rules look for in paths.
    </>
  );
}

export function SearchHead({ text, answer, kinds, address, only }: SearchHeadProps) {
  if (text === null || answer === null) return <Start />;
  const nothing = kinds.length === 0 || answer.instead;
  return (
    <div className="plain">
      <h1>
        {nothing ? "Nothing found for " : "Found for "}
        <Value text={text} />
      </h1>
      <Meant answer={answer} address={address} />
      <Near near={answer.near} />
      {kinds.length === 0 && (
        <p>
          {only === null ? (
            <>No name, value or rule contains it. {pathLike.test(text) ? <AsPath text={text} /> : "Fewer letters find more."}</>
          ) : (
            <>
              None of the {kindLabels[only].toLowerCase()} contains it.{" "}
              <a href={href(restarted(address), { in: undefined })}>Search in everything</a>
            </>
          )}
        </p>
      )}
      {kinds.length > 1 && <Kinds answer={answer} kinds={kinds} />}
    </div>
  );
}
