import { Refusal } from "../refusal.ts";
import type { Cells } from "./cells.ts";
import { amount } from "./words.ts";

const [LF, CR, DOT, ZERO, NINE, MINUS] = [10, 13, 46, 48, 57, 45];
const NONE: readonly Cells[] = [];
/** A whole number of more may be nanoseconds since 1970, and is left to the cells. */
const MOST_DIGITS = 18;
/** Ten to the power of the index; all are exact. */
const TEN = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** Rows without a quote in them, read from the bytes. */
export class PlainRows {
  rows = 0;
  readonly #path: string;
  readonly #separator: number;
  readonly #cells: readonly (readonly Cells[])[];
  readonly #width: number;
  readonly #asText: readonly boolean[];

  constructor(path: string, separator: string, cells: readonly (readonly Cells[])[]) {
    this.#path = path;
    this.#separator = separator.charCodeAt(0);
    this.#cells = cells;
    this.#width = cells.length;
    this.#asText = cells.map((into) => into.some(({ asText }) => asText));
  }

  /** Rows that end within these bytes. Blank lines are no rows, unless a row is one value: that is then missing. */
  read(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#width > 1 && (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF))) at += bytes[at] === LF ? 1 : 2;
      else at = this.#row(bytes, at);
    }
  }

  /** One row in texts. */
  take(row: readonly string[]): void {
    this.#check(row.length);
    for (let i = 0; i < row.length; i++) for (const cells of this.#cells[i]!) cells.text(row[i]!);
    this.rows += 1;
  }

  /** Answers where the next row begins. */
  #row(bytes: Buffer, from: number): number {
    let at = from;
    for (let field = 0; ; field++) {
      const end = this.#value(bytes, at, this.#cells[field] ?? NONE, this.#asText[field] === true);
      if (end < bytes.length && bytes[end] === this.#separator) {
        at = end + 1;
        continue;
      }
      this.#check(field + 1);
      this.rows += 1;
      return end + 1;
    }
  }

  #check(found: number): void {
    if (found !== this.#width) throw new Refusal(`${this.#path}, row ${this.rows + 1} has ${amount(found, "value")}, and the header has ${this.#width}`);
  }

  /**
   * Answers where the value ends. Digits with at most one point are read here: their whole number is exact below 2^53 and so
   * is the power of ten, so that one division rounds once (Clinger, How to read floating point numbers accurately, 1990).
   */
  #value(bytes: Buffer, from: number, into: readonly Cells[], asText: boolean): number {
    const separator = this.#separator;
    let at = from;
    if (into.length > 0 && !asText) {
      const minus = bytes[at] === MINUS;
      if (minus) at++;
      let whole = 0;
      let digits = 0;
      let behind = -1;
      for (; at < bytes.length; at++) {
        const byte = bytes[at]!;
        if (byte >= ZERO && byte <= NINE) {
          whole = whole * 10 + (byte - ZERO);
          digits++;
          if (behind >= 0) behind++;
        } else if (byte === DOT && behind < 0) behind = 0;
        else break;
      }
      const byte = bytes[at];
      const ends = byte === undefined || byte === separator || byte === LF || (byte === CR && bytes[at + 1] === LF);
      if (ends && digits > 0 && digits <= MOST_DIGITS) {
        const exact = whole <= Number.MAX_SAFE_INTEGER && behind < TEN.length;
        const size = !exact ? Number(bytes.toString("latin1", minus ? from + 1 : from, at)) : behind > 0 ? whole / TEN[behind]! : whole;
        for (const cells of into) cells.number(minus ? -size : size);
        return byte === CR ? at + 1 : at;
      }
    }
    while (at < bytes.length && bytes[at] !== separator && bytes[at] !== LF) at++;
    if (into.length > 0) {
      const text = bytes.toString("utf8", from, at > from && bytes[at - 1] === CR && bytes[at] !== separator ? at - 1 : at);
      for (const cells of into) cells.text(text);
    }
    return at;
  }
}
