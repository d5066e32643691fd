/**
 * A text as it is compared: compatibility forms and full width folded (NFKC), case folded, what cannot be seen left out, each run of
 * blanks one space, typographic quotes and dashes plain.
 */
export function normal(text: string): string {
  return text
    .normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "").toLowerCase()
    .replace(/[‘’‛′]/g, "'").replace(/[“”„]/g, '"').replace(/[‐-―−]/g, "-")
    .replace(/\s+/gu, " ").trim();
}

/** Whether a text is spelled as people type it: no compatibility forms, nothing that cannot be seen. */
export function isPlain(text: string): boolean {
  return text.normalize("NFKC") === text && !/\p{Default_Ignorable_Code_Point}/u.test(text);
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Between two word characters these join: `o'neil`, `a-b`, `corp.com`, `bob+tag`. */
const JOINERS = "-.'+";
/** And these between two digits: `1,000`, `10:30`. */
const IN_NUMBERS = ",:";

const isWord = (c: string | undefined): boolean => c !== undefined && WORD.test(c);
const isDigit = (c: string | undefined): boolean => c !== undefined && c >= "0" && c <= "9";

/**
 * Whether one thing ends before place `p` of a normal text and another begins there. A part of a word, of a number, of a host's
 * name or of an IBAN is not that thing; a part of a path, of an address at its `@`, of a URL is one.
 */
export function isBoundary(text: string, p: number): boolean {
  if (p <= 0 || p >= text.length) return true;
  const [a, b] = [before(text, p)!, after(text, p)!];
  if (isWord(a) && isWord(b)) return false;
  return !joins(a, b, after(text, p + b.length)) && !joins(before(text, p - a.length), a, b);
}

function joins(left: string | undefined, middle: string, right: string | undefined): boolean {
  if (JOINERS.includes(middle)) return isWord(left) && isWord(right);
  return IN_NUMBERS.includes(middle) && isDigit(left) && isDigit(right);
}

/** The character (not half of one) that ends before, or begins at, a place. */
function before(text: string, p: number): string | undefined {
  const two = text.codePointAt(p - 2);
  return two !== undefined && two > 0xffff ? String.fromCodePoint(two) : text[p - 1];
}

function after(text: string, p: number): string | undefined {
  const point = text.codePointAt(p);
  return point === undefined ? undefined : String.fromCodePoint(point);
}

/** The words of a normal text, each once: what runs are looked up by. */
export function words(text: string): readonly string[] {
  return [...new Set(text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [])];
}
