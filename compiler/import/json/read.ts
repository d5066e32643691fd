import { type Mistake, type Place, refused } from "../mistake.ts";
import type { Json, Member } from "./value.ts";

/** No policy is as long, and a person could not read it. */
const MOST_CHARACTERS = 4_000_000;
const MOST_DEPTH = 100;

/** Reads strict JSON (RFC 8259) and remembers where everything stands. Any text at all gives a value or a mistake; it never throws. */
export function readJson(text: string): { readonly value: Json } | { readonly errors: readonly Mistake[] } {
  if (text.length > MOST_CHARACTERS) return refused({ line: 1, column: 1 }, `the file has more than ${MOST_CHARACTERS / 1e6} million characters: split it`);
  const reader = new Reader(text.replace(/^\uFEFF/, ""));
  try {
    return { value: reader.file() };
  } catch (thrown) {
    if (thrown instanceof Wrong) return refused(thrown.place, thrown.message);
    throw thrown;
  }
}

class Wrong extends Error {
  readonly place: Place;

  constructor(place: Place, message: string) {
    super(message);
    this.place = place;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const BLANKS = /[ \t\r\n]*/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

class Reader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  file(): Json {
    const value = this.#value(0);
    this.#blanks();
    if (this.#at < this.#text.length) this.#expected("the end");
    return value;
  }

  #value(depth: number): Json {
    this.#blanks();
    const place = this.#place();
    if (depth > MOST_DEPTH) throw new Wrong(place, `nested more than ${MOST_DEPTH} levels deep`);
    switch (this.#text[this.#at]) {
      case "{": return { kind: "object", members: this.#members(depth), place };
      case "[": return { kind: "array", items: this.#list("]", () => this.#value(depth + 1)), place };
      case '"': return { kind: "text", value: this.#string(), place };
    }
    const number = this.#match(NUMBER);
    if (number !== "") return { kind: "number", value: Number(number), text: number, place };
    const word = /^[a-z]+/.exec(this.#text.slice(this.#at, this.#at + 6))?.[0] ?? "";
    if (!Object.hasOwn(WORDS, word)) this.#expected("a value");
    this.#at += word.length;
    const value = WORDS[word]!;
    return value === null ? { kind: "null", value, place } : { kind: "truth", value, place };
  }

  #members(depth: number): readonly Member[] {
    const seen = new Set<string>();
    return this.#list("}", () => {
      this.#blanks();
      const place = this.#place();
      const key = this.#text[this.#at] === '"' ? this.#string() : this.#expected("a name in double quotes");
      // Readers of JSON differ in which of two they take.
      if (seen.has(key)) throw new Wrong(place, `\`${shortened(key)}\` stands in this object twice`);
      seen.add(key);
      this.#blanks();
      if (this.#text[this.#at] !== ":") this.#expected("`:`");
      this.#at += 1;
      return { key, place, value: this.#value(depth + 1) };
    });
  }

  #list<T>(close: string, item: () => T): readonly T[] {
    const items: T[] = [];
    this.#at += 1;
    this.#blanks();
    if (this.#text[this.#at] === close) {
      this.#at += 1;
      return items;
    }
    for (;;) {
      items.push(item());
      this.#blanks();
      const sign = this.#text[this.#at];
      if (sign !== "," && sign !== close) this.#expected(`\`,\` or \`${close}\``);
      this.#at += 1;
      if (sign === close) return items;
    }
  }

  #string(): string {
    const place = this.#place();
    const written = this.#match(TEXT);
    if (written === "") throw new Wrong(place, "this text has no closing quote on its line, or an escape that JSON does not have");
    const value = JSON.parse(written) as string;
    if (!value.isWellFormed()) throw new Wrong(place, "this text holds half of a surrogate pair");
    return value;
  }

  #match(what: RegExp): string {
    what.lastIndex = this.#at;
    const found = what.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  /** Line ends stand nowhere else: within a text they are escaped. */
  #blanks(): void {
    const from = this.#at;
    const blanks = this.#match(BLANKS);
    for (let i = blanks.indexOf("\n"); i >= 0; i = blanks.indexOf("\n", i + 1)) {
      this.#line += 1;
      this.#lineStart = from + i + 1;
    }
  }

  #place(): Place {
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  #expected(what: string): never {
    const found = /^(?:\w{1,20}|\P{C})/u.exec(this.#text.slice(this.#at, this.#at + 24))?.[0];
    const advice = found === "/" || found === "#" ? ": JSON has no comments" : found === "'" ? ": write double quotes" : "";
    throw new Wrong(this.#place(), `expected ${what} but found ${this.#at >= this.#text.length ? "the end" : found === undefined ? "a sign that cannot be shown" : `\`${found}\``}${advice}`);
  }
}

const shortened = (key: string): string => (key.length > 40 ? `${key.slice(0, 40)}…` : key);
