/** Copies a text exactly as it is, spaces at its edges included (page-script.ts). */
export function CopyButton({ text, label = "copy" }: { readonly text: string; readonly label?: string }) {
  return (
    <button type="button" className="copy" data-copy={text} aria-label={label === "copy" ? `copy ${text.slice(0, 60)}` : undefined}>
      {label}
    </button>
  );
}
