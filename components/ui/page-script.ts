/**
 * The only script of a page, written into its head. Nothing needs it: it keeps the chosen theme and the place on the page, leads `/` to the search box,
 * lays long pages out in parts, closes open filters, and makes the copy buttons work, which are not shown without scripts.
 */

/** Runs in the browser, from its own text, as the other does: it may use nothing from outside itself. */
function behave(): void {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage can be forbidden; the system's setting holds.
  }

  const closePicks = (except: Element | null) => {
    for (const pick of document.querySelectorAll("details.pick[open]")) if (pick !== except) pick.removeAttribute("open");
  };
  // A link that changes the page's own state leads to the place of the page where it stood.
  const keepPlace = (link: Element | null | undefined) => {
    if (link instanceof HTMLAnchorElement) sessionStorage.setItem("place", JSON.stringify([link.href, scrollY]));
  };
  const returnToPlace = () => {
    const [href, y] = JSON.parse(sessionStorage.getItem("place") ?? "[]") as [string?, number?];
    sessionStorage.removeItem("place");
    if (href !== location.href || y === undefined) return;
    const back = () => scrollTo({ top: y, behavior: "instant" });
    back();
    // Until it is loaded, and a frame longer, the browser leads to the fragment again whenever the page is laid out anew.
    addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(back)));
  };
  const switchTheme = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // The choice then lasts as long as the page.
    }
  };
  const copy = async (button: HTMLElement) => {
    const label = button.textContent;
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
    button.textContent = "copied";
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    closePicks(target?.closest("details.pick") ?? null);
    if (target?.closest("button.theme")) switchTheme();
    keepPlace(target?.closest("a[data-keep]"));
    const button = target?.closest("button[data-copy]");
    if (button instanceof HTMLElement && button.textContent !== "copied") copy(button).catch(() => {});
  });
  addEventListener("DOMContentLoaded", returnToPlace);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePicks(null);
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]") !== null;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    document.getElementById("q")?.focus();
  });
}

/** Lays a long page out section by section: all at once would hold a slow phone for a third of a second. Only for a reader who starts at the top. */
function layOutInParts(): void {
  const root = document.documentElement;
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  // Where storage is forbidden this throws, and the page is laid out at once.
  if (visit?.type !== "navigate" || location.hash || sessionStorage.getItem("place")) return;
  root.classList.add("in-parts");
  addEventListener("DOMContentLoaded", () => {
    const sections = [...document.querySelectorAll<HTMLElement>("main > .sec")];
    const next = () => {
      const section = sections.shift();
      if (!section) return root.classList.remove("in-parts");
      section.classList.add("laid-out");
      section.getBoundingClientRect();
      setTimeout(next);
    };
    next();
  });
}

export const pageScript = `(${behave.toString()})();(${layOutInParts.toString()})()`;
