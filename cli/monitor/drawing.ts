import type { EnvIr, Slot } from "../../compiler/ir/ir.ts";
import type { Judged } from "../../runtime/monitor/offline.ts";
import type { Trace } from "../../runtime/traces/trace.ts";
import { LEFT, RIGHT, WIDTH } from "../run/style.ts";
import type { Outcome } from "./outcome.ts";
import { columnsOf, type Clock } from "./windows.ts";

/** What is not known is NaN, and breaks the line. */
export type Point = readonly [seconds: number, value: number];

/** A time span, in seconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface DrawnSignal {
  readonly slot: Slot;
  readonly points: readonly Point[];
}

export interface DrawnSpec {
  readonly name: string;
  /** It is `always φ`: false is violated. */
  readonly each: boolean;
  /** Ends of the robustness; one list where they are the same. */
  readonly lo: readonly Point[];
  readonly hi: readonly Point[];
  readonly violated: readonly Stretch[];
  readonly unknown: readonly Stretch[];
  readonly outcome: Outcome;
}

/** Longer traces are drawn by their least and greatest a pixel column. */
const MOST_POINTS = 2000;
const PIXELS = WIDTH - LEFT - RIGHT;

/** As much of one trace as a picture shows. */
export class Drawing {
  readonly trace: string;
  readonly begin: number;
  readonly end: number;
  /** A value is held until the next sample. */
  readonly held: boolean;
  readonly signals: readonly DrawnSignal[];
  readonly specs: DrawnSpec[] = [];
  readonly clock: Clock;

  constructor(trace: string, samples: number, env: EnvIr, signals: readonly DrawnSignal[], clock: Clock) {
    this.trace = trace;
    [this.begin, this.end] = [clock(0), clock(samples - 1)];
    this.held = env.rate === null;
    this.signals = signals;
    this.clock = clock;
  }

  add(name: string, each: boolean, { lo, hi, truths }: Judged, outcome: Outcome): void {
    const { clock } = this;
    const least = pointsOf(lo.length, clock, (k) => lo[k]!);
    const greatest = lo.every((value, k) => value === hi[k]) ? least : pointsOf(hi.length, clock, (k) => hi[k]!);
    const until: Clock = this.held ? (k) => clock(Math.min(k + 1, lo.length - 1)) : clock;
    this.specs.push({ name, each, lo: least, hi: greatest, violated: stretches(truths, 0, clock, until), unknown: stretches(truths, 1, clock, until), outcome });
  }
}

/** The signals that are read, observations first. */
export function drawingOf(path: string, env: EnvIr, trace: Trace, needs: ReadonlySet<string>, clock: Clock): Drawing {
  const signals = [...env.obs.map((slot, i) => ({ slot, values: trace.obs[i]! })), ...env.acts.map((slot, i) => ({ slot, values: trace.acts[i] ?? null }))];
  const read = signals.flatMap(({ slot, values }): DrawnSignal[] => {
    if (values === null || !needs.has(slot.name)) return [];
    return [{ slot, points: pointsOf(trace.length, clock, slot.kind === "bool" ? (k) => (values[k] === 1 ? NaN : values[k]! / 2) : (k) => values[k]!) }];
  });
  return new Drawing(path, trace.length, env, read, clock);
}

function pointsOf(samples: number, clock: Clock, value: (k: number) => number): Point[] {
  if (samples <= MOST_POINTS) return Array.from({ length: samples }, (_, k) => [clock(k), value(k)]);
  const starts = columnsOf(samples, PIXELS, clock);
  const points: Point[] = [];
  for (let column = 0; column < PIXELS; column++) {
    const [from, to] = [starts[column]!, starts[column + 1]!];
    if (from === to) continue;
    let [least, most] = [-1, -1];
    for (let k = from; k < to; k++) {
      const v = value(k);
      if (v !== v) continue;
      if (least < 0 || v < value(least)) least = k;
      if (most < 0 || v > value(most)) most = k;
    }
    if (least < 0) points.push([clock(from), NaN]);
    else for (const k of least === most ? [least] : least < most ? [least, most] : [most, least]) points.push([clock(k), value(k)]);
  }
  return points;
}

/** Where truths have a value, each sample from one time until another; what is nearer than a pixel is one. */
function stretches(truths: Uint8Array, wanted: 0 | 1, from: Clock, until: Clock): Stretch[] {
  const pixel = (from(truths.length - 1) - from(0)) / PIXELS;
  const found: { from: number; to: number }[] = [];
  let before = -2;
  for (let k = truths.indexOf(wanted); k >= 0 && k < truths.length; k++) {
    if (truths[k] !== wanted) continue;
    const last = found.at(-1);
    if (last !== undefined && (before === k - 1 || from(k) - last.to <= pixel)) last.to = until(k);
    else found.push({ from: from(k), to: until(k) });
    before = k;
  }
  return found;
}
