/** The columns of a place: never changed, only laid over, so that a column keeps the meaning that it had where it was defined. */
import type { Column, Columns } from "./place.ts";

/** Layers before they are merged: copying at each step would cost the square of a query's length. */
const maximumLayers = 48;

class Layer implements Columns {
  private readonly own: ReadonlyMap<string, Column | null>;
  private readonly below: Layer | null;
  private readonly depth: number;

  constructor(own: ReadonlyMap<string, Column | null>, below: Layer | null) {
    this.own = own;
    this.below = below;
    this.depth = below ? below.depth + 1 : 0;
  }

  readonly get = (name: string): Column | undefined => {
    for (let layer: Layer | null = this; layer; layer = layer.below) {
      const found = layer.own.get(name);
      if (found !== undefined) return found ?? undefined;
    }
    return undefined;
  };

  readonly has = (name: string): boolean => this.get(name) !== undefined;

  with(name: string, column: Column | null): Layer {
    return new Layer(new Map([[name, column]]), this.depth < maximumLayers ? this : new Layer(this.merged(), null));
  }

  private merged(): ReadonlyMap<string, Column | null> {
    const layers: Layer[] = [];
    for (let layer: Layer | null = this; layer; layer = layer.below) layers.push(layer);
    return new Map(layers.reverse().flatMap(({ own }) => [...own]));
  }
}

export const noColumns: Columns = new Layer(new Map(), null);

/** The columns with one more, or with one less (null). */
export const withColumn = (columns: Columns, name: string, column: Column | null): Columns =>
  columns instanceof Layer ? columns.with(name, column) : columns;

/** Two sides at once, the first before the second. */
export const eitherOf = (first: Columns, second: Columns): Columns => {
  const get = (name: string): Column | undefined => first.get(name) ?? second.get(name);
  return { get, has: (name) => get(name) !== undefined };
};
