/** The footer: snapshot, sources and licences, and what MITRE asks to be said. */
import { type Params, routes } from "@/lib/routes";

export function Footer({ date, carry }: { readonly date: string | null; readonly carry: Params }) {
  return (
    <footer className="foot">
      {date && <span>Rulescape catalog, snapshot {date}</span>}
      <a href={routes.sources(carry)}>Sources and licences</a>
      <span>ATT&amp;CK © The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.</span>
    </footer>
  );
}
