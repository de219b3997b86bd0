/** The same address again: an empty reference is the page that is shown, its parameters included, and needs no script. */
export function RetryLink() {
  // biome-ignore lint/a11y/useValidAnchor: the empty reference is the point
  return <a href="">Try again</a>;
}
