import type { AST } from "@eslint-community/regexpp";
import { pattern } from "./pattern.ts";
import { charactersOf } from "./pattern/characters.ts";
import { Unfit } from "./pattern/positions.ts";
import { readPattern, whyUnfit } from "./pattern/read.ts";

/** RE2 repeats nothing more often; repeats within repeats are multiplied. */
const MOST_TIMES = 1000;
const MOST_PLACES = 10_000;
/** Engines with a stack reach deeper than anybody writes. */
const DEEPEST = 50;

/**
 * Why a reward's pattern is refused, in a phrase. Without a group it is one of `matches`; with one it is of `find`, and what is let
 * through finds the same in RE2 and in Python's `re`.
 */
export function patternProblem(source: string, groups: 0 | 1): string | null {
  return groups === 0 ? (pattern(source).refuse ?? whyUnfit(() => shallow(readPattern(source).alternatives, 0))) : whyUnfit(() => searched(readPattern(source)));
}

function shallow(alternatives: readonly AST.Alternative[], depth: number): void {
  if (depth > DEEPEST) throw new Unfit("it is nested too deeply");
  for (const { elements } of alternatives) {
    for (let node of elements as readonly AST.Element[]) {
      while (node.type === "Quantifier") node = node.element;
      if (node.type === "Group" || node.type === "CapturingGroup") shallow(node.alternatives, depth + 1);
    }
  }
}

function searched(tree: AST.Pattern): void {
  shallow(tree.alternatives, 0);
  const { groups } = choice(tree.alternatives, 1);
  if (groups === 0) throw new Unfit("it has no group: put what is looked for in `(…)`");
  if (groups > 1) throw new Unfit(`it has ${groups} groups: write \`(?:…)\` for all but what is looked for`);
}

/** What a part comes to: its groups, its places once repeats are written out, and whether it may take nothing. */
interface Size {
  readonly groups: number;
  readonly places: number;
  readonly empty: boolean;
}

function choice(alternatives: readonly AST.Alternative[], times: number): Size {
  const all = alternatives.map(({ elements }) => sequence(elements, times));
  return { ...sum(all), empty: all.some((one) => one.empty) };
}

function sequence(elements: readonly AST.Element[], times: number): Size {
  const all = elements.map((one) => size(one, times));
  return { ...sum(all), empty: all.every((one) => one.empty) };
}

function sum(parts: readonly Size[]): Omit<Size, "empty"> {
  const places = parts.reduce((n, one) => n + one.places, 0);
  if (places > MOST_PLACES) throw new Unfit("it repeats too much");
  return { groups: parts.reduce((n, one) => n + one.groups, 0), places };
}

function size(node: AST.Element, times: number): Size {
  switch (node.type) {
    case "Group":
      if (node.modifiers) throw new Unfit(`it switches a flag, by \`${node.raw.slice(0, node.raw.indexOf(":") + 1)}\``);
      return choice(node.alternatives, times);
    case "CapturingGroup": {
      if (node.name !== null) throw new Unfit(`it names a group, by \`(?<${node.name}>\`: write \`(…)\``);
      const inner = choice(node.alternatives, times);
      return { ...inner, groups: inner.groups + 1 };
    }
    case "Quantifier": return repeat(node, times);
    case "Backreference": throw new Unfit(`it refers back, by \`${node.raw}\``);
    case "Assertion":
      if (node.kind === "lookahead" || node.kind === "lookbehind") throw new Unfit(`it looks around, by \`${/^\(\?<?[=!]/.exec(node.raw)![0]}\``);
      // Python's engine, before 3.14, finds no `\B` in an empty text.
      if (node.kind === "word" && node.negate) throw new Unfit("it has `\\B`, which engines read differently");
      return { groups: 0, places: 0, empty: true };
    case "Character": case "CharacterSet": case "CharacterClass":
      if (charactersOf(node) === null) throw new Unfit(`it takes several characters at once, by \`${node.raw}\``);
      return { groups: 0, places: 1, empty: false };
    default: throw new Unfit(`it has \`${node.raw}\``);
  }
}

function repeat({ element, min, max, raw }: AST.Quantifier, outer: number): Size {
  const times = Math.max(1, min, max === Infinity ? 0 : max);
  if (outer * times > MOST_TIMES) throw new Unfit(`it repeats more than ${MOST_TIMES} times, by \`${raw.slice(0, 40)}\``);
  const inner = size(element, outer * times);
  // How often an engine goes round such a repeat, and what its group is then, is each engine's own.
  if (inner.empty && max > 1) throw new Unfit(`it repeats what may be empty, by \`${raw.slice(0, 40)}\``);
  return { groups: inner.groups, places: inner.places * times, empty: min === 0 };
}
