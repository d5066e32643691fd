import type { Bundle } from "../../compiler/bundle.ts";
import type { EnvIr, ProgramIr, SpecIr } from "../../compiler/ir/ir.ts";
import { isMonitored } from "../../compiler/ir/reach.ts";
import { planSpec, type SpecPlan } from "../../compiler/monitor/spec-plan.ts";
import { bundleOf } from "../files/load.ts";
import { Refusal } from "../refusal.ts";
import { sessionBuffer } from "../sandbox/session-buffer.ts";
import { Sandbox } from "../sandbox/isolate.ts";
import { judgeTrace, signalOf, type Judged, type Signal, type TraceColumns, type TraceEnd } from "./offline.ts";
import { MonitorSession } from "./session.ts";
import { smoothOf, type Smooth, type SmoothOptions } from "./smooth.ts";

/** Megabytes for whole traces; the isolate takes only what it needs of them. */
const MEMORY_MB = 4096;

/** Loads the specs of a `.pol` file or a bundle. Throws a Refusal, in one sentence, for anything that cannot be used. */
export async function loadMonitor(path: string): Promise<Monitor> {
  return openMonitor(await bundleOf(path, { models: "none" }));
}

export async function openMonitor(bundle: Bundle): Promise<Monitor> {
  return new Monitor(bundle, await Sandbox.open(bundle, MEMORY_MB));
}

/** The specs of one file: one isolate, any number of sessions and traces. */
export class Monitor {
  readonly bundle: Bundle;
  readonly #sandbox: Sandbox;
  readonly #plans = new Map<string, SpecPlan>();

  constructor(bundle: Bundle, sandbox: Sandbox) {
    this.bundle = bundle;
    this.#sandbox = sandbox;
  }

  get program(): ProgramIr {
    return this.bundle.ir;
  }

  /** The specs that can be monitored, in the order of the file. */
  get specs(): readonly SpecIr[] {
    return this.program.specs.filter((spec) => isMonitored(spec.formula, this.program));
  }

  envOf(spec: string): EnvIr {
    return this.#plan(spec).env;
  }

  /** A session that takes one sample after the other; a Refusal for a spec whose value is only known when the trace is whole. */
  session(spec: string): MonitorSession {
    const plan = this.#plan(spec);
    if (plan.online === null) throw new Refusal(`\`${spec}\` can only be judged when the trace is whole: a temporal operator over the future has no end inside another, or stands over samples with times of their own`);
    const io = sessionBuffer(plan.layout.size, spec);
    return new MonitorSession(plan, io, this.#sandbox.bindSpec(spec, io));
  }

  /** A recorded trace, all at once. */
  judge(spec: string, trace: TraceColumns, end: TraceEnd = "neutral"): Judged {
    return judgeTrace(this.#plan(spec), this.#sandbox, trace, end);
  }

  /** The robustness of the whole spec at each sample of a trace; of `always φ`, of all that follows it. */
  signal(spec: string, trace: TraceColumns, end: TraceEnd = "neutral"): Signal {
    return signalOf(this.#plan(spec), this.#sandbox, trace, end);
  }

  /** A differentiable robustness with the sign of the exact one, at each sample and of the whole spec at the first. */
  smooth(spec: string, trace: TraceColumns, options: SmoothOptions = {}): Smooth {
    return smoothOf(this.#plan(spec), this.#sandbox, trace, options);
  }

  dispose(): void {
    this.#sandbox.dispose();
  }

  #plan(name: string): SpecPlan {
    const known = this.#plans.get(name);
    if (known !== undefined) return known;
    const spec = this.specs.find((one) => one.name === name);
    if (spec === undefined) {
      const names = this.specs.map((one) => `\`${one.name}\``).join(", ");
      throw new Refusal(names === "" ? `${this.bundle.path} has no spec that can be monitored` : `${this.bundle.path} has no spec \`${name}\` that can be monitored; it has ${names}`);
    }
    const plan = planSpec(this.program, spec);
    this.#plans.set(name, plan);
    return plan;
  }
}
