import type { Slot } from "../../compiler/ir/ir.ts";
import type { Guard } from "../guard/guard.ts";
import type { SampledSession } from "../guard/sampled.ts";
import { insideBox } from "../guard/shape.ts";
import type { Course } from "./course.ts";
import type { Network, Setting } from "./setting.ts";

/** A network's outputs for every row of a batch. */
export type Answers = Float32Array;

/** An output as a session's buffer holds it: a truth value is what is above one half. */
function heard({ kind }: Slot, output: number): number {
  return kind === "bool" && Number.isFinite(output) ? 2 * Number(output > 0.5) : output;
}

/** Who drives the episodes of a batch, each in a row of its own. */
export interface Driver {
  /** The networks that are asked each tick. */
  readonly networks: readonly Network[];
  reset(row: number): void;
  /** Writes the course's action; gives the index of who acts, and whether it is a network that was corrected. */
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
    for (const [n, { slots, offers }] of this.networks.entries()) {
      for (const offer of offers) {
        io[offer.present] = 1;
        io[offer.age] = 0;
        for (let j = 0; j < slots.length; j += 1) io[offer.action + slots[j]!] = heard(env.acts[slots[j]!]!, answers[n]![row * slots.length + j]!);
      }
    }
    this.#advance(session);
    for (let i = 0; i < course.action.length; i += 1) course.action[i] = io[layout.action + i]!;
    const acting = this.#setting.actors.of(io);
    return { acting, corrected: this.#corrected(acting, io, course.action) };
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

  #corrected(acting: number, io: Float64Array, action: Float64Array): boolean {
    const name = this.#setting.actors.names[acting]!;
    const network = this.networks.find((one) => one.name === name);
    if (network === undefined) return false;
    const offered = network.offers[0]!.action;
    return network.slots.some((slot) => Math.abs(action[slot]! - io[offered + slot]!) > ROUNDING);
  }
}

/** The networks alone, each action clipped into the declared range. */
export class BareDriver implements Driver {
  readonly networks: readonly Network[];
  readonly #setting: Setting;
  /** Who is said to act: the last of them. */
  readonly #acting: number;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.networks = setting.drivers;
    this.#acting = setting.actors.named(setting.drivers.at(-1)!.name);
  }

  reset(): void {}

  act(row: number, { action }: Course, answers: readonly Answers[]): { acting: number; corrected: boolean } {
    const { acts } = this.#setting.env;
    acts.forEach((act, i) => (action[i] = act.kind === "bool" ? 2 * act.default : act.default));
    for (const [n, { slots }] of this.networks.entries()) {
      for (const [j, slot] of slots.entries()) {
        const value = heard(acts[slot]!, answers[n]![row * slots.length + j]!);
        if (Number.isFinite(value)) action[slot] = clipped(acts[slot]!, value);
      }
    }
    return { acting: this.#acting, corrected: false };
  }
}

function clipped({ kind, low, high }: Slot, value: number): number {
  return kind === "bool" ? value : Math.min(Math.max(value, low ?? -Infinity), high ?? Infinity);
}
