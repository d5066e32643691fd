/** Linux opens no longer path; 4096 with the zero byte that ends it. */
const MOST_BYTES = 4095;

/** C0 and DEL: none belongs into a path, and several cut or split it (zero byte, line end). */
const CONTROL = /[\u0000-\u001f\u007f]/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;

const encoder = new TextEncoder();
// A unit of UTF-16 is at least one byte, so a long text is not encoded to find out that it is long.
export const isTooLong = (text: string): boolean => text.length > MOST_BYTES || encoder.encode(text).length > MOST_BYTES;

/** What no path may be, on whatever system; null where nothing speaks against it. */
export function flaw(text: string): string | null {
  if (text === "") return "is empty";
  if (isTooLong(text)) return `is longer than ${MOST_BYTES} bytes`;
  if (!text.isWellFormed()) return "holds half of a surrogate pair";
  if (CONTROL.test(text)) return "holds a control character";
  return null;
}

/** `file:` and its like: a program that also takes URLs would open something else. */
export const hasScheme = (text: string): boolean => SCHEME.test(text);
