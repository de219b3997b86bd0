/**
 * What answers visitors: it asks the renderer for a page, makes it a plain document, compresses it, and says an error of the renderer as a page.
 * Everything else (files, tables as CSV and JSON) passes through as it is.
 */
import http, { type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { plainDocument } from "./plain-document.ts";

export interface FrontOptions {
  readonly host: string;
  readonly port: number;
  /** Where the renderer listens, on this machine. */
  readonly renderer: { readonly host: string; readonly port: number };
  /** The page to show instead of one that the renderer failed on: it finds out whether the database is away. */
  readonly failurePath: string;
}

/** Milliseconds that the renderer may take for one page. */
const patience = 60_000;
/** The longest page, in bytes, that is held in memory to be made plain; a longer one is an error of ours. */
const largest = 32 * 1024 * 1024;

/** Meant for one connection, not for the next; and the renderer's own protocol, which its client runtime would speak. */
const notForwarded = new Set(
  "connection keep-alive proxy-connection te trailer transfer-encoding upgrade expect rsc next-router-state-tree next-router-prefetch next-router-segment-prefetch next-url next-action".split(
    " ",
  ),
);
const notReturned = new Set("connection keep-alive transfer-encoding content-length content-encoding vary x-powered-by".split(" "));

/** Starts the server; resolves when it listens. Rejects with the system's error when it cannot. */
export async function startFront(options: FrontOptions): Promise<Server> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const server = http.createServer((request, response) => {
    answer(request, response, { ...options, agent }).catch(() => fail(response));
  });
  server.on("close", () => agent.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return server;
}

type Context = FrontOptions & { readonly agent: http.Agent };

async function answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response
      .writeHead(405, { Allow: "GET, HEAD", "Content-Type": "text/plain; charset=utf-8" })
      .end("Only GET and HEAD are answered here.\n");
    return;
  }
  const rendered = await ask(context, request.url ?? "/", request);
  const status = rendered.statusCode ?? 502;
  if (isDocument(rendered)) return sendDocument(request, response, status, rendered);
  if (status >= 500 && status !== 503) {
    rendered.resume();
    const failure = await ask(context, context.failurePath, request);
    return sendDocument(request, response, failure.statusCode === 503 ? 503 : 500, failure);
  }
  response.writeHead(status, returned(rendered.headers, false));
  await pipeline(rendered, response).catch(() => response.destroy()); // the visitor left, or the renderer did
}

function isDocument({ statusCode = 502, headers }: IncomingMessage): boolean {
  return (statusCode < 500 || statusCode === 503) && (headers["content-type"] ?? "").startsWith("text/html");
}

function ask(context: Context, path: string, asked: IncomingMessage): Promise<IncomingMessage> {
  const { renderer, agent } = context;
  const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !notForwarded.has(name)));
  const { host, port } = renderer;
  const sent = { ...headers, "accept-encoding": acceptedFor(path, asked) };
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, path, method: asked.method, agent, timeout: patience, headers: sent });
    // The renderer may close an idle connection in the moment in which it is used again: nothing was answered, so it is asked anew.
    request.on("error", (error: NodeJS.ErrnoException) => {
      const idle = request.reusedSocket && error.code === "ECONNRESET" && !asked.destroyed;
      if (idle) resolve(ask(context, path, asked));
      else reject(error);
    });
    request.on("response", resolve);
    request.on("timeout", () => request.destroy(new Error("The renderer took too long.")));
    asked.on("close", () => asked.complete || request.destroy());
    request.end();
  });
}

/** Files keep the renderer's own compression; a page comes plain, as it is changed here. */
function acceptedFor(path: string, asked: IncomingMessage): string {
  return path.startsWith("/_next/") ? String(asked.headers["accept-encoding"] ?? "identity") : "identity";
}

function returned(headers: IncomingHttpHeaders, document: boolean): http.OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) =>
      document ? !notReturned.has(name) : name !== "connection" && name !== "keep-alive" && name !== "transfer-encoding",
    ),
  );
}

async function sendDocument(request: IncomingMessage, response: ServerResponse, status: number, rendered: IncomingMessage): Promise<void> {
  if (request.method === "HEAD") {
    rendered.resume();
    response.writeHead(status, { ...returned(rendered.headers, true), Vary: "Accept-Encoding" }).end();
    return;
  }
  const page = plainDocument(await readWhole(rendered));
  const { encoding, body } = await compress(page, String(request.headers["accept-encoding"] ?? ""));
  response.writeHead(status, {
    ...returned(rendered.headers, true),
    ...(encoding ? { "Content-Encoding": encoding } : {}),
    "Content-Length": body.length,
    Vary: "Accept-Encoding",
  });
  response.end(body);
}

async function readWhole(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw new RangeError("A page is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** The strongest compression that the visitor accepts; a few hundred bytes gain nothing. */
async function compress(page: string, accepted: string): Promise<{ readonly encoding: "br" | "gzip" | null; readonly body: Buffer }> {
  const body = Buffer.from(page);
  if (body.length < 1024) return { encoding: null, body };
  if (accepts(accepted, "br")) {
    const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 4, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: body.length };
    return { encoding: "br", body: await brotli(body, { params }) };
  }
  if (accepts(accepted, "gzip")) return { encoding: "gzip", body: await gzip(body, { level: 5 }) };
  return { encoding: null, body };
}

/** Whether an Accept-Encoding header names the coding, and not with weight zero. RFC 9110, section 12.5.3. */
function accepts(header: string, coding: string): boolean {
  return header.split(",").some((entry) => {
    const [name = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

/** The renderer itself is away or broken: there is no page to show, only a sentence. */
function fail(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(503, { "Content-Type": "text/plain; charset=utf-8", "Retry-After": "5", "Cache-Control": "no-store" });
  response.end("The site is starting or overloaded, and cannot show this page now. Try again in a few seconds.\n");
}
