/** One line for each part of the address that could not be used: what is shown instead, and the address without it. */
import type { Notice } from "@/lib/url-state";

export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <div role="status">
      {notices.map(({ text, correctedHref }) => (
        <p className="notice" key={text}>
          {text}. <a href={correctedHref}>The address without it</a>
        </p>
      ))}
    </div>
  );
}
