/** The same address again: an empty reference is the page that is shown. */
export function RetryLink() {
  return <a href="">Try again</a>;
}
