/** As many as a list of the language holds. */
const MOST = 1000;
/** More than strict JSON holds: ends values that hold themselves. */
const MOST_PARTS = 1 << 20;

/** Every text in a value, whatever lists and records it is in, in their order; null where there are more than 1000. */
export function texts(value: unknown): string[] | null {
  const found: string[] = [];
  const rest: unknown[] = [value];
  for (let parts = 0; rest.length > 0; parts++) {
    const one = rest.pop();
    if (parts >= MOST_PARTS) return null;
    if (typeof one === "string" && found.push(one) > MOST) return null;
    if (typeof one !== "object" || one === null) continue;
    const inside = Array.isArray(one) ? one : Object.values(one);
    if (inside.length + rest.length > MOST_PARTS) return null;
    for (let i = inside.length - 1; i >= 0; i--) rest.push(inside[i]);
  }
  return found;
}

/** The keys of a record, as it holds them itself; null for what is no record, or has more than 1000. */
export function keys(value: unknown): string[] | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const own = Object.keys(value);
  return own.length > MOST ? null : own;
}

const INSTANT = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$/;

/** Seconds from 1970 to a date or a date and time of ISO 8601, in UTC where it names no zone; null for a day or an hour that does not exist. */
export function instant(text: string): number | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0)) as [number, number, number, number, number, number];
  // `Date.UTC` takes the years 0 to 99 for 1900 to 1999.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const zone = offset(match[8] ?? "Z");
  if (hour > 23 || minute > 59 || second > 59 || zone === null) return null;
  return midnight / 1000 + hour * 3600 + minute * 60 + second + Number(match[7] ?? 0) - zone;
}

function offset(zone: string): number | null {
  if (zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 23 || minutes > 59) return null;
  return (zone[0] === "-" ? -1 : 1) * (hours * 3600 + minutes * 60);
}
