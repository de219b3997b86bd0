/** The state of a search: the text. */
import { catalogParams, word } from "@/lib/url-state";

export function searchParamsOf(platforms: readonly { readonly id: string }[]) {
  return { ...catalogParams(platforms), q: word(/^[\s\S]{1,400}$/, "searching for nothing") } as const;
}
