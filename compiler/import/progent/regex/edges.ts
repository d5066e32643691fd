import { ANYTHING, isAnything, type Item, maybe, NOT_WORD, type Regex, type Sequence, Unfit } from "./ast.ts";

/** Whether a pattern that does not say so may begin, or end, anywhere in the text. */
export interface Open {
  readonly left: boolean;
  readonly right: boolean;
}

/** A pattern that is searched for in a text as one of the whole text: `^` and `$` go, and where they were missing comes anything. */
export function wholeText(regex: Regex, open: Open): Regex {
  const whole = { alternatives: regex.alternatives.map((one) => rightEdge(leftEdge(one, open.left), open.right ? "anything" : "nothing")).map(withoutBoundaries) };
  noEdgesIn(whole);
  return whole;
}

/** Whether every match begins where the text begins, or ends where it ends, or goes on to there. */
export function isClosed(regex: Regex, side: "left" | "right"): boolean {
  return regex.alternatives.every((sequence) => {
    const item = side === "left" ? sequence[0] : sequence.at(-1);
    if (item?.kind === "group") return isClosed(item.of, side);
    return item?.kind === (side === "left" ? "start" : "end") || isAnything(item);
  });
}

const LINE_END: Item = { kind: "end", strict: false };

function leftEdge(sequence: Sequence, open: boolean): Sequence {
  const [first, ...rest] = sequence;
  if (first?.kind === "start") return leftEdge(rest, false);
  if (first?.kind === "boundary" && beginsWord(rest[0])) return open ? [maybe(ANYTHING, NOT_WORD), ...rest] : rest;
  if (first?.kind === "group" && hasEdge(first.of)) return [{ kind: "group", of: { alternatives: first.of.alternatives.map((one) => leftEdge(one, open)) } }, ...rest];
  if (!open) return sequence;
  return isAnything(first) ? [ANYTHING, ...rest] : [ANYTHING, ...sequence];
}

/** What comes at the right edge: anything, at most the line end that `$` lets pass, or nothing. */
type Tail = "anything" | "line end" | "nothing";

function rightEdge(sequence: Sequence, tail: Tail): Sequence {
  const last = sequence.at(-1), rest = sequence.slice(0, -1);
  if (last?.kind === "end") return rightEdge(rest, last.strict || tail === "nothing" ? "nothing" : "line end");
  if (last?.kind === "boundary" && endsWord(rest.at(-1))) return tail === "anything" ? [...rest, maybe(NOT_WORD, ANYTHING)] : rightEdge(rest, tail);
  if (last?.kind === "group" && hasEdge(last.of)) return [...rest, { kind: "group", of: { alternatives: last.of.alternatives.map((one) => rightEdge(one, tail)) } }];
  if (tail === "nothing") return sequence;
  if (tail === "line end") return [...sequence, LINE_END];
  return isAnything(last) ? [...rest, ANYTHING] : [...sequence, ANYTHING];
}

function hasEdge({ alternatives }: Regex): boolean {
  return alternatives.some((one) => one.some((item) => item.kind === "start" || item.kind === "end" || item.kind === "boundary" || (item.kind === "group" && hasEdge(item.of))));
}

/** `.*\bdel\b.*` as `(.*\W)?del(\W.*)?`: the edge of a word is seen where anything may stand beside it. */
function withoutBoundaries(sequence: Sequence): Sequence {
  const items = [...sequence];
  for (let i = 1; i < items.length - 1; i++) {
    if (items[i]!.kind !== "boundary") continue;
    const [before, after] = [items[i - 1]!, items[i + 1]!];
    if (isAnything(before) && beginsWord(after)) items.splice(i - 1, 2, maybe(before, NOT_WORD));
    else if (endsWord(before) && isAnything(after)) items.splice(i, 2, maybe(NOT_WORD, after));
  }
  return items;
}

const isWord = (c: number): boolean => /\w/.test(String.fromCodePoint(c));
const beginsWord = (item: Item | undefined): boolean => isOfWord(item, (one) => beginsWord(one[0]));
const endsWord = (item: Item | undefined): boolean => isOfWord(item, (one) => endsWord(one.at(-1)));

function isOfWord(item: Item | undefined, within: (sequence: Sequence) => boolean): boolean {
  switch (item?.kind) {
    case "char": return isWord(item.code);
    case "class": return !item.negated && item.parts.every((part) => ("set" in part ? part.set === "w" || part.set === "d" : isWordRange(part.from, part.to)));
    case "group": return item.of.alternatives.every(within);
    case "repeat": return item.least > 0 && isOfWord(item.of, within);
    default: return false;
  }
}

const isWordRange = (from: number, to: number): boolean => ["09", "AZ", "az", "__"].some((range) => from >= range.charCodeAt(0) && to <= range.charCodeAt(1));

/** What is still there stands where a text neither begins nor ends. A line end that `$` lets pass is the one exception. */
function noEdgesIn(regex: Regex, isLast = true): void {
  for (const one of regex.alternatives) {
    one.forEach((item, i) => {
      const last = isLast && i === one.length - 1;
      if (item.kind === "boundary") throw new Unfit("it asks for the edge of a word where that is not seen, by `\\b`");
      if (item.kind === "start" || (item.kind === "end" && !last)) throw new Unfit(`it has \`${item.kind === "start" ? "^" : "$"}\` where a text neither begins nor ends`);
      if (item.kind === "look") throw new Unfit(`it looks ahead, by \`(?${item.negated ? "!" : "="}\`, elsewhere than behind a leading \`^\``);
      if (item.kind === "group") noEdgesIn(item.of, last);
      if (item.kind === "repeat") noEdgesIn({ alternatives: [[item.of]] }, false);
    });
  }
}
