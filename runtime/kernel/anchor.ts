import { look, push, type Monitor } from "./monitor.ts";
import { infinity } from "./number.ts";
import { readNothing } from "./monitor-reads.ts";
import type { Vec } from "./table.ts";

/** A part of a formula at one fixed sample (`compiler/monitor/anchor.ts`). */
export interface AnchorRow {
  readonly op: "at" | "not" | "and" | "or" | "if" | "most" | "least" | "until";
  readonly x: number;
  readonly y: number;
  readonly c: number;
  readonly row: number;
  readonly rowY: number;
  readonly from: number;
  readonly count: number;
  readonly settle: number;
}

/** What is kept of each part: how many of its samples have come, then value and, of `until`, the way there, as lower and upper ends. */
export const ANCHOR_CELLS = 5;
const SEEN = 0;
const LO = 1;
const HI = 2;
const WAY_LO = 3;
const WAY_HI = 4;

/** A formula at the session's first sample. */
export interface Anchored {
  readonly anchors: readonly AnchorRow[];
  readonly monitor: Monitor;
  readonly cells: Vec;
  /** Copies to look ahead in. */
  readonly ahead: Vec;
  readonly states: Vec;
  readonly lo: Vec;
  readonly hi: Vec;
}

export function openAnchored(anchors: readonly AnchorRow[], monitor: Monitor, cells: Vec): Anchored {
  const { length } = anchors;
  // Only what is nested needs to look more than one sample ahead.
  const far = anchors.some((one) => one.settle > 0);
  return {
    anchors, monitor, cells, ahead: new Float64Array(cells.length), states: new Float64Array(far ? monitor.state.length : 0),
    lo: new Float64Array(length), hi: new Float64Array(length),
  };
}

export function resetAnchored({ anchors, monitor, cells }: Anchored): void {
  for (let i = 0; i < anchors.length; i++) {
    const one = anchors[i]!;
    const at = i * ANCHOR_CELLS;
    if (one.row < 0) continue;
    const top = topOf(monitor, one.row);
    const from = one.op === "least" ? top : -top;
    cells[at + SEEN] = 0;
    cells[at + LO] = cells[at + HI] = from;
    cells[at + WAY_LO] = cells[at + WAY_HI] = top;
  }
}

function topOf(m: Monitor, row: number): number {
  return m.table.rows[row]!.top;
}

/** Takes what the monitor's last push gave; `cells` is the session's, or a copy of it. */
export function follow({ anchors, monitor }: Anchored, cells: Vec): void {
  const tick = monitor.state[0]! - 1;
  for (let i = 0; i < anchors.length; i++) {
    const one = anchors[i]!;
    if (one.row < 0) continue;
    const at = i * ANCHOR_CELLS;
    const seen = cells[at + SEEN]!;
    if (one.count > 0 && seen >= one.count) continue;
    const sample = tick - monitor.table.rows[one.row]!.delay;
    if (sample < one.from) continue;
    take(monitor, one, cells, at);
    cells[at + SEEN] = seen + 1;
  }
}

/** One more sample's value. */
function take({ lo, hi }: Monitor, one: AnchorRow, cells: Vec, at: number): void {
  const { row, rowY } = one;
  switch (one.op) {
    case "at":
      cells[at + LO] = lo[row]!;
      cells[at + HI] = hi[row]!;
      return;
    case "most":
      cells[at + LO] = Math.max(cells[at + LO]!, lo[row]!);
      cells[at + HI] = Math.max(cells[at + HI]!, hi[row]!);
      return;
    case "least":
      cells[at + LO] = Math.min(cells[at + LO]!, lo[row]!);
      cells[at + HI] = Math.min(cells[at + HI]!, hi[row]!);
      return;
    case "until":
      cells[at + LO] = Math.max(cells[at + LO]!, Math.min(lo[rowY]!, cells[at + WAY_LO]!));
      cells[at + HI] = Math.max(cells[at + HI]!, Math.min(hi[rowY]!, cells[at + WAY_HI]!));
      cells[at + WAY_LO] = Math.min(cells[at + WAY_LO]!, lo[row]!);
      cells[at + WAY_HI] = Math.min(cells[at + WAY_HI]!, hi[row]!);
  }
}

/**
 * The interval in which the formula's value lies, whatever samples follow: what is still to come is unknown, as far ahead as
 * it still changes anything. Into `out[0]` and `out[1]`.
 */
export function interval(a: Anchored, out: Vec): void {
  const { anchors, monitor, cells, ahead, states } = a;
  const now = cells;
  ahead.set(now);
  const far = steps(a);
  if (far > 0) {
    if (states.length > 0) states.set(monitor.state);
    for (let k = 1; k <= far; k++) {
      readNothing(monitor);
      // The last look changes nothing, so that state formulas cost no copy.
      if (k === far && states.length === 0) glance(a, ahead);
      else {
        push(monitor);
        follow(a, ahead);
      }
    }
    if (states.length > 0) monitor.state.set(states);
  }
  combine(a, ahead, far);
  const root = anchors.length - 1;
  out[0] = a.lo[root]!;
  out[1] = a.hi[root]!;
}

/** How many samples ahead the parts still change. */
function steps({ anchors, cells, monitor }: Anchored): number {
  let most = 0;
  for (let i = 0; i < anchors.length; i++) {
    const one = anchors[i]!;
    if (one.row < 0) continue;
    const left = (one.count === 0 ? infinity() : one.count) - cells[i * ANCHOR_CELLS]!;
    if (left <= 0) continue;
    // Up to its first sample there is nothing to take, whatever has settled.
    const first = Math.max(0, one.from + monitor.table.rows[one.row]!.delay - (monitor.state[0]! - 1) - 1);
    const settled = one.settle + 1;
    most = Math.max(most, Math.min(settled, first + left));
  }
  return most;
}

/** One unknown sample over state formulas: every part that still takes values takes it. */
function glance({ anchors, monitor }: Anchored, ahead: Vec): void {
  look(monitor);
  for (let i = 0; i < anchors.length; i++) {
    const one = anchors[i]!;
    const at = i * ANCHOR_CELLS;
    if (one.row < 0 || (one.count > 0 && ahead[at + SEEN]! >= one.count)) continue;
    take(monitor, one, ahead, at);
  }
}

/** Parts that have not had all their samples take the last one again: it has settled. */
function combine(a: Anchored, ahead: Vec, far: number): void {
  const { anchors, monitor, lo, hi } = a;
  for (let i = 0; i < anchors.length; i++) {
    const one = anchors[i]!;
    const at = i * ANCHOR_CELLS;
    const { x, y, c } = one;
    switch (one.op) {
      case "not":
        lo[i] = -hi[x]!;
        hi[i] = -lo[x]!;
        break;
      case "and":
        lo[i] = Math.min(lo[x]!, lo[y]!);
        hi[i] = Math.min(hi[x]!, hi[y]!);
        break;
      case "or":
        lo[i] = Math.max(lo[x]!, lo[y]!);
        hi[i] = Math.max(hi[x]!, hi[y]!);
        break;
      case "if":
        lo[i] = lo[c]! > 0 ? lo[x]! : hi[c]! < 0 ? lo[y]! : -1;
        hi[i] = lo[c]! > 0 ? hi[x]! : hi[c]! < 0 ? hi[y]! : 1;
        break;
      default:
        if (far > 0 && (one.count === 0 || ahead[at + SEEN]! < one.count)) take(monitor, one, ahead, at);
        lo[i] = ahead[at + LO]!;
        hi[i] = ahead[at + HI]!;
    }
  }
}
