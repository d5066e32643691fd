import { positionsOf } from "./pattern/positions.ts";
import { readPattern, whyUnfit } from "./pattern/read.ts";
import { tableOf, type Table } from "./pattern/table.ts";

/** What `matches "…"` asks of a text: the whole of it, case-sensitively. */
export interface Pattern {
  /** Why it is none, in a phrase; then no text fits. */
  readonly refuse: string | null;
  readonly test: (value: string) => boolean;
}

/**
 * A pattern in the syntax of ECMAScript's `u` flag, without what a table cannot say. It is made a table here, once:
 * a text then costs one look-up a character, so that nobody's text makes a decision late.
 */
export function pattern(source: string): Pattern {
  let test: Pattern["test"] = () => false;
  const refuse = whyUnfit(() => {
    test = runner(tableOf(positionsOf(readPattern(source))));
  });
  return { refuse, test };
}

function runner({ starts, kinds, width, next, accepts }: Table): (value: string) => boolean {
  const kindAt = (c: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= c) low = middle;
      else high = middle - 1;
    }
    return kinds[low]!;
  };
  const ascii = Uint16Array.from({ length: 128 }, (_, c) => kindAt(c));
  return (value) => {
    if (!value.isWellFormed()) return false;
    let state = 0;
    for (let i = 0; i < value.length; i++) {
      let c = value.charCodeAt(i);
      if (c >= 128) {
        c = value.codePointAt(i)!;
        if (c > 0xffff) i++;
      }
      state = next[state * width + (c < 128 ? ascii[c]! : kindAt(c))]!;
      if (state < 0) return false;
    }
    return accepts[state]!;
  };
}
