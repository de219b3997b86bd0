/** The sources page below the running head. */
import type { CatalogView } from "@/lib/model/catalog-view";
import type { PageOf } from "@/lib/model/paging";
import type { AttackVersionRow, LedgerLineRow, SourceRow, UnknownTag } from "@/lib/model/source-view";
import type { Address, Params } from "@/lib/routes";
import { count } from "../ui/count";
import { AttackSection } from "./attack-section";
import { LedgerLinesSection } from "./ledger-lines-section";
import { LedgerSection } from "./ledger-section";
import { SourcesSection } from "./sources-section";
import { UnknownSection } from "./unknown-section";

export interface SourceSectionsProps {
  readonly catalog: CatalogView;
  readonly sources: readonly SourceRow[];
  readonly versions: readonly AttackVersionRow[];
  readonly unknown: readonly UnknownTag[];
  readonly lines: PageOf<LedgerLineRow>;
  readonly chosen: string | null;
  readonly address: Address;
  readonly carry: Params;
}

export function SourceSections({ catalog, sources, versions, unknown, lines, chosen, address, carry }: SourceSectionsProps) {
  const { snapshot } = catalog;
  return (
    <>
      <div className="plain intro-wide">
        <h1>Sources and licences</h1>
        <p>
          Snapshot {snapshot.date}: {count(snapshot.rules)} rules in {count(snapshot.families)} families. Every file that was found is in
          the ledger below, with what became of it; a figure on any page can be traced to these files at these commits.
        </p>
      </div>
      <SourcesSection sources={sources} />
      <LedgerSection sources={sources} address={address} />
      <AttackSection versions={versions} />
      <UnknownSection unknown={unknown} sources={sources} carry={carry} />
      <LedgerLinesSection lines={lines} sources={sources} chosen={chosen} address={address} />
    </>
  );
}
