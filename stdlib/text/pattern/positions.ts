import type { AST } from "@eslint-community/regexpp";
import { charactersOf, type Characters } from "./characters.ts";

/** Of Glushkov: each place of a pattern that takes one character, and which place may come after which. */
export interface Positions {
  readonly characters: readonly Characters[];
  readonly follow: readonly ReadonlySet<number>[];
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly takesEmpty: boolean;
}

/** A part of a pattern: where it may begin, where it may end, whether it may take nothing. */
interface Part {
  first: number[];
  last: number[];
  empty: boolean;
}

/** A pattern that is not for us, in a phrase. */
export class Unfit extends Error {}

const MOST_PLACES = 10_000;
const MOST_LINKS = 500_000;

export function positionsOf(pattern: AST.Pattern): Positions {
  const characters: Characters[] = [];
  const follow: Set<number>[] = [];
  let links = 0;

  const nothing = (): Part => ({ first: [], last: [], empty: true });

  const link = (from: readonly number[], to: readonly number[]): void => {
    links += from.length * to.length;
    if (links > MOST_LINKS) throw new Unfit("it repeats too much");
    for (const a of from) for (const b of to) follow[a]!.add(b);
  };

  const join = (a: Part, b: Part): Part => {
    link(a.last, b.first);
    // A part is used once, so that its lists may grow in place.
    if (a.empty) for (const p of b.first) a.first.push(p);
    if (b.empty) for (const p of a.last) b.last.push(p);
    return { first: a.first, last: b.last, empty: a.empty && b.empty };
  };

  const sequence = (elements: readonly AST.Element[]): Part => {
    let whole = nothing();
    for (const element of elements) whole = join(whole, part(element));
    return whole;
  };

  const choice = (alternatives: readonly (readonly AST.Element[])[]): Part => {
    const whole: Part = { first: [], last: [], empty: false };
    for (const one of alternatives.map(sequence)) {
      for (const p of one.first) whole.first.push(p);
      for (const p of one.last) whole.last.push(p);
      whole.empty ||= one.empty;
    }
    return whole;
  };

  const repeat = ({ element, min, max }: AST.Quantifier): Part => {
    let rest = nothing();
    if (max === Infinity) {
      rest = part(element);
      link(rest.last, rest.first);
      rest.empty = true;
    } else {
      for (let i = min; i < max; i++) {
        rest = join(part(element), rest);
        rest.empty = true;
      }
    }
    for (let i = 0; i < min; i++) rest = join(part(element), rest);
    return rest;
  };

  const part = (node: AST.Element): Part => {
    switch (node.type) {
      case "Group":
        if (node.modifiers) throw new Unfit(`it switches a flag, by \`${node.raw.slice(0, node.raw.indexOf(":") + 1)}\``);
        return choice(node.alternatives.map((a) => a.elements));
      case "CapturingGroup": return choice(node.alternatives.map((a) => a.elements));
      case "Quantifier": return repeat(node);
      case "Backreference": throw new Unfit(`it refers back, by \`${node.raw}\``);
      case "Assertion":
        if (node.kind === "lookahead" || node.kind === "lookbehind") throw new Unfit(`it looks around, by \`${/^\(\?<?[=!]/.exec(node.raw)![0]}\``);
        throw new Unfit(node.kind === "word" ? `it asks for the edge of a word, by \`${node.raw}\`` : `it has \`${node.raw}\` where a text neither begins nor ends`);
      case "Character":
      case "CharacterSet":
      case "CharacterClass": {
        const taken = charactersOf(node);
        if (taken === null) throw new Unfit(`it takes several characters at once, by \`${node.raw}\``);
        const p = characters.push(taken) - 1;
        if (p >= MOST_PLACES) throw new Unfit("it repeats too much");
        follow.push(new Set());
        return { first: [p], last: [p], empty: false };
      }
      default: throw new Unfit(`it has \`${node.raw}\``);
    }
  };

  const whole = choice(pattern.alternatives.map(({ elements }) => withoutEnds(elements)));
  return { characters, follow, first: whole.first, last: whole.last, takesEmpty: whole.empty };
}

/** A pattern is of the whole text anyway: `^` at its begin and `$` at its end say nothing more. */
export function withoutEnds(elements: readonly AST.Element[]): readonly AST.Element[] {
  const isEdge = (node: AST.Element | undefined, kind: "start" | "end"): boolean => node?.type === "Assertion" && node.kind === kind;
  return elements.slice(isEdge(elements[0], "start") ? 1 : 0, isEdge(elements.at(-1), "end") ? -1 : undefined);
}
