import { modelBytes, type Bundle } from "../../compiler/bundle.ts";
import type { GuardIr } from "../../compiler/ir/ir.ts";
import { isMonitored } from "../../compiler/ir/reach.ts";
import { planSpec, type SpecPlan } from "../../compiler/monitor/spec-plan.ts";
import { MonitorSession } from "../monitor/session.ts";
import { SpecLog } from "./spec-log.ts";
import { sessionBuffer } from "../sandbox/session-buffer.ts";
import { bundleOf } from "../files/load.ts";
import { OnnxPolicy } from "../proposers/onnx.ts";
import type { Sink } from "../record/record.ts";
import { Refusal } from "../refusal.ts";
import { Sandbox, type BoundTools } from "../sandbox/isolate.ts";
import { openStore, Store } from "../store/store.ts";
import type { HistoryOptions } from "./history.ts";
import { Pasts } from "./pasts.ts";
import { policiesOf } from "./offers.ts";
import { sampledPolicy, SampledSession, type Offer, type SampledPolicy, type StepDecision } from "./sampled.ts";
import { encode } from "./shape.ts";
import { loadSets, toolPolicy, type ToolPolicy } from "./tool-policy.ts";
import { ToolSession, type CallDecision, type SessionOptions, type ToolCall } from "./tools.ts";

export interface GuardOptions {
  /** Which guard of the file; needed where it has several. */
  readonly guard?: string;
  /** Takes every decision record, before the decision is handed out. Default: nothing keeps them but the decision itself. */
  readonly sink?: Sink;
  /** Where what happened to tool calls is kept beyond this process: a store, or the path of one that is the guard's own. Default: nowhere. */
  readonly store?: Store | string;
  /** Specs over the guard's env that are followed beside it: each step's record says what it settled of them. Default: none. */
  readonly monitors?: readonly string[];
  /** Do not open embedded networks: the caller offers their actions. */
  readonly withoutModels?: boolean;
  /** A network that the bundle does not hold proposes nothing, instead of being a refusal: for tests that say what it gives. */
  readonly missingModels?: boolean;
}

/**
 * Loads a guard from a `.pol` file or a bundle. Throws a Refusal, in one sentence, for anything that cannot be used: a file that does not
 * compile, a missing or unfitting model, an edited bundle, something that does not run yet.
 */
export async function loadGuard(path: string, options: GuardOptions = {}): Promise<Guard> {
  return openGuard(await bundleOf(path, { models: options.withoutModels ? "none" : options.missingModels ? "present" : "all" }), options);
}

/** Opens a guard of a bundle that has been read or made already. */
export async function openGuard(bundle: Bundle, options: GuardOptions = {}): Promise<Guard> {
  const guard = pick(bundle, options.guard);
  if (guard.later.length > 0) throw new Refusal(`the guard \`${guard.name}\` of ${bundle.path} needs what does not run yet: ${guard.later.join(", ")}`);
  const sandbox = await Sandbox.open(bundle, guard.kind === "tools" ? TOOLS_MB : undefined);
  const networks = new Map<string, OnnxPolicy>();
  let store: Store | null = null;
  try {
    if (options.store !== undefined && guard.kind === "sampled") throw new Refusal(`\`${guard.name}\` guards actions, and a store is for tool calls`);
    store = typeof options.store === "string" ? openStore(options.store) : (options.store ?? null);
    if (guard.kind === "tools") await loadSets(bundle.ir, guard);
    if (guard.kind === "sampled" && !options.withoutModels) await openNetworks(bundle, guard, networks, options.missingModels === true);
  } catch (error) {
    sandbox.dispose();
    throw error;
  }
  const own = typeof options.store === "string" ? store : null;
  return new Guard(bundle, guard, sandbox, networks, options.sink ?? (() => undefined), plansOf(bundle, guard, options.monitors ?? []), { store, own });
}

/** What happened to many principals' calls is kept in it: see `Pasts`. */
const TOOLS_MB = 256;

/** Numbers that a spec which is followed may keep: 8 MiB. */
const MOST_BESIDE = 2 ** 20;

