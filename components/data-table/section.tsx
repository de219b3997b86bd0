/** A section: in the margin its title, count with denominator, how to read it, switches and downloads; its matter beside it. */
import type { ReactNode } from "react";
import { StateLink } from "../ui/state-link";

export interface Choice {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

/** Exclusive choices under one word, each a link. */
export interface Switch {
  readonly label: string;
  readonly choices: readonly Choice[];
}

export interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly count: ReactNode;
  /** One or two sentences on how to read the table. */
  readonly how: ReactNode;
  readonly switches?: readonly Switch[];
  /** Addresses of the same rows as files. */
  readonly downloads?: { readonly csv: string; readonly json: string };
  /** Below the side head in a wide window, below the table in a narrow one. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

function Options({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="opt">
      <span>{label}</span>
      <span>{children}</span>
    </div>
  );
}

export function Section({ id, title, count, how, switches = [], downloads, aside, children }: SectionProps) {
  return (
    <section className={aside ? "sec faceted" : "sec"} aria-labelledby={id}>
      <header className="side">
        <h2 id={id}>
          {title}
          <a className="anchor" href={`#${id}`} aria-label={`Link to ${title}`}>
            #
          </a>
        </h2>
        <span className="n">{count}</span>
        {how}
        {switches.map(({ label, choices }) => (
          <Options key={label} label={label}>
            {choices.map((choice) => (
              <StateLink key={choice.label} href={choice.href} current={choice.current}>
                {choice.label}
              </StateLink>
            ))}
          </Options>
        ))}
        {downloads && (
          <Options label="Get">
            <a href={downloads.csv} aria-label={`${title} as CSV`}>
              CSV
            </a>
            <a href={downloads.json} aria-label={`${title} as JSON`}>
              JSON
            </a>
          </Options>
        )}
      </header>
      <div className="body">{children}</div>
      {aside}
    </section>
  );
}
