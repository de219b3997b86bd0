/** Data for search engines (https://schema.org, JSON-LD 1.1), written so that no text in it can end the script that holds it. */
export type JsonLd = { readonly "@context": "https://schema.org"; readonly "@type": string } & Readonly<Record<string, unknown>>;

export function JsonLdScript({ data }: { readonly data: JsonLd }) {
  const text = JSON.stringify(data).replace(/</g, "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON, with every `<` escaped
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}
