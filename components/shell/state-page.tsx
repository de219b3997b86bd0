/** A page that stands for what is not there: the masthead, a sentence, and what to do next. It asks the database nothing. */
import type { ReactNode } from "react";
import { Footer } from "./footer";
import { Masthead } from "./masthead";

export interface StatePageProps {
  readonly title: ReactNode;
  /** What was asked for, above the title. */
  readonly asked?: string;
  readonly query?: string;
  readonly children: ReactNode;
}

export function StatePage({ title, asked, query, children }: StatePageProps) {
  return (
    <>
      <a className="vh skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <Masthead place={null} carry={{}} {...(query === undefined ? {} : { query })} />
      </header>
      <main id="main">
        <div className="plain">
          {asked && <p className="mono">{asked}</p>}
          <h1>{title}</h1>
          {children}
        </div>
      </main>
      <Footer date={null} carry={{}} />
    </>
  );
}
