import { pattern as compiled } from "../../../../stdlib/text/pattern.ts";
import { ALWAYS, and, atom, type Condition, not, or } from "../../writing/condition.ts";
import { literal } from "../../writing/text.ts";
import { type Item, type Regex, Unfit } from "./ast.ts";
import { isClosed, type Open, wholeText } from "./edges.ts";
import { parseRegex } from "./parse.ts";
import { otherWidth, type Width, writeRegex } from "./write.ts";

/** A pattern that was searched for, as a condition on the whole of a text. */
export interface Searched {
  readonly condition: Condition;
  /** An `allow` whose pattern could begin or end anywhere takes fewer texts now. */
  readonly narrowed: boolean;
}

/**
 * `left`: whether a match may begin anywhere (`re.search`) or only where the text does (`re.match`). Throws `Unfit`.
 */
export function searched(source: string, left: boolean, subject: string, width: Width): Searched {
  // Nothing is found everywhere.
  if (source === "") return { condition: ALWAYS, narrowed: false };
  const regex = parseRegex(source);
  let narrowed = false;
  const alternatives = regex.alternatives.map((sequence) => {
    const { ahead, rest } = looking(sequence, left);
    const of: Regex = { alternatives: [rest] };
    narrowed ||= width === "whole" && ((left && !isClosed(of, "left")) || !isClosed(of, "right"));
    const open: Open = width === "whole" ? { left: false, right: false } : { left, right: true };
    return { ahead: ahead.map((look) => lookahead(look, subject, width)), of, open };
  });
  // Alternatives that look ahead are conditions of their own; the others are one pattern.
  const [looks, plain] = [alternatives.filter(({ ahead }) => ahead.length > 0), alternatives.filter(({ ahead }) => ahead.length === 0)];
  const one = (of: Regex, open: Open): Condition => matches(subject, writeRegex(wholeText(of, open), width));
  const together = plain.length === 0 ? [] : [one({ alternatives: plain.flatMap(({ of }) => of.alternatives) }, plain[0]!.open)];
  return { condition: or(...together, ...looks.map(({ ahead, of, open }) => and(...ahead, one(of, open)))), narrowed };
}

type Look = Extract<Item, { kind: "look" }>;

/** `^(?!.*\.env)(?=/srv).*$`: what a text is asked where it begins, each apart from the rest. */
function looking(sequence: readonly Item[], left: boolean): { readonly ahead: readonly Look[]; readonly rest: readonly Item[] } {
  const anchored = sequence[0]?.kind === "start";
  const from = anchored ? 1 : 0;
  let to = from;
  while (sequence[to]?.kind === "look") to += 1;
  if (to === from || (!anchored && left)) return { ahead: [], rest: sequence };
  return { ahead: sequence.slice(from, to) as Look[], rest: [...sequence.slice(0, from), ...sequence.slice(to)] };
}

function lookahead({ negated, of }: Look, subject: string, width: Width): Condition {
  const inner = negated ? otherWidth(width) : width;
  const found = matches(subject, writeRegex(wholeText(of, { left: false, right: true }), inner));
  return negated ? not(found) : found;
}

/** Throws `Unfit` where Pol cannot use the pattern. */
export function matches(subject: string, pattern: string): Condition {
  if (pattern === "[^]*") return ALWAYS;
  const { refuse } = compiled(pattern);
  const written = literal(pattern);
  if (refuse !== null || written === null) throw new Unfit(refuse ?? "it holds a sign that cannot be written");
  return atom(`${subject} matches ${written}`);
}
