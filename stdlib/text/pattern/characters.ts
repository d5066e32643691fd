import type { AST } from "@eslint-community/regexpp";

/** Code points, as ranges with both ends in: sorted, apart from one another. */
export type Characters = readonly (readonly [from: number, to: number])[];

const LAST = 0x10ffff;
const DIGITS: Characters = [[48, 57]];
const WORD: Characters = [[48, 57], [65, 90], [95, 95], [97, 122]];
const LINE_BREAKS: Characters = [[10, 10], [13, 13], [0x2028, 0x2029]];
/** White space and line ends of ECMAScript. */
const SPACE: Characters = [[9, 13], [32, 32], [160, 160], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff]];

/** What a part of a pattern takes that takes one character; null where it may take several. */
export function charactersOf(node: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.CharacterClassRange): Characters | null {
  switch (node.type) {
    case "Character": return [[node.value, node.value]];
    case "CharacterClassRange": return [[node.min.value, node.max.value]];
    case "CharacterSet": {
      const taken = named(node);
      return "negate" in node && node.negate && taken !== null ? others(taken) : taken;
    }
    case "CharacterClass": {
      const parts: Characters[] = [];
      for (const element of node.elements) {
        const oneOfThose = element.type === "Character" || element.type === "CharacterClassRange" || element.type === "CharacterSet";
        const part = oneOfThose ? charactersOf(element) : null;
        if (part === null) return null;
        parts.push(part);
      }
      const all = together(parts.flat());
      return node.negate ? others(all) : all;
    }
  }
}

function named(node: AST.CharacterSet): Characters | null {
  switch (node.kind) {
    case "any": return others(LINE_BREAKS);
    case "digit": return DIGITS;
    case "word": return WORD;
    case "space": return SPACE;
    case "property": return node.strings ? null : property(node.value === null ? node.key : `${node.key}=${node.value}`);
  }
}

const properties = new Map<string, Characters>();

/** The engine of the platform knows Unicode's tables; it is asked one character at a time, while a policy is compiled. */
function property(name: string): Characters {
  const known = properties.get(name);
  if (known !== undefined) return known;
  const has = new RegExp(`^\\p{${name}}$`, "u");
  const found: [number, number][] = [];
  for (let c = 0; c <= LAST; c++) {
    if (!has.test(String.fromCodePoint(c))) continue;
    const before = found.at(-1);
    if (before?.[1] === c - 1) before[1] = c;
    else found.push([c, c]);
  }
  properties.set(name, found);
  return found;
}

function together(ranges: Characters): Characters {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const before = merged.at(-1);
    if (before !== undefined && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function others(ranges: Characters): Characters {
  const left: [number, number][] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) left.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) left.push([next, LAST]);
  return left;
}
