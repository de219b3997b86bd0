/** Sitemaps as files: XML by the protocol (https://www.sitemaps.org/protocol.html), a piece at a time, so that no part is held whole. */

const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
/** Addresses in a piece. */
const pieceSize = 1000;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

export interface SitemapFile {
  /** An index of parts, or a part with pages. */
  readonly kind: "index" | "part";
  /** Absolute addresses. */
  readonly addresses: readonly string[];
  /** The day on which all of them last changed, YYYY-MM-DD. */
  readonly changed: string;
}

/** The file in pieces that join to the whole. */
export function* sitemapPieces({ kind, addresses, changed }: SitemapFile): Generator<string> {
  const [list, item] = kind === "index" ? ["sitemapindex", "sitemap"] : ["urlset", "url"];
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<${list} xmlns="${namespace}">\n`;
  for (let start = 0; start < addresses.length; start += pieceSize) {
    yield addresses
      .slice(start, start + pieceSize)
      .map((address) => `<${item}><loc>${escapeXml(address)}</loc><lastmod>${changed}</lastmod></${item}>\n`)
      .join("");
  }
  yield `</${list}>\n`;
}

/** Answers a request with the file. */
export function sitemapResponse(file: SitemapFile): Response {
  const pieces = sitemapPieces(file);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "public, max-age=3600" } });
}
