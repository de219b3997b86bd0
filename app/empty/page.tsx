/** What every address answers while no rule has been read: proxy.ts sends them here. */
import type { Metadata } from "next";
import { StatePage } from "@/components/shell/state-page";

export const metadata: Metadata = { title: "No rules yet", robots: { index: false } };
export const dynamic = "force-static";

export default function Page() {
  return (
    <StatePage title="The catalog holds no rules yet">
      <p>
        Nothing has been read into it, so there is nothing to count. <code>npm run ingest</code> reads the rules that come with Rulescape;{" "}
        <code>npm run ingest -- --help</code> says how to read more.
      </p>
    </StatePage>
  );
}
