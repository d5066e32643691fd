import type { Slot } from "../../compiler/ir/ir.ts";
import type { Course } from "./course.ts";
import type { Setting } from "./setting.ts";
import { fromSlot } from "./slots.ts";

/** One episode tick by tick: what was observed, done, and by whom. */
export interface Trace {
  readonly rate: number;
  /** By observation, one sample a tick and the last state. */
  readonly states: Readonly<Record<string, readonly number[]>>;
  /** By action, one sample a tick. */
  readonly actions: Readonly<Record<string, readonly number[]>>;
  /** Name of who acts, by tick. */
  readonly acting: readonly string[];
  readonly event: number | null;
  readonly violated: boolean;
}

/** Writes a trace down while its episode is played. */
export class Recorder {
  readonly #setting: Setting;
  readonly #states: number[][] = [];
  readonly #actions: number[][] = [];
  readonly #acting: string[] = [];

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  observed({ state }: Course): void {
    this.#states.push([...state]);
  }

  acted({ action }: Course, acting: number): void {
    this.#actions.push([...action]);
    this.#acting.push(this.#setting.actors.names[acting]!);
  }

  trace({ event, violated }: Course): Trace {
    const { env, rate } = this.#setting;
    const columns = (slots: readonly Slot[], rows: readonly number[][]) => Object.fromEntries(slots.map((slot, i) => [slot.name, rows.map((row) => fromSlot(slot, row[i]!))]));
    return { rate, states: columns(env.obs, this.#states), actions: columns(env.acts, this.#actions), acting: this.#acting, event, violated };
  }
}
