/** What leaves a page on its way out, and what must not. */
import { expect, it } from "vitest";
import { plainDocument } from "./plain-document.ts";

it("takes the client runtime, its data and its preloads out", () => {
  const page =
    '<html><head><link rel="preload" as="script" fetchPriority="low" href="/_next/a.js"/><link rel="stylesheet" href="/a.css" data-precedence="next"/>' +
    '<script src="/_next/a.js" async=""></script></head><body><p>One<!-- --> two<!--$--> three<!--/$--></p>' +
    '<script>self.__next_f.push([1,"<p>"])</script><script id="_R_">x</script></body></html>';
  expect(plainDocument(page)).toBe(
    '<html><head><link rel="stylesheet" href="/a.css" data-precedence="next"/></head><body><p>One two three</p></body></html>',
  );
});

it("keeps our own script and data for search engines as they are", () => {
  const own = '<script data-own="">if (a < b) "<!-- -->"</script><script type="application/ld+json">{"name":"<\\/p>"}</script>';
  expect(plainDocument(`<body>${own}<script>gone</script></body>`)).toBe(`<body>${own}</body>`);
});

it("leaves text that looks like a script alone, as the renderer escapes it", () => {
  const text = "<pre>&lt;script&gt;alert(1)&lt;/script&gt; 0 1</pre>";
  expect(plainDocument(text)).toBe(text);
});
