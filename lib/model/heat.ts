/** The matrix's tints: where each begins, the same on the page and in the Navigator's layer. */

export const heatSteps = [1, 10, 30, 100, 300] as const;

/** Heat 0 (nothing) to 5. */
export function heat(number: number): number {
  return heatSteps.filter((step) => number >= step).length;
}
