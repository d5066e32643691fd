import { fold } from "../path/fold.ts";

/**
 * All texts of these fields of a record together, at least one: `recipients(arguments, "to", "cc", "bcc")`. Null, which is
 * unknown, where a field is no list of texts, or where a mail program might take another key for one of the fields.
 */
export function recipients(value: unknown, ...fields: string[]): string[] | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const folded = new Set(fields.map(fold));
  if (Object.keys(value).some((key) => !fields.includes(key) && folded.has(fold(key)))) return null;
  const found: string[] = [];
  for (const field of new Set(fields)) {
    if (!Object.hasOwn(value, field)) continue;
    const list = textsOf((value as Record<string, unknown>)[field]);
    if (list === null) return null;
    for (const one of list) found.push(one);
  }
  return found.length > 0 ? found : null;
}

function textsOf(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  const found: string[] = [];
  for (let i = 0; i < value.length; i += 1) {
    // A gap in a list is not looked up elsewhere.
    const one: unknown = Object.hasOwn(value, i) ? value[i] : undefined;
    if (typeof one !== "string") return null;
    found.push(one);
  }
  return found;
}