function plansOf(bundle: Bundle, guard: GuardIr, names: readonly string[]): readonly SpecPlan[] {
  return names.map((name) => {
    const spec = bundle.ir.specs.find((one) => one.name === name && one.env === guard.env && isMonitored(one.formula, bundle.ir));
    const plan = spec === undefined ? undefined : planSpec(bundle.ir, spec);
    if (plan === undefined || plan.online === null) throw new Refusal(`${bundle.path} has no spec \`${name}\` over \`${guard.env}\` that can be monitored as samples come`);
    // A look ahead copies it inside the isolate, which the guard shares.
    if (plan.layout.size > MOST_BESIDE) throw new Refusal(`\`${name}\` keeps ${Math.round((8 * plan.layout.size) / 2 ** 20)} MiB, too much to be followed beside a guard: judge the records by \`pol monitor\``);
    return plan;
  });
}

function pick(bundle: Bundle, name: string | undefined): GuardIr {
  const { guards } = bundle.ir;
  const names = guards.map((g) => `\`${g.name}\``).join(", ");
  if (guards.length === 0) throw new Refusal(`${bundle.path} declares no guard`);
  if (name === undefined && guards.length > 1) throw new Refusal(`${bundle.path} has several guards (${names}): say which`);
  const found = name === undefined ? guards[0] : guards.find((g) => g.name === name);
  if (found === undefined) throw new Refusal(`${bundle.path} has no guard \`${name}\`; it has ${names}`);
  return found;
}

async function openNetworks(bundle: Bundle, guard: GuardIr, networks: Map<string, OnnxPolicy>, mayMiss: boolean): Promise<void> {
  const env = bundle.ir.envs.find((e) => e.name === guard.env)!;
  for (const name of guard.kind === "sampled" ? policiesOf(bundle.ir, guard) : []) {
    const policy = bundle.ir.policies.find((x) => x.name === name);
    if (policy?.server !== "onnx" || policy.file === null) continue;
    const bytes = modelBytes(bundle, policy.file);
    if (bytes === undefined && mayMiss) continue;
    if (bytes === undefined) throw new Refusal(`${bundle.path} holds no model \`${policy.file}\`, and \`${policy.name}\` needs it`);
    networks.set(name, await OnnxPolicy.open(policy.file, bytes, env.obs.length, policy.gives.length));
  }
}

export type ToolSessionOptions = HistoryOptions & Pick<SessionOptions, "clock" | "world" | "denials" | "permit">;

/** A loaded guard: one isolate, any number of sessions. */
export class Guard {
  readonly bundle: Bundle;
  readonly ir: GuardIr;
  readonly #sandbox: Sandbox;
  readonly #networks: ReadonlyMap<string, OnnxPolicy>;
  readonly #sink: Sink;
  readonly #sampled: SampledPolicy | null;
  readonly #tools: ToolPolicy | null;
  readonly #ownStore: Store | null;
  readonly #monitors: readonly SpecPlan[];
  readonly #pasts: Pasts | null;
  #own: SampledSession | ToolSession | undefined;
  #sessions = 0;

  constructor(bundle: Bundle, ir: GuardIr, sandbox: Sandbox, networks: ReadonlyMap<string, OnnxPolicy>, sink: Sink, monitors: readonly SpecPlan[] = [], { store, own }: { readonly store: Store | null; /** To be closed with it. */ readonly own: Store | null } = { store: null, own: null }) {
    this.#ownStore = own;
    this.#monitors = monitors;
    this.bundle = bundle;
    this.ir = ir;
    this.#sandbox = sandbox;
    this.#networks = networks;
    this.#sink = sink;
    this.#sampled = ir.kind === "sampled" ? sampledPolicy(bundle.ir, ir, bundle.source, bundle.hash) : null;
    this.#tools = ir.kind === "tools" ? toolPolicy(bundle.ir, ir, bundle.source, bundle.hash) : null;
    this.#pasts = ir.kind === "tools" ? new Pasts(bundle.ir, ir, this.#tools!.asksEvents, () => this.#boundTools(), store) : null;
  }

  get name(): string {
    return this.ir.name;
  }

