/** Results of SQLite, the low byte of `errcode`. */
const SAID = new Map([
  [5, "is in use by another process"], [6, "is in use by another process"], [8, "cannot be written"], [10, "cannot be read or written: the disk has failed"], [11, "is damaged"], [13, "is full, or its disk is"],
  [14, "cannot be opened"], [23, "may not be read"], [26, "is not a store of Pol"],
]);

/** In a sentence, why a store cannot be used. */
export function problemOf(path: string, error: unknown): string {
  const code = typeof error === "object" && error !== null && "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
  const said = code === undefined ? undefined : SAID.get(code);
  if (said !== undefined) return `the store ${path} ${said}`;
  const message = error instanceof Error ? error.message.replace(/,.*$/s, "") : String(error);
  return `the store ${path} cannot be used (${message})`;
}
