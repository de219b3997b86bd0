/** Vendors (the platform whose language a rule is written in) and query languages, each listed once. */

/** A vendor: id in URLs, label on pages, the two letters that head its column; the order is the order of every page. */
export const vendors = [
  { id: "sigma", label: "Sigma", letters: "Si" },
  { id: "splunk", label: "Splunk", letters: "Sp" },
  { id: "elastic", label: "Elastic", letters: "El" },
  { id: "kusto", label: "Kusto", letters: "Ku" },
  { id: "snowflake", label: "Snowflake", letters: "Sn" },
] as const;

export type VendorId = (typeof vendors)[number]["id"];

export const vendorIds: readonly VendorId[] = vendors.map((vendor) => vendor.id);

/** True when the text is the id of a vendor. */
export function isVendorId(text: string): text is VendorId {
  return (vendorIds as readonly string[]).includes(text);
}

/** Query languages: the vendor each belongs to and its name for readers. */
export const queryLanguages = {
  sigma: { vendor: "sigma", label: "Sigma" },
  spl: { vendor: "splunk", label: "SPL" },
  eql: { vendor: "elastic", label: "EQL" },
  kuery: { vendor: "elastic", label: "KQL (kuery)" },
  esql: { vendor: "elastic", label: "ES|QL" },
  lucene: { vendor: "elastic", label: "Lucene" },
  "elastic-ml": { vendor: "elastic", label: "machine learning job" },
  kusto: { vendor: "kusto", label: "Kusto" },
  "snowflake-sql": { vendor: "snowflake", label: "Snowflake SQL" },
} as const satisfies Record<string, { vendor: VendorId; label: string }>;

export type LanguageId = keyof typeof queryLanguages;

/** A query language's name for readers; an id that nobody registered stands for itself. */
export function languageLabel(language: string): string {
  return Object.entries(queryLanguages).find(([id]) => id === language)?.[1].label ?? language;
}