  /** A new session of a guard over actions. */
  session(name = `session-${++this.#sessions}`): SampledSession {
    if (this.#sampled === null) throw new Refusal(`\`${this.name}\` guards tool calls: use \`toolSession\` and \`decide\``);
    const io = sessionBuffer(this.#sampled.layout.size, this.name);
    return new SampledSession(this.#sampled, name, io, this.#sandbox.bindSampled(this.name, io), this.#sink, this.#specLog());
  }

  #specLog(): SpecLog | null {
    if (this.#monitors.length === 0) return null;
    return new SpecLog(this.#monitors.map((plan) => {
      const io = sessionBuffer(plan.layout.size, plan.spec.name);
      return [plan.spec.name, new MonitorSession(plan, io, this.#sandbox.bindSpec(plan.spec.name, io))] as const;
    }));
  }

  /** A new session of a guard over tool calls, which are those of `principal`: what happened to them in one session counts in the others. */
  toolSession(name = `session-${++this.#sessions}`, principal: string | null = null, options: ToolSessionOptions = {}): ToolSession {
    if (this.#tools === null) throw new Refusal(`\`${this.name}\` guards actions: use \`session\` and \`step\``);
    const history = this.#pasts!.of(principal, options);
    return new ToolSession(this.#tools, { ...options, name, principal, history, sink: this.#sink });
  }

  /** A session of a disposed guard refuses, as one that was opened before. */
  #boundTools(): BoundTools {
    try {
      return this.#sandbox.tools(this.name);
    } catch (error) {
      const refuse = (): never => { throw error; };
      return { decide: refuse, note: refuse, retract: refuse, forget: refuse, restore: refuse };
    }
  }

  /** The networks embedded in this policy, by proposer. */
  get networks(): ReadonlyMap<string, OnnxPolicy> {
    return this.#networks;
  }

  /** What the embedded networks propose for one observation; one that fails proposes nothing. */
  async ask(observation: unknown): Promise<Record<string, Offer>> {
    const offers: Record<string, Offer> = {};
    if (this.#sampled === null || this.#networks.size === 0) return offers;
    const { env } = this.#sampled;
    const x = new Float64Array(env.obs.length);
    try {
      if (encode(env.obsShape, env.obs, observation, x, 0).length > 0) return offers;
    } catch {
      // The step says what is wrong with such an observation.
      return offers;
    }
    const seen = performance.now();
    for (const [name, network] of this.#networks) {
      const gives = this.bundle.ir.policies.find((p) => p.name === name)!.gives;
      try {
        const row = await network.infer(networkInput(env.obs, x), 1);
        offers[name] = { action: nested(gives, env.acts, row), age: (performance.now() - seen) / 1000 };
      } catch {
        // A network that fails proposes nothing; the record says so, and the next proposer is asked.
      }
    }
    return offers;
  }

  /** Asks the embedded networks, then steps this guard's own session. Further `offers` are of policies served elsewhere. */
  async step(observation: unknown, offers: Readonly<Record<string, Offer>> = {}): Promise<StepDecision> {
    const own = (this.#own ??= this.session());
    if (!(own instanceof SampledSession)) throw new Refusal(`\`${this.name}\` guards tool calls: use \`decide\``);
    return own.step(observation, { ...(await this.ask(observation)), ...offers });
  }

  /** Judges one tool call in this guard's own session. */
  decide(call: ToolCall): CallDecision {
    const own = (this.#own ??= this.toolSession());
    if (!(own instanceof ToolSession)) throw new Refusal(`\`${this.name}\` guards actions: use \`step\``);
    return own.decide(call);
  }

  /** Frees the isolate and the networks. A disposed guard answers its fallback. */
  async dispose(): Promise<void> {
    this.#sandbox.dispose();
    this.#ownStore?.close();
    for (const network of this.#networks.values()) await network.close();
  }
}

/** Truth values enter a network as 0, 0.5 and 1. */
export function networkInput(slots: readonly { kind: string }[], x: ArrayLike<number>): Float32Array {
  return Float32Array.from(slots, (s, i) => (s.kind === "bool" ? x[i]! / 2 : x[i]!));
}

/** A network's outputs as an action of plain fields and vectors; a truth value is what is above one half. */
function nested(names: readonly string[], slots: readonly { name: string; kind: string }[], row: ArrayLike<number>): Record<string, unknown> {
  const action: Record<string, unknown> = {};
  for (const [i, name] of names.entries()) {
    const [first, ...rest] = name.split(".");
    const isTruth = slots.find((s) => s.name === name)?.kind === "bool" && Number.isFinite(row[i]);
    const value = isTruth ? row[i]! > 0.5 : row[i];
    if (rest.length === 0) action[first!] = value;
    else ((action[first!] ??= []) as unknown[]).push(value);
  }
  return action;
}
