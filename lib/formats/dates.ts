/** Dates of rule files in any of their spellings as ISO `YYYY-MM-DD`; what is not a day of the calendar is no date. */

/**
 * The day that a text names: `2024/01/31`, `2024-01-31`, `2024.1.31`, an ISO or YAML timestamp (its day as written, no time zone applied);
 * null for anything else and for days that do not exist.
 */
export function parseDate(text: string): string | null {
  const match = /^\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[\sTt])/.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const days = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (days === undefined || day < 1 || day > days) return null;
  return `${match[1]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
