/** A filter of several choices: a disclosure whose entries are links that add or remove one. */
import type { ReactNode } from "react";
import { count } from "../ui/count";
import { StateLink } from "../ui/state-link";

export interface FilterPickProps<Id extends string> {
  readonly label: string;
  /** Said when nothing is chosen. */
  readonly all: string;
  readonly chosen: readonly Id[];
  readonly options: readonly { readonly id: Id; readonly rules: number; readonly name: ReactNode }[];
  readonly name: (id: Id) => string;
  readonly hrefOf: (ids: readonly Id[]) => string;
}

export function FilterPick<Id extends string>({ label, all, chosen, options, name, hrefOf }: FilterPickProps<Id>) {
  const [first] = chosen;
  const summary = first === undefined ? all : chosen.length === 1 ? name(first) : `${chosen.length} of ${options.length}`;
  return (
    <details className="pick">
      <summary>
        {label} <b>{summary}</b>
      </summary>
      <ul>
        {options.map(({ id, rules, name: shown }) => {
          const on = chosen.includes(id);
          return (
            <li key={id}>
              <StateLink href={hrefOf(on ? chosen.filter((other) => other !== id) : [...chosen, id])} current={on}>
                <span>{shown}</span>
                <span>{count(rules)}</span>
              </StateLink>
            </li>
          );
        })}
        {chosen.length > 0 && (
          <li className="clear">
            <StateLink href={hrefOf([])}>
              <span>{all}</span>
            </StateLink>
          </li>
        )}
      </ul>
    </details>
  );
}
