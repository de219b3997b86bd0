/** What visitors see, with status 500, instead of a page that could not be made: a sentence, never a zero. The front asks for it. */
import type { Metadata } from "next";
import { StatePage } from "@/components/shell/state-page";
import { RetryLink } from "@/components/ui/retry-link";

export const metadata: Metadata = { title: "This page could not be read", robots: { index: false } };
export const dynamic = "force-static";

export default function Page() {
  return (
    <StatePage title="This page could not be read">
      <p>No figures are shown, because they would be wrong. The fault is ours.</p>
      <p>
        <RetryLink />
      </p>
    </StatePage>
  );
}
