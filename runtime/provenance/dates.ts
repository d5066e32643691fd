const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const MONTH = MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join("|");
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?";

const ISO = /\b(\d{4})-(\d{2})-(\d{2})(?=\b|t\d)/g;
const DOTTED = /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g;
const SLASHED = /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g;
const MONTH_FIRST = new RegExp(`\\b(${MONTH})\\s${DAY},?\\s(\\d{4})\\b`, "g");
const DAY_FIRST = new RegExp(`\\b${DAY}\\s(?:of\\s)?(${MONTH}),?\\s(\\d{4})\\b`, "g");
const CLOCK = /(?:\b|t)(\d{1,2}):(\d{2})(?::\d{2})?(?:\s?([ap])\.?m\b)?/g;
const HOUR = /\b(\d{1,2})\s?([ap])\.?m\b/g;

/** The days a normal text names with their year, as `2024-05-19`. Of `05/06/2024` nobody knows the month: it names none. */
export function daysIn(text: string): ReadonlySet<string> {
  const days = new Set<string>();
  const add = (y: string, m: number, d: string): void => {
    const day = `${y}-${String(m).padStart(2, "0")}-${d.padStart(2, "0")}`;
    if (new Date(day).getUTCMonth() === m - 1) days.add(day);
  };
  for (const [, y, m, d] of text.matchAll(ISO)) add(y!, Number(m), d!);
  for (const [, d, m, y] of text.matchAll(DOTTED)) add(y!, Number(m), d!);
  for (const [, a, b, y] of text.matchAll(SLASHED)) {
    if (Number(a) > 12) add(y!, Number(b), a!);
    else if (Number(b) > 12 || a === b) add(y!, Number(a), b!);
  }
  for (const [, m, d, y] of text.matchAll(MONTH_FIRST)) add(y!, month(m!), d!);
  for (const [, d, m, y] of text.matchAll(DAY_FIRST)) add(y!, month(m!), d!);
  return days;
}

/** The times of day it names, as `16:00`. */
export function timesIn(text: string): ReadonlySet<string> {
  const times = new Set<string>();
  const add = (h: string, min: string, half: string | undefined): void => {
    const hour = half === undefined ? Number(h) : (Number(h) % 12) + (half === "p" ? 12 : 0);
    if (hour < 24 && Number(min) < 60 && (half === undefined || Number(h) <= 12)) times.add(`${String(hour).padStart(2, "0")}:${min}`);
  };
  for (const [, h, min, half] of text.matchAll(CLOCK)) add(h!, min!, half);
  for (const [, h, half] of text.matchAll(HOUR)) add(h!, "00", half);
  return times;
}

const month = (name: string): number => MONTHS.findIndex((one) => one.startsWith(name.slice(0, 3))) + 1;

/** A value that is a day, a time of day or both and nothing else; null for any other. */
export function moment(text: string): { readonly day: string | null; readonly time: string | null } | null {
  const [, d, t] = /^(\d{4}-\d{2}-\d{2})?(?:(?:^|[t ])(\d{1,2}:\d{2})(?::00(?:\.0+)?)?)?z?$/.exec(text) ?? [];
  if (d === undefined && t === undefined) return null;
  const [day = null] = daysIn(d ?? "");
  const [time = null] = timesIn(t ?? "");
  return (d !== undefined && day === null) || (t !== undefined && time === null) ? null : { day, time };
}
