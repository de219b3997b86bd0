/** What every address answers, with status 503, while the database does not: proxy.ts sends them here. */
import type { Metadata } from "next";
import { StatePage } from "@/components/shell/state-page";
import { RetryLink } from "@/components/ui/retry-link";

export const metadata: Metadata = { title: "The database does not answer", robots: { index: false } };
export const dynamic = "force-static";

export default function Page() {
  return (
    <StatePage title="The catalog’s database does not answer">
      <p>No figures are shown, because they would be wrong. They come back as soon as the database does.</p>
      <p>
        <RetryLink />
      </p>
    </StatePage>
  );
}
