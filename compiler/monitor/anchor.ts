import type { Row } from "./rows.ts";

/**
 * One formula at one fixed sample, as a tree over the rows: what of it later samples can still change is the interval in
 * which its value lies. `AnchorRow` of the kernel.
 */
export interface Anchor {
  readonly op: "at" | "not" | "and" | "or" | "if" | "most" | "least" | "until";
  /** Parts, by their place in the list. */
  readonly x: number;
  readonly y: number;
  readonly c: number;
  /** `at`, `most`, `least`, `until`: the rows whose values it takes, from which sample on, and at how many (0: no end). */
  readonly row: number;
  readonly rowY: number;
  readonly from: number;
  readonly count: number;
  /** After how many unknown samples its rows' values change no more; Infinity where they never come. */
  readonly settle: number;
}

const NOWHERE = -1;

/** Parts before what they are part of; the last is the formula. Null where a part is only known when the trace is whole. */
export function anchorsOf(rows: readonly Row[], root: number): readonly Anchor[] | null {
  const anchors: Anchor[] = [];
  const add = (one: Partial<Anchor> & Pick<Anchor, "op">): number =>
    anchors.push({ x: NOWHERE, y: NOWHERE, c: NOWHERE, row: NOWHERE, rowY: NOWHERE, from: 0, count: 0, settle: 0, ...one }) - 1;
  const settle = settling(rows);
  const anchor = (of: number, from: number): number => {
    const row = rows[of]!;
    switch (row.op) {
      case "not": return add({ op: "not", x: anchor(row.x, from) });
      case "and": case "or": return add({ op: row.op, x: anchor(row.x, from), y: anchor(row.y, from) });
      case "if": return add({ op: "if", c: anchor(row.c, from), x: anchor(row.x, from), y: anchor(row.y, from) });
      // What is held back for its neighbour's sake is of the same sample.
      case "align": return anchor(row.x, from);
      case "advance": return anchor(row.x, from + row.by);
      case "most": case "least":
        if (!row.future) break;
        return add({ op: row.op, row: row.x, from, count: row.width, settle: settle(row.x) });
      case "until": return add({ op: "until", row: row.x, rowY: row.y, from, count: row.width, settle: Math.max(settle(row.x), settle(row.y)) });
    }
    return add({ op: "at", row: of, from, count: 1, settle: settle(of) });
  };
  anchor(root, 0);
  return anchors.every((one) => Number.isFinite(one.settle)) ? anchors : null;
}

/** After how many equal samples a row's values are equal too. */
export function settling(rows: readonly Row[]): (row: number) => number {
  const known = new Map<number, number>();
  const settle = (of: number): number => {
    const { op, x, y, c, width, by, future, from, delay } = rows[of]!;
    const parts = [x, y, c, ...from].filter((one) => one >= 0);
    const before = Math.max(0, ...parts.map(settled));
    if (!Number.isFinite(delay)) return Infinity;
    switch (op) {
      case "most": case "least": case "since": case "until": return before + (width === 0 ? 1 : width - 1);
      case "shift": case "align": case "advance": return before + by;
      case "timed": return future ? Infinity : before;
      default: return before;
    }
  };
  const settled = (of: number): number => {
    const value = known.get(of) ?? settle(of);
    known.set(of, value);
    return value;
  };
  return settled;
}
