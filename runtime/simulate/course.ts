import { messageOf } from "../guard/sampled.ts";
import type { NextState } from "../interpreter/dynamics.ts";
import { Refusal } from "../refusal.ts";
import { Measure, type EpisodeFigures } from "./measure.ts";
import { episodeSeed } from "./seed.ts";
import type { Setting } from "./setting.ts";
import { fromSlots, toSlot } from "./slots.ts";
import type { Episode, Values } from "./world.ts";

/** One episode under way: its state, and what the world does to it. */
export class Course {
  readonly state: Float64Array;
  readonly action: Float64Array;
  /** Tick of the event, once it has happened. */
  event: number | null = null;
  /** A violation has ended it. */
  violated = false;
  readonly #number: number;
  readonly #setting: Setting;
  readonly #episode: Episode;
  readonly #measure: Measure;
  readonly #dist: Float64Array;

  constructor(setting: Setting, seed: number, number: number) {
    const { env, world } = setting;
    this.#number = number;
    this.#setting = setting;
    this.#dist = new Float64Array(env.dynamics?.disturbances.length ?? 0);
    this.state = new Float64Array(env.obs.length);
    this.action = new Float64Array(env.acts.length);
    this.#episode = this.#world(() => world.episode(episodeSeed(seed, number)));
    if (setting.next === null && this.#episode.next === undefined) throw new Refusal(`the env \`${env.name}\` has no dynamics, and ${this.#where()} there is no \`next\``);
    this.#observe(this.#world(() => this.#episode.start), "start");
    this.#measure = new Measure(setting);
    this.#look();
  }

  /** What happens just before tick k is observed. */
  before(k: number): void {
    if (!this.#episode.hasEvent) return;
    const after = this.#world(() => this.#episode.event(k, this.#values()));
    if (after === undefined) return;
    this.event ??= k;
    for (const name of Object.keys(after)) this.#set(this.#slot(name), after, "event");
    this.#look();
  }

  /** What follows from this tick's action; `corrected`: the network acted, but otherwise than it had proposed. */
  after(k: number, acting: number, corrected: boolean): void {
    const { next, env } = this.#setting;
    this.#measure.tick(k, this.state, this.action, acting, corrected);
    if (next === null) this.#observe(this.#world(() => this.#episode.next!(k, this.#values(), fromSlots(env.acts, this.action))), `state after tick ${k}`);
    else this.#move(k, next);
    this.#look();
  }

  #move(k: number, next: NextState): void {
    const given = this.#world(() => this.#episode.disturb(k, this.#values()));
    for (const [i, { name, low, high }] of this.#setting.env.dynamics!.disturbances.entries()) {
      const value = this.#given(given, name, "disturbance");
      if (value < low || value > high) throw new Refusal(`${this.#where()}, the disturbance \`${name}\` is ${value} at tick ${k}, outside ${low}..${high}`);
      this.#dist[i] = value;
    }
    next(this.state, this.action, this.#dist, this.state);
  }

  figures(): EpisodeFigures {
    const { counts = [] } = this.#setting.world;
    const counted = counts.length === 0 ? [] : this.#world(() => this.#episode.counts?.() ?? []);
    if (counted.length !== counts.length || !counted.every(Number.isFinite)) throw new Refusal(`${this.#where()}, \`counts\` gives no number for each of the world's`);
    return this.#measure.figures(this.#number, this.violated, this.event, counted);
  }

  #look(): void {
    this.#measure.look(this.state);
    this.violated ||= this.#world(() => this.#setting.world.violated(this.#values()));
  }

  /** A copy, which the world may keep. */
  #values(): Values {
    return fromSlots(this.#setting.env.obs, this.state);
  }

  #observe(values: Values, what: string): void {
    this.#setting.env.obs.forEach((_, i) => this.#set(i, values, what));
  }

  #set(i: number, values: Values, what: string): void {
    const slot = this.#setting.env.obs[i]!;
    this.state[i] = toSlot(slot, this.#given(values, slot.name, what));
  }

  #slot(name: string): number {
    const at = this.#setting.env.obs.findIndex((slot) => slot.name === name);
    if (at < 0) throw new Refusal(`${this.#where()}, the event sets \`${name}\`, which is no observation`);
    return at;
  }

  #given(values: Values, name: string, what: string): number {
    const value = values[name];
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw new Refusal(`${this.#where()}, the ${what} gives no number for \`${name}\``);
  }

  #world<T>(call: () => T): T {
    try {
      return call();
    } catch (cause) {
      throw new Refusal(`${this.#where()}, it failed: ${messageOf(cause)}`, { cause });
    }
  }

  #where(): string {
    return `in the world's episode ${this.#number + 1}`;
  }
}
