import type { Guard } from "../guard/guard.ts";
import type { SampledSession } from "../guard/sampled.ts";
import { insideBox } from "../guard/shape.ts";
import type { Course } from "./course.ts";
import type { Network, Setting } from "./setting.ts";

/** A network's outputs for every row of a batch. */
export type Answers = Float32Array;

/** Who drives the episodes of a batch, each in a row of its own. */
export interface Driver {
  /** The networks that are asked each tick. */
  readonly networks: readonly Network[];
  reset(row: number): void;
  /** Writes the course's action; gives the index of the proposer that acts, and whether it was corrected. */
  act(row: number, course: Course, answers: readonly Answers[]): { readonly acting: number; readonly corrected: boolean };
}

const ROUNDING = 1e-9;
/** One decision in so many is timed. */
const TIMED = 16;

/** Every row in a session of the guard. */
export class GuardedDriver implements Driver {
  readonly networks: readonly Network[];
  readonly #setting: Setting;
  readonly #sessions: readonly SampledSession[];
  #decisions = 0;
  #micros: number[] = [];

  constructor(setting: Setting, guard: Guard, rows: number) {
    this.networks = setting.networks;
    this.#setting = setting;
    this.#sessions = Array.from({ length: rows }, () => guard.session());
  }

  reset(row: number): void {
    this.#sessions[row]!.reset();
  }

  act(row: number, course: Course, answers: readonly Answers[]): { acting: number; corrected: boolean } {
    const { env } = this.#setting;
    const session = this.#sessions[row]!;
    const { io, layout } = session;
    io.set(course.state, layout.obs);
    io[layout.valid] = insideBox(env.obs, io, layout.obs) ? 1 : 0;
    for (const [n, { proposer, slots }] of this.networks.entries()) {
      const offer = layout.offers[proposer]!;
      io[offer.present] = 1;
      io[offer.age] = 0;
      for (let j = 0; j < slots.length; j += 1) io[offer.action + slots[j]!] = answers[n]![row * slots.length + j]!;
    }
    this.#advance(session);
    const acting = io[layout.acting]!;
    for (let i = 0; i < course.action.length; i += 1) course.action[i] = io[layout.action + i]!;
    return { acting, corrected: this.#corrected(acting, io, layout.offers[acting]?.action, course.action) };
  }

  /** Times of decisions in microseconds, since last taken. */
  takeMicros(): Float64Array {
    const taken = Float64Array.from(this.#micros);
    this.#micros = [];
    return taken;
  }

  #advance(session: SampledSession): void {
    this.#decisions += 1;
    if (this.#decisions % TIMED !== 0) return session.advance();
    const began = performance.now();
    session.advance();
    this.#micros.push((performance.now() - began) * 1000);
  }

  #corrected(acting: number, io: Float64Array, offered: number | undefined, action: Float64Array): boolean {
    const { proposer, slots } = this.networks[this.#setting.driver]!;
    return acting === proposer && offered !== undefined && slots.some((slot) => Math.abs(action[slot]! - io[offered + slot]!) > ROUNDING);
  }
}

/** The network alone, its action clipped into the declared range. */
export class BareDriver implements Driver {
  readonly networks: readonly Network[];
  readonly #setting: Setting;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.networks = [setting.networks[setting.driver]!];
  }

  reset(): void {}

  act(row: number, { action }: Course, [answers]: readonly Answers[]): { acting: number; corrected: boolean } {
    const { acts } = this.#setting.env;
    const { proposer, slots } = this.networks[0]!;
    acts.forEach((act, i) => (action[i] = act.default));
    slots.forEach((slot, j) => {
      const value = answers![row * slots.length + j]!;
      const { low, high } = acts[slot]!;
      if (Number.isFinite(value)) action[slot] = Math.min(Math.max(value, low ?? -Infinity), high ?? Infinity);
    });
    return { acting: proposer, corrected: false };
  }
}
