/** The site's own name in addresses: RULESCAPE_URL where it has one, else the name it was asked by. */
import { headers } from "next/headers";
import { env } from "@/lib/env";

/** An origin such as https://rules.example.org, without a slash at its end. */
export async function siteOrigin(): Promise<string> {
  const given = env().RULESCAPE_URL;
  if (given) return new URL(given).origin;
  const host = (await headers()).get("host") ?? "localhost";
  return URL.canParse(`http://${host}`) ? `http://${host}` : "http://localhost";
}
