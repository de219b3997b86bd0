/** Durations in one spelling: a number and s, m, h or d (`60s`, `5m`, `24h`, `7d`); months and years as `1mo`, `1y`. */

const units: Readonly<Record<string, string>> = {
  s: "s",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  m: "m",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  h: "h",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  d: "d",
  day: "d",
  days: "d",
  w: "w",
  week: "w",
  weeks: "w",
  mo: "mo",
  mon: "mo",
  month: "mo",
  months: "mo",
  y: "y",
  year: "y",
  years: "y",
};

/** Reads `15m`, `15 minutes`, `PT15M`, `P1D`, `-24h`; a text that is no duration is given back as written, null stays null. */
export function normalizeDuration(text: string | null): string | null {
  if (text === null) return null;
  const written = text.trim();
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(written);
  if (iso?.slice(1).some(Boolean)) {
    const named = [
      ["d", iso[1]],
      ["h", iso[2]],
      ["m", iso[3]],
      ["s", iso[4]],
    ].filter(([, amount]) => amount);
    return named.map(([unit, amount]) => `${amount}${unit}`).join("");
  }
  const plain = /^-?(\d+)\s*([a-z]+)$/i.exec(written);
  const month = plain?.[2] === "M" ? "mo" : undefined;
  const unit = month ?? units[plain?.[2]?.toLowerCase() ?? ""];
  return plain && unit ? `${plain[1]}${unit}` : written;
}
