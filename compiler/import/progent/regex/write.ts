import type { ClassPart, Item, Regex, Sequence, Set } from "./ast.ts";
import { isAnything, Unfit } from "./ast.ts";

/**
 * Where Python and Pol read a sign differently, a pattern takes fewer texts than it did (`narrow`), more (`wide`), or as far as
 * can be the same (`exact`): an `allow` then permits, and a `forbid` misses, nothing that it did not before. `whole`: narrow,
 * and of the whole text where it was searched for anywhere.
 */
export type Width = "whole" | "narrow" | "wide" | "exact";

/** What stands under a `not`. */
export const otherWidth = (width: Width): Width => (width === "exact" ? "exact" : width === "wide" ? "narrow" : "wide");

const isNarrow = (width: Width): boolean => width === "narrow" || width === "whole";

/** A pattern as Pol writes it: ECMAScript's syntax, of the whole text. */
export function writeRegex(regex: Regex, width: Width): string {
  return regex.alternatives.map((one) => writeSequence(one, width)).join("|");
}

function writeSequence(sequence: Sequence, width: Width): string {
  // What may be anything may end in a line end.
  const said = sequence.filter((item, i) => !(item.kind === "end" && width === "wide" && isAnything(sequence[i - 1])));
  return said.map((item) => writeItem(item, width)).join("");
}

function writeItem(item: Item, width: Width): string {
  switch (item.kind) {
    case "char": return item.folded ? writeFolded(item.code, width) : writeChar(item.code);
    case "class": return writeClass(item, width);
    // Python's dot takes all but `\n`, Pol's no line end of any kind. In a `forbid` a line end is no way round.
    case "dot": return isNarrow(width) ? "." : width === "wide" ? "[^]" : "[^\\n]";
    case "any": return "[^]";
    case "group": return writeGroup(item.of, width);
    case "repeat": {
      const once = writeItem(item.of, width);
      return `${once.endsWith(")?") ? `(${once})` : once}${times(item.least, item.most)}`;
    }
    // `$` holds before a line end that ends the text.
    case "end": return isNarrow(width) ? "" : "\\n?";
    default: throw new Unfit("it asks where it stands in a text");
  }
}

/** `(|a)` is `(a)?`. */
function writeGroup({ alternatives }: Regex, width: Width): string {
  const some = alternatives.filter((one) => one.length > 0);
  return some.length === 0 ? "()" : `(${writeRegex({ alternatives: some }, width)})${some.length < alternatives.length ? "?" : ""}`;
}

function times(least: number, most: number | null): string {
  if (most === null) return least === 0 ? "*" : least === 1 ? "+" : `{${least},}`;
  return least === 0 && most === 1 ? "?" : least === most ? `{${least}}` : `{${least},${most}}`;
}

/** Python's `\d`, `\w` and `\s`, which are of all of Unicode; a part of each, and no less than each. */
const SETS: Readonly<Record<"d" | "w" | "s", { readonly part: string; readonly exact: string; readonly atLeast: string }>> = {
  d: { part: "\\d", exact: "\\p{Nd}", atLeast: "\\p{Nd}" },
  w: { part: "\\w", exact: "\\p{L}\\p{N}_", atLeast: "\\p{L}\\p{N}_" },
  // No line ends: a command in an `allow` stays one line.
  s: { part: " \\t", exact: "\\s\\x1c-\\x1f\\x85", atLeast: "\\s\\p{Cc}" },
};

function setOf(set: "d" | "w" | "s", width: Width): string {
  const { part, exact, atLeast } = SETS[set];
  return isNarrow(width) ? part : width === "exact" ? exact : atLeast;
}

const small = (set: Set): "d" | "w" | "s" => set.toLowerCase() as "d" | "w" | "s";

function writeClass({ negated, parts, folded }: Extract<Item, { kind: "class" }>, width: Width): string {
  const [only] = parts;
  if (parts.length === 1 && "set" in only!) return alone(small(only.set), (small(only.set) !== only.set) !== negated, width);
  const inner = negated ? otherWidth(width) : width;
  return `[${negated ? "^" : ""}${parts.map((part) => writePart(part, inner, folded)).join("")}]`;
}

/** A set, or all that is not in it. */
function alone(set: "d" | "w" | "s", isOther: boolean, width: Width): string {
  const inside = setOf(set, isOther ? otherWidth(width) : width);
  if (/^\\[dw]$/.test(inside)) return isOther ? inside.toUpperCase() : inside;
  if (inside === "\\p{Nd}") return isOther ? "\\P{Nd}" : inside;
  return `[${isOther ? "^" : ""}${inside}]`;
}

function writePart(part: ClassPart, width: Width, folded: boolean): string {
  if (!("set" in part)) return folded ? foldedRange(part.from, part.to, width) : range(part.from, part.to);
  const { set } = part;
  if (set === "D") return width === "wide" ? "\\D" : "\\P{Nd}";
  if (set === "W" && width === "wide") return "\\W";
  if (set === "W" || set === "S") throw new Unfit(`it has \`\\${set}\` among other characters`);
  return setOf(set, width);
}

const range = (from: number, to: number): string => (from === to ? writeInClass(from) : `${writeInClass(from)}${to === from + 1 ? "" : "-"}${writeInClass(to)}`);

/** Letters beyond ASCII that Python takes for these in either case. */
const FURTHER: Readonly<Record<string, string>> = { i: "\\u{130}\\u{131}", k: "\\u{212a}", s: "\\u{17f}" };

function writeFolded(code: number, width: Width): string {
  const letter = String.fromCharCode(code).toLowerCase();
  return `[${letter.toUpperCase()}${letter}${isNarrow(width) ? "" : (FURTHER[letter] ?? "")}]`;
}

function foldedRange(from: number, to: number, width: Width): string {
  const other = (low: number, high: number, shift: number): string => {
    const [a, b] = [Math.max(from, low), Math.min(to, high)];
    return a > b ? "" : range(a + shift, b + shift);
  };
  const further = !isNarrow(width) ? Object.entries(FURTHER).filter(([c]) => [c, c.toUpperCase()].some((one) => one.charCodeAt(0) >= from && one.charCodeAt(0) <= to)).map(([, more]) => more) : [];
  if (to > 127) throw new Unfit("it asks for letters beyond `a` to `z` in either case");
  return `${range(from, to)}${other(65, 90, 32)}${other(97, 122, -32)}${further.join("")}`;
}

function writeChar(code: number): string {
  const char = String.fromCodePoint(code);
  return /[$()*+.?[\\\]^{|}]/.test(char) ? `\\${char}` : visible(code, char);
}

function writeInClass(code: number): string {
  const char = String.fromCodePoint(code);
  return /[-[\\\]^]/.test(char) ? `\\${char}` : visible(code, char);
}

function visible(code: number, char: string): string {
  if (code === 10) return "\\n";
  if (code === 9) return "\\t";
  if (code === 13) return "\\r";
  return /[\p{C}\p{Zl}\p{Zp}\ufffd]/u.test(char) ? `\\u{${code.toString(16)}}` : char;
}
