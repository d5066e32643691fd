import { type ClassPart, type Item, type Regex, type Sequence, type Set, Unfit } from "./ast.ts";

/** Reads a regular expression of Python's `re`. Throws `Unfit` on what is none, or asks what no pattern of Pol's can. */
export function parseRegex(source: string): Regex {
  const flags = /^\(\?([aimsux]+)\)/.exec(source);
  const folded = flags?.[1] === "i";
  if (flags !== null && !folded) throw new Unfit(`it switches a flag by \`${flags[0]}\``);
  const parser = new Parser([...source.slice(flags?.[0].length ?? 0)], folded);
  return parser.whole();
}

const SETS = "dwsDWS";
const CONTROL: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7 };
const MOST_DEPTH = 100;
/** Pol's own patterns repeat no more. */
const MOST_TIMES = 10_000;

class Parser {
  readonly #signs: readonly string[];
  readonly #folded: boolean;
  #at = 0;
  #depth = 0;

  constructor(signs: readonly string[], folded: boolean) {
    this.#signs = signs;
    this.#folded = folded;
  }

  whole(): Regex {
    const regex = this.#regex();
    if (this.#at < this.#signs.length) throw new Unfit("it has a `)` too many");
    return regex;
  }

  #regex(): Regex {
    if (++this.#depth > MOST_DEPTH) throw new Unfit("it is nested too deeply");
    const alternatives = [this.#sequence()];
    while (this.#take("|")) alternatives.push(this.#sequence());
    this.#depth -= 1;
    return { alternatives };
  }

  #sequence(): Sequence {
    const items: Item[] = [];
    for (;;) {
      const sign = this.#signs[this.#at];
      if (sign === undefined || sign === "|" || sign === ")") return items;
      const item = this.#item();
      if (item !== null) items.push(this.#repeated(item));
    }
  }

  #repeated(item: Item): Item {
    const times = this.#times();
    if (times === null) return item;
    if (item.kind === "start" || item.kind === "end" || item.kind === "boundary" || item.kind === "look") throw new Unfit("it repeats what takes no character");
    // Lazy or not, the texts that match are the same; a possessive one gives nothing back, and fewer match.
    if (this.#take("+")) throw new Unfit("it repeats without giving back, by a second `+`");
    this.#take("?");
    if (this.#times() !== null) throw new Unfit("it repeats a repetition");
    if (Math.max(times.least, times.most ?? 0) > MOST_TIMES) throw new Unfit(`it repeats more than ${MOST_TIMES} times`);
    return { kind: "repeat", of: item, ...times };
  }

  #times(): { readonly least: number; readonly most: number | null } | null {
    if (this.#take("*")) return { least: 0, most: null };
    if (this.#take("+")) return { least: 1, most: null };
    if (this.#take("?")) return { least: 0, most: 1 };
    const [whole, from = "", comma, to = ""] = /^\{(\d*)(,?)(\d*)\}/.exec(this.#signs.slice(this.#at, this.#at + 40).join("")) ?? [];
    // `{`, `{}` and `{,}` are signs like others, but for the last.
    if (whole === undefined || (from === "" && comma === "")) return null;
    this.#at += whole.length;
    const least = Number(from);
    const most = comma === "" ? least : to === "" ? null : Number(to);
    if (most !== null && most < least) throw new Unfit("it repeats from more to fewer");
    return { least, most };
  }

  #item(): Item | null {
    const sign = this.#signs[this.#at++]!;
    switch (sign) {
      case ".": return { kind: "dot" };
      case "^": return { kind: "start" };
      case "$": return { kind: "end", strict: false };
      case "(": return this.#group();
      case "[": return this.#class();
      case "\\": return this.#escape();
      case "*": case "+": case "?": throw new Unfit(`it has a \`${sign}\` with nothing before it`);
      default: return this.#char(sign.codePointAt(0)!);
    }
  }

  #group(): Item | null {
    let kind = "";
    if (this.#take("?")) {
      const rest = this.#signs.slice(this.#at, this.#at + 60).join("");
      kind = /^(?::|=|!|<=|<!|P<\w+>|#)/.exec(rest)?.[0] ?? "?";
      if (!/^(?::|=|!|P|#)/.test(kind)) throw new Unfit(kind.startsWith("<") ? `it looks behind, by \`(?${kind}\`` : `it has \`(?${rest.slice(0, 1)}\``);
      this.#at += kind.length;
    }
    if (kind === "#") {
      while (this.#at < this.#signs.length && this.#signs[this.#at] !== ")") this.#at += 1;
    }
    const of = kind === "#" ? null : this.#regex();
    if (!this.#take(")")) throw new Unfit("it has a `(` without its `)`");
    if (of === null) return null;
    return kind === "=" || kind === "!" ? { kind: "look", negated: kind === "!", of } : { kind: "group", of };
  }

  #class(): Item {
    const negated = this.#take("^");
    const parts: ClassPart[] = [];
    // A `]` that comes first is one of the characters.
    for (let first = true; first || this.#signs[this.#at] !== "]"; first = false) {
      if (this.#at >= this.#signs.length) throw new Unfit("it has a `[` without its `]`");
      parts.push(this.#part());
    }
    this.#at += 1;
    // `[\s\S]`
    const has = (set: string): boolean => parts.some((part) => "set" in part && part.set === set);
    if (!negated && ["d", "w", "s"].some((set) => has(set) && has(set.toUpperCase()))) return { kind: "any" };
    return { kind: "class", negated, parts, folded: this.#folded };
  }

  #part(): ClassPart {
    const from = this.#member();
    const next = this.#signs[this.#at + 1];
    if (typeof from !== "number" || this.#signs[this.#at] !== "-" || next === undefined || next === "]") return typeof from === "number" ? { from, to: from } : from;
    this.#at += 1;
    const to = this.#member();
    if (typeof to !== "number" || to < from) throw new Unfit("it has a range of characters that ends before it begins");
    return { from, to };
  }

  #member(): number | { readonly set: Set } {
    const sign = this.#signs[this.#at++]!;
    if (sign !== "\\") return sign.codePointAt(0)!;
    const letter = this.#signs[this.#at] ?? "";
    if (letter === "b") {
      this.#at += 1;
      return 8;
    }
    if (letter === "" || !SETS.includes(letter)) return this.#code();
    this.#at += 1;
    return { set: letter as Set };
  }

  #escape(): Item {
    const sign = this.#signs[this.#at];
    if (sign !== undefined && SETS.includes(sign)) {
      this.#at += 1;
      return { kind: "class", negated: false, parts: [{ set: sign as Set }], folded: false };
    }
    if (this.#take("A")) return { kind: "start" };
    if (this.#take("Z") || this.#take("z")) return { kind: "end", strict: true };
    if (this.#take("b")) return { kind: "boundary" };
    if (this.#take("B")) throw new Unfit("it asks for the inside of a word, by `\\B`");
    if (sign !== undefined && /[1-9]/.test(sign)) throw new Unfit(`it refers back, by \`\\${sign}\``);
    return this.#char(this.#code());
  }

  /** The character that an escape stands for. */
  #code(): number {
    const sign = this.#signs[this.#at++];
    if (sign === undefined) throw new Unfit("it ends in a `\\`");
    if (Object.hasOwn(CONTROL, sign)) return CONTROL[sign]!;
    const digits = { x: 2, u: 4, U: 8 }[sign];
    if (digits !== undefined) return this.#hex(digits);
    if (sign === "0") return parseInt(`0${this.#octal()}`, 8);
    if (/[A-Za-z0-9]/.test(sign)) throw new Unfit(`it has \`\\${sign}\`, which means nothing in Python`);
    return sign.codePointAt(0)!;
  }

  #hex(digits: number): number {
    const text = this.#signs.slice(this.#at, this.#at + digits).join("");
    const code = parseInt(text, 16);
    if (text.length !== digits || !/^[0-9a-fA-F]+$/.test(text) || code > 0x10ffff) throw new Unfit("it has an escape that names no character");
    this.#at += digits;
    return code;
  }

  #octal(): string {
    const text = /^[0-7]{0,2}/.exec(this.#signs.slice(this.#at, this.#at + 2).join(""))![0];
    this.#at += text.length;
    return text;
  }

  #char(code: number): Item {
    return { kind: "char", code, folded: this.#folded && isLetter(code) };
  }

  #take(sign: string): boolean {
    if (this.#signs[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }
}

function isLetter(code: number): boolean {
  if (code < 128) return /[A-Za-z]/.test(String.fromCharCode(code));
  if (/\p{L}/u.test(String.fromCodePoint(code))) throw new Unfit("it asks for a letter beyond `a` to `z` in either case");
  return false;
}
