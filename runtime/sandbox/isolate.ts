import type { Context, Isolate, Reference } from "isolated-vm";
import type { Bundle } from "../../compiler/bundle.ts";
import { columnWidth } from "../../compiler/ir/reward-layout.ts";
import { LOCKDOWN } from "./lockdown.ts";
import { requireSandbox } from "./require.ts";
import type { Sandbox as Ivm } from "./require.ts";

const MEMORY_MB = 64;
/** Loading runs once; a decision has the step bound of its code instead, because timers of calls pile up. */
const LOAD_MS = 10_000;
/** Environments of one reward for which a context of its own pays, and to wait until V8 has optimised what runs in it. */
const MANY = 256;
/** Milliseconds that the isolate runs on while V8 optimises, and how often. */
const SETTLING = { ms: 40, times: 4 };
/**
 * What V8 has optimised while the isolate did not run gets lost, until something else is: a function that was never run before.
 * Each is one.
 */
const SPINS = Array.from({ length: SETTLING.times }, (_, i) => `() => { let x = ${i}; for (let i = 0; i < 3e6; i++) x = (x + i) | 0; return x; }`);

/** Freezes what the module added, then hands over two functions: bind a buffer, find a decision. */
const DRIVER = `"use strict";
(() => {
  const { sampledGuards, specs, toolGuards, rewards, trees } = guards;
  const array = (shared) => (shared === null ? null : new Float64Array(shared));
  Object.freeze(globalThis);
  return {
    bind: (name, shared) => {
      const { reset, step } = sampledGuards.get(name)(new Float64Array(shared));
      return { reset, step };
    },
    tools: (name) => {
      const { decide, note, retract, forget, restore } = toolGuards.get(name)();
      return { decide, note, retract, forget, restore };
    },
    follow: (name, shared) => {
      const { reset, step, interval, start } = specs.get(name).session(new Float64Array(shared));
      return { reset, step, interval, start };
    },
    reward: (name, shared, n, width) => {
      const { reset, step } = rewards.get(name)(new Float64Array(shared), n, width);
      const spins = [${SPINS.join(", ")}];
      const again = (times, round) => {
        for (let i = 0; i < times; i++) step();
        spins[round]();
      };
      return { reset, step, again };
    },
    tree: (name, ...shared) => {
      const { reset, tick, expire, halt } = trees.get(name)(...shared.map(array));
      return { reset, tick, expire, halt };
    },
    batch: (name, n, x, u, times, goesOn, known, rows, ...outs) => {
      const trace = { n, x: x.map(array), u: u.map(array), times: array(times), goesOn, known };
      return specs.get(name).batch(trace, rows, rows.map((_, i) => ({ lo: array(outs[2 * i]), hi: array(outs[2 * i + 1]) })));
    },
    smooth: (name, n, x, u, times, goesOn, known, row, sharpness, limit, out) =>
      specs.get(name).smooth({ n, x: x.map(array), u: u.map(array), times: array(times), goesOn, known }, row, sharpness, limit, array(out)),
  };
})();
`;

/** The isolate broke, threw or is gone: the caller answers with the fallback. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

export interface BoundGuard {
  reset(): void;
  step(): void;
}

export interface BoundTools {
  decide(json: string): string;
  note(event: string, capacity: number): void;
  retract(id: number): void;
  forget(lostId: number | null, lostTime: number): void;
  restore(events: string): void;
}

export interface BoundSpec extends BoundGuard {
  interval(): void;
  start(): void;
}

export interface BoundTree {
  reset(): void;
  tick(): void;
  expire(): void;
  halt(): void;
}

/** A formula's values that can be asked for: of the whole formula, or of φ where it is `always φ`. */
export type SpecRow = "truth" | "robust" | "bodyTruth" | "bodyRobust";

/** A whole trace in shared memory, by slot. */
export interface SharedTrace {
  readonly n: number;
  readonly obs: readonly SharedArrayBuffer[];
  readonly acts: readonly SharedArrayBuffer[];
  readonly times: SharedArrayBuffer | null;
  readonly goesOn: boolean;
  /** Nothing is known of the samples from this one on. */
  readonly known: number;
}

/** One isolate for one policy version, with any number of sessions in it. */
export class Sandbox {
  readonly #ivm: Ivm;
  readonly #isolate: Isolate;
  readonly #bundle: Bundle;
  readonly #driver: Reference;
  #copies = 0;

  private constructor(ivm: Ivm, isolate: Isolate, driver: Reference, bundle: Bundle) {
    this.#ivm = ivm;
    this.#isolate = isolate;
    this.#driver = driver;
    this.#bundle = bundle;
  }

