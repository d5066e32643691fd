import type { SpecPlan } from "../../compiler/monitor/spec-plan.ts";
import { encode } from "../guard/shape.ts";
import { Refusal } from "../refusal.ts";
import type { BoundSpec } from "../sandbox/isolate.ts";

/** What a sample settled. */
export interface Settled {
  /** The sample that it is about: of a bounded future, one some samples ago. */
  readonly instant: number;
  /** Of the spec, or of φ where it is `always φ`. An interval where something read was unknown. */
  readonly robustness: readonly [lo: number, hi: number];
  readonly truth: "true" | "false" | "unknown";
}

/** What the samples so far leave open. */
export interface Open {
  /** Of the spec at the first sample. */
  readonly robustness: readonly [lo: number, hi: number];
  /** As early as the samples decide it. */
  readonly verdict: "true" | "false" | "unknown";
  /** Of `always φ`: φ at the oldest sample that is not settled (or at the newest where all are). */
  readonly open: { readonly instant: number; readonly robustness: readonly [lo: number, hi: number] } | null;
}

const WORDS = ["false", "unknown", "true"] as const;

/** One run of a spec over samples as they come: its state is a stretch of one buffer, which can be saved and put back. */
export class MonitorSession {
  readonly #plan: SpecPlan;
  readonly #io: Float64Array;
  readonly #engine: BoundSpec;
  #count = 0;

  constructor(plan: SpecPlan, io: Float64Array, engine: BoundSpec) {
    this.#plan = plan;
    this.#io = io;
    this.#engine = engine;
    engine.reset();
  }

  /** Samples after which a value is settled. */
  get horizon(): number {
    return this.#plan.online!.horizon;
  }

  reset(): void {
    this.#engine.reset();
    this.#count = 0;
  }

  /** One sample; null while nothing is settled. What is wrong with the sample makes it unknown. */
  push(observation: unknown, action: unknown = {}): Settled | null {
    const { env, layout } = this.#plan;
    const problems = [...encode(env.obsShape, env.obs, observation, this.#io, layout.obs), ...(env.acts.length === 0 ? [] : encode(env.actShape, env.acts, action, this.#io, layout.act))];
    this.#io[layout.valid] = problems.length === 0 ? 1 : 0;
    return this.#step();
  }

  /** A sample that never came, or came too late: nothing of it is known. */
  miss(): Settled | null {
    this.#io[this.#plan.layout.valid] = 0;
    return this.#step();
  }

  #step(): Settled | null {
    const { layout } = this.#plan;
    const io = this.#io;
    this.#engine.step();
    this.#count++;
    const instant = io[layout.instant]!;
    if (instant < 0) return null;
    return { instant, robustness: [io[layout.robustLo]!, io[layout.robustHi]!], truth: WORDS[io[layout.truth]!]! };
  }

  /** The interval that holds the spec's value whatever samples follow, and its verdict as soon as there is one. */
  interval(): Open {
    if (this.#count === 0) throw new Refusal("no sample has come yet");
    const { layout, online } = this.#plan;
    const io = this.#io;
    this.#engine.interval();
    return {
      robustness: [io[layout.lo]!, io[layout.hi]!], verdict: WORDS[io[layout.verdict]!]!,
      open: online!.open.length === 0 ? null : { instant: io[layout.openInstant]!, robustness: [io[layout.openLo]!, io[layout.openHi]!] },
    };
  }

  snapshot(): Uint8Array {
    const { state, stateEnd } = this.#plan.layout;
    return new Uint8Array(this.#io.slice(state, stateEnd).buffer);
  }

  /** Throws a RangeError for a snapshot of another spec. */
  restore(bytes: Uint8Array): void {
    const { state, stateEnd } = this.#plan.layout;
    if (bytes.byteLength !== (stateEnd - state) * 8) throw new RangeError(`a snapshot of this session has ${(stateEnd - state) * 8} bytes, not ${bytes.byteLength}`);
    this.#io.set(new Float64Array(bytes.slice().buffer), state);
    this.#count = this.#io[this.#plan.layout.monitor]!;
  }
}
