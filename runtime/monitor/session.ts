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

/** What the samples so far leave open: whatever follows, the robustness lies in between. */
export interface Open {
  /** The sample it is about: the first, or of `always φ` the oldest at which φ is not settled (the newest where all are). */
  readonly instant: number;
  /** Of the spec, or of `always φ` of φ. */
  readonly robustness: readonly [lo: number, hi: number];
  /** Of the whole spec, as early as these decide it. */
  readonly verdict: "true" | "false" | "unknown";
}

const WORDS = ["false", "unknown", "true"] as const;

/** One run of a spec over samples as they come: its state is a stretch of one buffer, which can be saved and put back. */
export class MonitorSession {
  readonly #plan: SpecPlan;
  readonly #io: Float64Array;
  readonly #engine: BoundSpec;
  #count = 0;
  #time = -Infinity;
  #settled: Settled | null = null;

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
    this.#time = -Infinity;
  }

  /**
   * One sample; null while nothing is settled. What is wrong with the sample makes it unknown. `time` in seconds is needed where
   * the env has no rate; one that steps back, or is none, makes the sample unknown, at the time of the one before.
   */
  push(observation: unknown, action: unknown = {}, time?: number): Settled | null {
    const { env, layout } = this.#plan;
    const problems = [...encode(env.obsShape, env.obs, observation, this.#io, layout.obs), ...(env.acts.length === 0 ? [] : encode(env.actShape, env.acts, action, this.#io, layout.act))];
    this.#io[layout.valid] = problems.length === 0 && this.#at(time) ? 1 : 0;
    return this.#step();
  }

  #at(time: number | undefined): boolean {
    if (this.#plan.env.rate !== null) return true;
    const isLater = time !== undefined && Number.isFinite(time) && time >= this.#time;
    if (isLater) this.#time = time;
    this.#io[this.#plan.layout.time] = Number.isFinite(this.#time) ? this.#time : 0;
    return isLater;
  }

  /** A sample that never came, or came too late: nothing of it is known. */
  miss(time?: number): Settled | null {
    this.#at(time);
    this.#io[this.#plan.layout.valid] = 0;
    return this.#step();
  }

  #step(): Settled | null {
    const { layout } = this.#plan;
    const io = this.#io;
    this.#engine.step();
    this.#count++;
    const instant = io[layout.instant]!;
    this.#settled = instant < 0 ? null : { instant, robustness: [io[layout.robustLo]!, io[layout.robustHi]!], truth: WORDS[io[layout.truth]!]! };
    return this.#settled;
  }

  /** Constant in the window where it begins now and stands over formulas without time; `pol check --cost` says what it costs. */
  interval(): Open {
    this.#begun();
    const { layout, online, env } = this.#plan;
    const io = this.#io;
    if (env.rate === null) return this.#newest();
    this.#engine.interval();
    if (online!.open.length === 0) return this.#atStart();
    return { instant: io[layout.openInstant]!, robustness: [io[layout.openLo]!, io[layout.openHi]!], verdict: WORDS[io[layout.verdict]!]! };
  }

  /** The whole spec at the first sample, whatever it is: exact, by looking ahead as far as unknown samples still change anything. */
  start(): Open {
    this.#begun();
    if (this.#plan.env.rate === null) throw new Refusal(`\`${this.#plan.env.name}\` has no rate: nothing is known of when samples come, so nothing can be looked ahead to`);
    this.#engine.start();
    return this.#atStart();
  }

  /** By the clock only what looks back is judged as samples come: each settles at once. */
  #newest(): Open {
    const { instant, robustness, truth } = this.#settled!;
    const isAlways = this.#plan.truth !== this.#plan.bodyTruth;
    const hasFailed = this.#io[this.#plan.layout.failed] === 1;
    return { instant, robustness, verdict: !isAlways ? truth : hasFailed ? "false" : "unknown" };
  }

  #atStart(): Open {
    const { layout } = this.#plan;
    return { instant: 0, robustness: [this.#io[layout.lo]!, this.#io[layout.hi]!], verdict: WORDS[this.#io[layout.verdict]!]! };
  }

  #begun(): void {
    if (this.#count === 0) throw new Refusal("no sample has come yet");
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
    // The newest time is in the windows; the clock begins again with the next sample.
    this.#time = -Infinity;
  }
}
