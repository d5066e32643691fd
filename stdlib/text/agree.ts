/**
 * Whether two lists of records have the same values in these fields, record by record in their order. Null, so unknown, where either is
 * no list of records, or where a field is no text, number or truth value and nothing else differs.
 */
export function agree(a: unknown, b: unknown, fields: readonly string[]): boolean | null {
  if (!areRecords(a) || !areRecords(b)) return null;
  if (a.length !== b.length) return false;
  let isKnown = true;
  for (const [i, one] of a.entries()) {
    for (const name of fields) {
      const [x, y] = [own(one, name), own(b[i]!, name)];
      if (x === undefined || y === undefined) isKnown = false;
      else if (x !== y) return false;
    }
  }
  return isKnown ? true : null;
}

type JsonRecord = Readonly<Record<string, unknown>>;

function areRecords(value: unknown): value is readonly JsonRecord[] {
  return Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && !Array.isArray(one));
}

/** What can be compared; undefined for anything else. */
function own(record: JsonRecord, name: string): unknown {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}
