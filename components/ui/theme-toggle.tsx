/** Switches between light and dark; the choice is kept in this browser, and the system's setting holds until there is one (page-script.ts). */
export function ThemeToggle() {
  return (
    <button className="theme" type="button" aria-label="Switch between light and dark">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.5v11a5.5 5.5 0 0 1 0-11z" />
      </svg>
    </button>
  );
}
