/** The front before a renderer that misbehaves as real ones do. */
import http, { type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { startFront } from "./front-server.ts";

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function frontOf(renderer: Server): Promise<string> {
  await new Promise<void>((resolve) => renderer.listen(0, "127.0.0.1", resolve));
  const behind = { host: "127.0.0.1", port: (renderer.address() as AddressInfo).port };
  const front = await startFront({ host: "127.0.0.1", port: 0, renderer: behind, failurePath: "/failed" });
  open.push(renderer, front);
  return `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
}

it("asks anew when the renderer has closed the connection that it kept", async () => {
  let requests = 0;
  const renderer = http.createServer((request, response) => {
    requests += 1;
    if (requests === 2)
      request.socket.destroy(); // it comes over the connection of the first
    else response.setHeader("Content-Type", "text/plain").end("ok");
  });
  const address = await frontOf(renderer);
  expect(await (await fetch(address)).text()).toBe("ok");
  expect((await fetch(address)).status).toBe(200);
  expect(requests).toBe(3);
});

it("shows the page for failures, with 500 or the status that the page found out", async () => {
  let away = false;
  const renderer = http.createServer((request, response) => {
    response.setHeader("Content-Type", "text/html");
    if (request.url === "/failed") response.writeHead(away ? 503 : 200).end("<p>no figures</p>");
    else response.writeHead(500).end("<html></html>");
  });
  const address = await frontOf(renderer);
  const failed = await fetch(`${address}/techniques`);
  expect([failed.status, await failed.text()]).toEqual([500, "<p>no figures</p>"]);
  away = true;
  expect((await fetch(`${address}/techniques`)).status).toBe(503);
});

it("answers 503 with a sentence while there is no renderer, and nothing but GET and HEAD", async () => {
  const address = await frontOf(http.createServer((_, response) => response.destroy()));
  const response = await fetch(address);
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
  expect((await fetch(address, { method: "POST" })).status).toBe(405);
});
