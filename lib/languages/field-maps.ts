/** The field maps of all vendors as plain tables: whoever only names fields need not load a parser. */
import type { LanguageId, VendorId } from "../model/vendor.ts";
import { elasticFields } from "./core/elastic-fields.ts";
import { kustoFields } from "./kusto/fields.ts";
import type { FieldRow } from "./language.ts";
import { sigmaFields } from "./sigma/fields.ts";
import { snowflakeFields } from "./snowflake-sql/fields.ts";
import { splFields } from "./spl/fields.ts";

export interface FieldMap {
  readonly vendor: VendorId;
  readonly label: string;
  /** Languages that share it. */
  readonly languages: readonly LanguageId[];
  readonly caseSensitive: boolean;
  /** Canonical names are the vendor's own: the map only tells what else it calls them. */
  readonly ownNames?: true;
  /** Names may come with a data model in front: `Processes.process_name`. */
  readonly prefixed?: true;
  readonly rows: readonly FieldRow[];
}

/** In the order of vendors. A new language adds its map here. */
export const fieldMaps: readonly FieldMap[] = [
  { vendor: "sigma", label: "Sigma", languages: ["sigma"], caseSensitive: false, rows: sigmaFields },
  { vendor: "splunk", label: "Splunk", languages: ["spl"], caseSensitive: false, prefixed: true, rows: splFields },
  {
    vendor: "elastic",
    label: "Elastic",
    languages: ["eql", "kuery", "esql", "lucene"],
    caseSensitive: true,
    ownNames: true,
    rows: elasticFields,
  },
  { vendor: "kusto", label: "Kusto", languages: ["kusto"], caseSensitive: true, rows: kustoFields },
  { vendor: "snowflake", label: "Snowflake", languages: ["snowflake-sql"], caseSensitive: false, rows: snowflakeFields },
];
