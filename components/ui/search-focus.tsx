"use client";
/** The key `/` leads to the search box from anywhere on the page; Escape closes an open filter. */

import { useEffect } from "react";

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

function onKey(event: KeyboardEvent) {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    event.preventDefault();
    document.getElementById("q")?.focus();
  }
  if (event.key === "Escape") closePicks(null);
}

function closePicks(target: EventTarget | null) {
  for (const pick of document.querySelectorAll("details.pick[open]")) {
    if (!(target instanceof Node && pick.contains(target))) pick.removeAttribute("open");
  }
}

const onPress = (event: MouseEvent) => closePicks(event.target);

export function SearchFocus() {
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onPress);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onPress);
    };
  }, []);
  return null;
}
