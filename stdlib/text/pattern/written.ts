import type { AST } from "@eslint-community/regexpp";
import { charactersOf, type Characters } from "./characters.ts";
import { withoutEnds } from "./positions.ts";
import { readPattern } from "./read.ts";

/** Whose syntax: RE2's, or that of Python's `re`. Neither needs a flag. */
export type Engine = "re2" | "python";

/** `matches`: of the whole text, no group. `find`: anywhere, with its one group. */
export type Use = "matches" | "find";

/** A sound pattern for another engine. Every class is written out as ranges, so that no engine's own idea of `\s` or `.` comes in. */
export function written(source: string, use: Use, engine: Engine): string {
  const whole = use === "matches" ? ({ elements }: AST.Alternative) => withoutEnds(elements) : ({ elements }: AST.Alternative) => elements;
  return readPattern(source).alternatives.map((one) => sequence(whole(one), use, engine)).join("|");
}

function sequence(elements: readonly AST.Element[], use: Use, engine: Engine): string {
  return elements.map((one) => part(one, use, engine)).join("");
}

function part(node: AST.Element, use: Use, engine: Engine): string {
  const choice = (alternatives: readonly AST.Alternative[]): string => alternatives.map(({ elements }) => sequence(elements, use, engine)).join("|");
  switch (node.type) {
    case "Group": return `(?:${choice(node.alternatives)})`;
    case "CapturingGroup": return `(${use === "find" ? "" : "?:"}${choice(node.alternatives)})`;
    case "Quantifier": return `${part(node.element, use, engine)}${times(node)}${node.greedy ? "" : "?"}`;
    case "Assertion": return node.kind === "start" ? "\\A" : node.kind === "end" ? (engine === "re2" ? "\\z" : "\\Z") : edge(engine);
    case "Character": return point(node.value, engine);
    case "CharacterSet": return node.kind === "any" && use === "find" ? ANY : set(charactersOf(node)!, engine);
    case "CharacterClass": return set(charactersOf(node)!, engine);
    default: throw new Error(`\`${node.raw}\` was let through`);
  }
}

const LAST = 0x10ffff;
const ANY = "(?s:.)";

/** Python goes by Unicode's words unless told otherwise; a word is of ASCII here. */
function edge(engine: Engine): string {
  return engine === "re2" ? "\\b" : "(?a:\\b)";
}

function times({ min, max }: AST.Quantifier): string {
  if (max === Infinity) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  return min === 0 && max === 1 ? "?" : min === max ? `{${min}}` : `{${min},${max}}`;
}

function set(characters: Characters, engine: Engine): string {
  const [first] = characters;
  if (first === undefined) return `[^${range([0, LAST], engine)}]`;
  return first[0] === 0 && first[1] === LAST ? ANY : `[${characters.map((one) => range(one, engine)).join("")}]`;
}

function range([from, to]: Characters[number], engine: Engine): string {
  return from === to ? point(from, engine) : `${point(from, engine)}-${point(to, engine)}`;
}

/** A character that stands for itself, in brackets and outside. */
function point(c: number, engine: Engine): string {
  const text = String.fromCodePoint(c);
  if (/^[\w <>=:;,'"/@%!]$/.test(text)) return text;
  if (c > 0x20 && c < 0x7f) return `\\${text}`;
  const hex = c.toString(16);
  if (engine === "re2") return `\\x{${hex}}`;
  return c <= 0xff ? `\\x${hex.padStart(2, "0")}` : c <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
