"use client";
/** Copies a text exactly as it is, spaces at its edges included. */

import { useState } from "react";

export function CopyButton({ text, label = "copy" }: { readonly text: string; readonly label?: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }
  return (
    <button type="button" className="copy" onClick={copy} aria-label={label === "copy" ? `copy ${text.slice(0, 60)}` : undefined}>
      {copied ? "copied" : label}
    </button>
  );
}
