/** The rules behind a number: vendor, title, level, and how that author wrote it. */
import type { ReactNode } from "react";
import type { OpenedRow } from "@/lib/model/catalog-view";
import { type Params, routes } from "@/lib/routes";
import { count } from "../ui/count";
import { Dash } from "../ui/value";
import { VendorName } from "../ui/vendor";

export interface OpenedRulesProps {
  readonly opened: OpenedRow;
  /** Parameters that links to other pages take along. */
  readonly carry: Params;
  /** The same rules as a page of their own. */
  readonly page?: string | undefined;
  /** Above the rules: what the row had to cut. */
  readonly before?: ReactNode;
}

export function OpenedRules({ opened, carry, page, before }: OpenedRulesProps) {
  return (
    <>
      {before}
      <ul className="hits">
        {opened.rules.map((rule) => (
          <li key={rule.key}>
            <VendorName id={rule.vendor} />
            <a href={routes.rule(rule.key, carry)}>{rule.title}</a>
            <span>{rule.level ?? <Dash />}</span>
            <span>
              {rule.raw.map((text) => (
                <code key={text}>{text}</code>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className="more">
        {opened.total > opened.rules.length && (
          <span>
            The first {count(opened.rules.length)} of {count(opened.total)} rules.
          </span>
        )}
        {page && <a href={page}>The same as a page</a>}
      </p>
    </>
  );
}
