/** What ATT&CK says of the technique: its first paragraph, the rest one click away; Markdown links become text. */

/** Markdown as ATT&CK writes it (links, code, citations), as plain text. */
function plain(markdown: string): string {
  return markdown
    .replace(/\(Citation: [^)]*\)/g, "")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/<\/?code>|`/g, "")
    .replace(/\*\*?([^*]+)\*\*?/g, "$1")
    .trim();
}

export function Description({ text }: { readonly text: string }) {
  const [first, ...rest] = plain(text)
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== "");
  if (first === undefined) return null;
  return (
    <div className="say">
      <p>{first}</p>
      {rest.length > 0 && (
        <details className="read">
          <summary>The rest of MITRE’s description</summary>
          {rest.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </details>
      )}
    </div>
  );
}
