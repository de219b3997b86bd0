/** Bars: length says what the printed number beside them says; the scale of reach is logarithmic, 1 to 1,000. */
import type { CSSProperties } from "react";

const style = (properties: Record<`--${string}`, number>) => properties as CSSProperties;

/** Position of a count on the log scale 1 · 10 · 100 · 1k, in percent. */
export function logPosition(number: number): number {
  if (number <= 1) return 0;
  return Math.min(100, Math.round((Math.log10(number) / 3) * 1000) / 10);
}

/** Rules of the catalog (faint) and rules here (strong), both from one origin; the words "only here" when they are equal. */
export function ReachBar({ reach, here }: { readonly reach: number; readonly here?: number }) {
  const only = here !== undefined && here === reach;
  return (
    <span className="rb" style={style({ "--r": logPosition(reach), "--h": logPosition(here ?? 0) })}>
      <i />
      {here !== undefined && <b />}
      {only && <u>only here</u>}
    </span>
  );
}

/** A limit's place on the same scale. */
export function ScaleDot({ at }: { readonly at: number }) {
  return (
    <span className="rb">
      <span className="dot" style={style({ "--r": logPosition(at) })} />
    </span>
  );
}

/** The head of a column of log bars. */
export function LogAxis({ label }: { readonly label: string }) {
  return (
    <>
      <span className="vh">{label}</span>
      <span className="axis" aria-hidden="true">
        {["1", "10", "100", "1k"].map((text, index) => (
          <span key={text} style={style({ "--a": index })}>
            {text}
          </span>
        ))}
      </span>
    </>
  );
}

/** A linear bar: `number` of `most`, `width` pixels for the most. */
export function LengthBar({ number, most, width }: { readonly number: number; readonly most: number; readonly width: number }) {
  return <span className="lb" style={style({ "--r": most === 0 ? 0 : Math.max(1, Math.round((number / most) * width)) })} />;
}