  /** `memory`: megabytes that its code may use besides what is shared. */
  static async open(bundle: Bundle, memory = MEMORY_MB): Promise<Sandbox> {
    const ivm = await requireSandbox();
    const isolate = new ivm.Isolate({ memoryLimit: memory });
    try {
      // In this thread: work in the isolate's own threads may still run when the process ends, which has crashed it.
      return new Sandbox(ivm, isolate, driverOf(isolate, bundle, ""), bundle);
    } catch (cause) {
      if (!isolate.isDisposed) isolate.dispose();
      throw new SandboxError(`${bundle.path} does not load into its isolate: ${reason(cause)}`, { cause });
    }
  }

  /** A session's guard over its buffer: one crossing a step, numbers through shared memory. */
  bindSampled(guard: string, io: Float64Array): BoundGuard {
    this.#know(guard, "sampled");
    const { buffer } = io;
    if (!(buffer instanceof SharedArrayBuffer) || io.byteOffset !== 0 || io.byteLength !== buffer.byteLength)
      throw new SandboxError("a session's buffer is a whole SharedArrayBuffer");
    const bound = this.#guest(() => {
      return this.#method("bind").applySync(undefined, [guard, this.#share(buffer)], { result: { reference: true } }) as Reference;
    });
    const [reset, step] = [this.#crossing(bound, "reset"), this.#crossing(bound, "step")];
    return { reset, step };
  }

  /** A spec over one session's buffer. */
  bindSpec(spec: string, io: Float64Array): BoundSpec {
    const { buffer } = io;
    if (!(buffer instanceof SharedArrayBuffer)) throw new SandboxError("a session's buffer is a whole SharedArrayBuffer");
    const bound = this.#guest(() => this.#method("follow").applySync(undefined, [spec, this.#share(buffer)], { result: { reference: true } }) as Reference);
    return { reset: this.#crossing(bound, "reset"), step: this.#crossing(bound, "step"), interval: this.#crossing(bound, "interval"), start: this.#crossing(bound, "start") };
  }

  /** A reward over `n` environments in one buffer: one crossing steps them all. */
  bindReward(reward: string, io: Float64Array, n: number): BoundGuard {
    if (this.#bundle.ir.rewards?.some((one) => one.name === reward) !== true) throw new SandboxError(`${this.#bundle.path} has no reward \`${reward}\``);
    const { buffer } = io;
    if (!(buffer instanceof SharedArrayBuffer)) throw new SandboxError("a session's buffer is a whole SharedArrayBuffer");
    const bound = this.#guest(() => {
      const driver = n < MANY ? this.#driver : this.#ownDriver();
      return driver.getSync("reward", { reference: true }).applySync(undefined, [reward, this.#share(buffer), n, columnWidth(n)], { result: { reference: true } }) as Reference;
    });
    const [reset, step] = [this.#crossing(bound, "reset"), this.#crossing(bound, "step")];
    return n < MANY ? { reset, step } : { reset, step: this.#settling(bound, io, step) };
  }

  /** A tree over its own buffer, and what it sees: one crossing a tick. */
  bindTree(tree: string, io: Float64Array, obs: Float64Array, last: Float64Array, mem: Float64Array): BoundTree {
    if (this.#bundle.ir.trees?.some((one) => one.name === tree && one.later.length === 0) !== true) throw new SandboxError(`${this.#bundle.path} has no tree \`${tree}\` that runs`);
    const all = [io, obs, last, mem];
    if (!all.every(({ buffer, byteLength }) => buffer instanceof SharedArrayBuffer && byteLength === buffer.byteLength)) throw new SandboxError("a tree's buffers are whole SharedArrayBuffers");
    const bound = this.#guest(() => this.#method("tree").applySync(undefined, [tree, ...all.map(({ buffer }) => this.#share(buffer as SharedArrayBuffer))], { result: { reference: true } }) as Reference);
    return { reset: this.#crossing(bound, "reset"), tick: this.#crossing(bound, "tick"), expire: this.#crossing(bound, "expire"), halt: this.#crossing(bound, "halt") };
  }

  /** Runs the second step of many environments over and over, as long as it takes V8 to optimise it, and leaves behind what running it once does. */
  #settling(bound: Reference, io: Float64Array, step: () => void): () => void {
    let steps = 0;
    return () => {
      step();
      steps += 1;
      if (steps !== 2) return;
      const saved = io.slice();
      const again = this.#guest(() => bound.getSync("again", { reference: true }) as Reference);
      const start = performance.now();
      step();
      const runs = Math.ceil(SETTLING.ms / (performance.now() - start));
      for (let i = 0; i < SETTLING.times; i++) this.#guest(() => { again.applySync(undefined, [runs, i]); });
      io.set(saved);
    };
  }

  /** The module once more, in a context of its own: V8 sees constants in a buffer and its columns as long as one function was made of its text. */
  #ownDriver(): Reference {
    this.#copies += 1;
    return driverOf(this.#isolate, this.#bundle, `\n// ${this.#copies}`);
  }

  /** A spec over a whole trace, in one crossing: lower ends of each wanted row at every sample, and upper ones where they differ, which it says. */
  batch(spec: string, trace: SharedTrace, rows: readonly SpecRow[], outs: readonly SharedArrayBuffer[]): readonly boolean[] {
    const list = (buffers: readonly SharedArrayBuffer[]) => new this.#ivm.ExternalCopy(buffers).copyInto({ release: true });
    return this.#guest(() => this.#method("batch").applySync(undefined, [
      spec, trace.n, list(trace.obs), list(trace.acts), trace.times === null ? null : this.#share(trace.times), trace.goesOn, trace.known,
      new this.#ivm.ExternalCopy(rows).copyInto({ release: true }), ...outs.map((out) => this.#share(out)),
    ], { result: { copy: true } }) as boolean[]);
  }

  /** A spec's smooth robustness over a whole trace, in one crossing: how many values were read; above `limit` none are. */
  smooth(spec: string, trace: SharedTrace, row: "robust" | "bodyRobust", sharpness: number, limit: number, out: SharedArrayBuffer): number {
    const list = (buffers: readonly SharedArrayBuffer[]) => new this.#ivm.ExternalCopy(buffers).copyInto({ release: true });
    return this.#guest(() => this.#method("smooth").applySync(undefined, [
      spec, trace.n, list(trace.obs), list(trace.acts), trace.times === null ? null : this.#share(trace.times), trace.goesOn, trace.known, row, sharpness, limit, this.#share(out),
    ]) as number);
  }

  #share(buffer: SharedArrayBuffer): unknown {
    return new this.#ivm.ExternalCopy(buffer).copyInto({ release: true });
  }

  /** A tool guard's session: one call as JSON in, one verdict as JSON out, and events that are kept. */
  tools(guard: string): BoundTools {
    this.#know(guard, "tools");
    const bound = this.#guest(() => this.#method("tools").applySync(undefined, [guard], { result: { reference: true } }) as Reference);
    const [decide, note, retract, forget, restore] = (["decide", "note", "retract", "forget", "restore"] as const).map((name) => this.#guest(() => bound.getSync(name, { reference: true }) as Reference)) as [Reference, Reference, Reference, Reference, Reference];
    return {
      decide: (json) => {
        const verdict = this.#guest(() => decide.applySync(undefined, [json]) as unknown);
        if (typeof verdict !== "string") throw new SandboxError("the isolate's verdict is no text");
        return verdict;
      },
      note: (event, capacity) => this.#guest(() => { note.applySync(undefined, [event, capacity]); }),
      retract: (id) => this.#guest(() => { retract.applySync(undefined, [id]); }),
      forget: (lostId, lostTime) => this.#guest(() => { forget.applySync(undefined, [lostId, lostTime]); }),
      restore: (events) => this.#guest(() => { restore.applySync(undefined, [events]); }),
    };
  }

  dispose(): void {
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }

  /** Bytes on the guest's heap; the whole collection of garbage is up to V8. */
  get heapUsed(): number {
    return this.#guest(() => this.#isolate.getHeapStatisticsSync().used_heap_size);
  }

  #crossing(bound: Reference, name: "reset" | "step" | "interval" | "start" | "tick" | "expire" | "halt"): () => void {
    const call = this.#guest(() => bound.getSync(name, { reference: true }) as Reference);
    const none: [] = [];
    return () => {
      try {
        call.applySync(undefined, none);
      } catch (cause) {
        throw failure(cause);
      }
    };
  }

  #method(name: string): Reference {
    return this.#driver.getSync(name, { reference: true }) as Reference;
  }

  #know(guard: string, kind: "sampled" | "tools"): void {
    const found = this.#bundle.ir.guards.find((one) => one.name === guard);
    if (found === undefined || found.kind !== kind || found.later.length > 0) throw new SandboxError(`${this.#bundle.path} has no ${kind === "sampled" ? "sampled" : "tool"} guard \`${guard}\` that runs`);
  }

  #guest<T>(call: () => T): T {
    try {
      return call();
    } catch (cause) {
      throw failure(cause);
    }
  }
}

function failure(cause: unknown): SandboxError {
  return new SandboxError(`the isolate failed: ${reason(cause)}`, { cause });
}

/** A fresh context with the module in it. V8 takes a text that it has compiled before for the same one: `mark` tells them apart. */
function driverOf(isolate: Isolate, bundle: Bundle, mark: string): Reference {
  const context = isolate.createContextSync();
  run(isolate, context, LOCKDOWN, "lockdown");
  run(isolate, context, bundle.js + mark, bundle.path);
  return run(isolate, context, DRIVER, "driver") as Reference;
}

function run(isolate: Isolate, context: Context, code: string, filename: string): unknown {
  return isolate.compileScriptSync(code, { filename }).runSync(context, { reference: true, timeout: LOAD_MS });
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
