/**
 * Makes a finished page a plain document. The renderer adds its client runtime and a second copy of the page's data to every page, and no page needs
 * either: links, forms and disclosures are HTML's own, and what scripts add is one small script of ours (components/ui/page-script.ts).
 * Works on the renderer's own output, in which `<` stands nowhere but in tags and scripts.
 */

/** One pass from left to right, so that what stands in a script that stays is never looked at again. */
const parts = new RegExp(
  [
    String.raw`<script\b(?<attributes>[^>]*)>[\s\S]*?<\/script>`,
    String.raw`<link\b[^>]*\b(?:as="script"|rel="expect"|rel="modulepreload")[^>]*>`,
    String.raw`<!--(?:[ $&]|\/[$&]|\$[?!])?-->`, // seams between texts and components, for hydration
    String.raw`<template id="_R_"><\/template>`,
  ].join("|"),
  "g",
);

/** Scripts that stay: ours, marked so, and data for search engines. */
const stays = /\bdata-own\b|\btype="application\/ld\+json"/;

/**
 * @param html a whole document as the renderer gives it
 * @returns the same document without the renderer's scripts, preloads of scripts and seams for hydration
 */
export function plainDocument(html: string): string {
  return html.replace(parts, (part: string, attributes: string | undefined) =>
    attributes !== undefined && stays.test(attributes) ? part : "",
  );
}
