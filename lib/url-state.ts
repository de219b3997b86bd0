/** Page state in the URL: each parameter is checked as it is read, and a value that cannot be used becomes a notice, never silence. */
import { z } from "zod";
import { type CatalogFilter, narrows } from "./model/catalog-filter.ts";
import { platformLabel } from "./model/platform.ts";
import { type VendorId, vendorIds, vendors } from "./model/vendor.ts";
import { type Address, href, type Params, restarted } from "./routes.ts";

/** What Next.js hands to a page. */
export type RawParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** How one parameter is read: its value, or what stands in for text that cannot be used. */
export interface Param<T> {
  readonly read: (text: string) => { readonly value: T; readonly bad: string | null };
  readonly absent: T;
  /** The end of "x is unknown; …". */
  readonly instead: string;
}

/** One line above the page: which value was left out, what is shown instead, and the address without it. */
export interface Notice {
  readonly text: string;
  readonly correctedHref: string;
}

type Values<Shape> = { readonly [Name in keyof Shape]: Shape[Name] extends Param<infer T> ? T : never };

export interface PageState<Shape> {
  readonly values: Values<Shape>;
  readonly address: Address;
  readonly notices: readonly Notice[];
}

const firstOf = (raw: string | readonly string[] | undefined): string | undefined => (typeof raw === "string" ? raw : raw?.[0]);

/** Reads the parameters that `shape` names. The address keeps only what could be used, so every link on the page is clean. */
export function readState<Shape extends Record<string, Param<unknown>>>(path: string, shape: Shape, raw: RawParams): PageState<Shape> {
  const params: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const bad: { readonly name: string; readonly text: string; readonly instead: string }[] = [];
  for (const [name, param] of Object.entries(shape)) {
    const text = firstOf(raw[name])?.trim();
    values[name] = param.absent;
    if (text === undefined || text === "") continue;
    const found = param.read(text);
    values[name] = found.value;
    const kept = Array.isArray(found.value) ? found.value.join(",") : String(found.value);
    if (found.bad !== null) bad.push({ name, text: found.bad, instead: param.instead });
    if (found.bad === null) params[name] = text;
    else if (Array.isArray(found.value) && kept !== "") params[name] = kept;
  }
  const address = { path, params };
  const notices = bad.map(({ name, text, instead }) => ({
    text: `${name}=${text.length > 60 ? `${text.slice(0, 60)}…` : text} is unknown; ${instead}`,
    correctedHref: href(address),
  }));
  return { values: values as Values<Shape>, address, notices };
}

/** One of a closed list of words. */
export function choice<const Word extends string>(words: readonly [Word, ...Word[]], absent: NoInfer<Word>): Param<Word> {
  const schema = z.enum(words);
  return {
    absent,
    instead: `showing ${absent}`,
    read: (text) => {
      const parsed = schema.safeParse(text);
      return parsed.success ? { value: parsed.data, bad: null } : { value: absent, bad: text };
    },
  };
}

/** One word that a pattern allows, or nothing. No text of the catalog has a NUL, and its database takes none. */
export function word(pattern: RegExp, instead: string): Param<string | null> {
  const schema = z
    .string()
    .max(400)
    .regex(pattern)
    .refine((text) => !text.includes("\0"));
  return {
    absent: null,
    instead,
    read: (text) => (schema.safeParse(text).success ? { value: text, bad: null } : { value: null, bad: text }),
  };
}

/** A page number, from 1. */
export const pageNumber: Param<number> = {
  absent: 1,
  instead: "showing the first page",
  read: (text) => {
    const parsed = z.coerce.number().int().min(1).max(10_000).safeParse(text);
    return parsed.success ? { value: parsed.data, bad: null } : { value: 1, bad: text };
  },
};

/** A list of words, those that are unknown left out. */
export function list<Word extends string>(known: readonly Word[], instead: string): Param<readonly Word[]> {
  return {
    absent: [],
    instead,
    read: (text) => {
      const asked = [
        ...new Set(
          text
            .toLowerCase()
            .split(",")
            .map((item) => item.trim())
            .filter((item) => item !== ""),
        ),
      ];
      const bad = asked.filter((item) => !(known as readonly string[]).includes(item));
      return { value: known.filter((item) => asked.includes(item)), bad: bad.length > 0 ? bad.join(",") : null };
    },
  };
}

/** Which vocabulary field names are shown in. */
export const lenses = ["canonical", "sigma", "splunk", "kusto", "elastic"] as const;
export type Lens = (typeof lenses)[number];

/** The parameters of every page: vendor, platform, names. Platforms are those that the catalog's rules name. */
export function catalogParams(platforms: readonly { readonly id: string }[]) {
  return {
    vendor: list<VendorId>(vendorIds, "showing the vendors that are known, or all of them"),
    platform: list(
      platforms.map(({ id }) => id),
      "showing the platforms that are known, or all of them",
    ),
    names: choice(lenses, "canonical"),
  } as const;
}

/** A filter that applies, with the address that removes it. */
export interface Chip {
  /** The parameter that says it. */
  readonly name: string;
  readonly label: string;
  readonly removeHref: string;
}

/** The vendor and platform filters in force, as chips. */
export function filterChips(filter: CatalogFilter, address: Address): readonly Chip[] {
  if (!narrows(filter)) return [];
  const without = (name: string, values: readonly string[], value: string): Params => ({
    [name]: values.filter((other) => other !== value).join(",") || undefined,
  });
  return [
    ...filter.vendors.map((id) => ({
      name: "vendor",
      label: `vendor: ${vendors.find((vendor) => vendor.id === id)?.label ?? id}`,
      removeHref: href(restarted(address), without("vendor", filter.vendors, id)),
    })),
    ...filter.platforms.map((id) => ({
      name: "platform",
      label: `platform: ${platformLabel(id)}`,
      removeHref: href(restarted(address), without("platform", filter.platforms, id)),
    })),
  ];
}

/** A chip for one choice of a parameter: of a list, lifting it keeps the other choices. */
export function chip(address: Address, name: string, label: string, value: string): Chip {
  const others = (address.params[name] ?? "").split(",").filter((other) => other !== value);
  const rest = (address.params[name] ?? "").includes(",") ? others.join(",") : undefined;
  return { name, label, removeHref: href(restarted(address), { [name]: rest || undefined }) };
}
