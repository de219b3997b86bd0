"use client";
/** What is left when a page's queries fail although the database answered a moment ago: a sentence, never a zero. */

export default function ErrorPage({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <main id="main">
      <div className="plain">
        <h1>This page could not be read.</h1>
        <p>No figures are shown, because they would be wrong.</p>
        <p className="go">
          <button type="button" onClick={reset}>
            Try again
          </button>
        </p>
      </div>
    </main>
  );
}
