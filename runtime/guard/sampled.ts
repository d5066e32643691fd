import type { EnvIr, ProgramIr, SampledGuardIr } from "../../compiler/ir/ir.ts";
import { layoutOf, machineOf, Status, treeNamed, type Layout } from "../../compiler/ir/layout.ts";
import type { MachineIr } from "../../compiler/ir/machine.ts";
import { treeLayout } from "../../compiler/ir/tree-layout.ts";
import { InterpretedGuard } from "../interpreter/guard.ts";
import { Places, type AskedProposer, type JudgedCondition, type ModeRecord, type Sink, type StepRecord } from "../record/record.ts";
import { Refusal } from "../refusal.ts";
import { TreePort } from "../trees/port.ts";
import { copied, messageOf } from "./copied.ts";
import { isMode, mayNot, modeOf } from "./mode-record.ts";
import { offerPlaces, writeOffer, type Offer, type OfferPlace } from "./offers.ts";
import type { SpecLog } from "./spec-log.ts";
import { decode, encode, insideBox } from "./shape.ts";
import { TreeReader } from "./tree-record.ts";

export { messageOf } from "./copied.ts";
export type { Offer } from "./offers.ts";

/** What steps a session: the isolate's emitted module, or the reference interpreter. */
export interface Engine {
  reset(): void;
  step(): void;
}

export interface StepDecision {
  readonly action: Readonly<Record<string, unknown>>;
  /** Name of the proposer that acts. */
  readonly acting: string;
  readonly reason: string;
  readonly record: StepRecord;
}

/** What a guard's sessions share. */
export interface SampledPolicy {
  readonly program: ProgramIr;
  readonly env: EnvIr;
  readonly guard: SampledGuardIr;
  readonly layout: Layout;
  readonly places: Places;
  readonly offers: readonly OfferPlace[];
  /** The one that is followed. */
  readonly machine: MachineIr | null;
  /** By proposer; null for all but trees. */
  readonly trees: readonly (TreeReader | null)[];
  readonly hash: string;
}

export function sampledPolicy(program: ProgramIr, guard: SampledGuardIr, text: string, hash: string): SampledPolicy {
  const env = program.envs.find((e) => e.name === guard.env)!;
  const layout = layoutOf(program, guard);
  const trees = guard.proposers.map(({ name }, i) => (layout.trees[i] == null ? null : new TreeReader(program, env, name, layout.trees[i])));
  return { program, env, guard, layout, places: new Places(text), offers: offerPlaces(program, guard, layout), machine: machineOf(program, guard), trees, hash };
}

const OUTCOMES: Readonly<Record<number, string>> = {
  [Status.notAsked]: "not asked", [Status.acted]: "acts", [Status.absent]: "nothing proposed", [Status.misshapen]: "misshapen", [Status.notFinite]: "not finite",
  [Status.outOfRange]: "outside the declared range", [Status.late]: "too old", [Status.whenNotTrue]: "its `when` does not hold", [Status.infeasible]: "no action meets limits and barrier",
  [Status.refused]: "refused", [Status.held]: "not asked while the backup holds",
};
const VERDICTS = ["false", "unknown", "true"] as const;

/** One run of a sampled guard: its state is a stretch of one buffer, which can be saved and put back. */
export class SampledSession {
  readonly io: Float64Array;
  readonly name: string;
  readonly #policy: SampledPolicy;
  readonly #engine: Engine;
  readonly #sink: Sink;
  readonly #specs: SpecLog | null;
  #rescue: InterpretedGuard | undefined;
  readonly #trees = new Map<string, TreePort>();
  #seq = 0;

  constructor(policy: SampledPolicy, name: string, io: Float64Array, engine: Engine, sink: Sink, specs: SpecLog | null = null) {
    this.#policy = policy;
    this.name = name;
    this.io = io;
    this.#engine = engine;
    this.#sink = sink;
    this.#specs = specs;
    engine.reset();
  }

  get layout(): Layout {
    return this.#policy.layout;
  }

  /** The session's state, all of it. */
  snapshot(): Uint8Array {
    const { state, stateEnd } = this.layout;
    return new Uint8Array(this.io.slice(state, stateEnd).buffer);
  }

  /** Puts a snapshot of the same policy back; throws a RangeError for one of another size. */
  restore(bytes: Uint8Array): void {
    const { state, stateEnd } = this.layout;
    if (bytes.byteLength !== (stateEnd - state) * 8) throw new RangeError(`a snapshot of this session has ${(stateEnd - state) * 8} bytes, not ${bytes.byteLength}`);
    this.io.set(new Float64Array(bytes.slice().buffer), state);
  }

  /** Between steps: what the host says to a tree that this guard asks, and what it reads of it. */
  tree(name: string): TreePort {
    const { program, env, guard, layout } = this.#policy;
    const place = layout.trees[guard.proposers.findIndex((p) => p.name === name)];
    if (place == null) throw new Refusal(`the guard \`${guard.name}\` asks no tree \`${name}\``);
    const tree = treeNamed(program, name);
    const port = this.#trees.get(name) ?? new TreePort(env, tree, this.io.subarray(place, place + treeLayout(env, tree).size));
    this.#trees.set(name, port);
    return port;
  }

  reset(): void {
    this.#engine.reset();
    this.#specs?.reset();
  }

  /** Steps on what the buffer holds already, without a record: for simulations that read the buffer themselves. */
  advance(): void {
    this.#engine.step();
  }

  /**
   * One step: observation and what the policies offered in, one action out. Never throws on what comes from outside: whatever is
   * wrong with an observation or an offer ends in a declared fallback, with its reason in the record.
   */
  step(observation: unknown, offers: Readonly<Record<string, Offer | undefined>> = {}): StepDecision {
    const began = performance.now();
    const { env, layout } = this.#policy;
    const before = this.io.slice(layout.state, layout.monitors);
    const seen = copied(observation);
    const invalid = "problem" in seen ? [seen.problem] : encode(env.obsShape, env.obs, seen.copy, this.io, layout.obs);
    this.io[layout.valid] = invalid.length === 0 ? 1 : 0;
    for (const one of this.#policy.offers) writeOffer(env, one, offers, this.io);
    let trouble = this.#run();
    if (trouble !== null) this.#fallBack(before);
    let record = this.#record("copy" in seen ? seen.copy : null, invalid, trouble, began);
    const specs = this.#specs?.step(record.observation, invalid.length === 0, record.action);
    if (specs !== undefined) record = { ...record, specs };
    try {
      this.#sink(record);
    } catch (error) {
      trouble = `its record could not be kept (${messageOf(error)})`;
      this.#fallBack(before);
      record = this.#record("copy" in seen ? seen.copy : null, invalid, trouble, began);
    }
    return { action: record.action as Record<string, unknown>, acting: record.acting, reason: record.reason, record };
  }

  /** Runs the engine; what went wrong, or null. */
  #run(): string | null {
    const { env, layout, machine } = this.#policy;
    try {
      this.#engine.step();
    } catch (error) {
      return `the sandbox failed (${messageOf(error)})`;
    }
    if (machine !== null && !isMode(machine, this.io, layout.machine!)) return "the sandbox left the machine in no state";
    return insideBox(env.acts, this.io, layout.action) ? null : "the sandbox answered outside the declared action";
  }

  /** The last proposer's answer by the interpreter, from the state before this step. */
  #fallBack(before: Float64Array): void {
    const { program, guard, layout } = this.#policy;
    this.#rescue ??= new InterpretedGuard(program, guard.name);
    this.io.set(before, layout.state);
    // What a broken engine left in its windows is not to be relied on: it begins them again, with all there was unknown.
    this.io.fill(NaN, layout.monitors, layout.stateEnd);
    const valid = this.io[layout.valid]!;
    const seen = this.io.slice(layout.obs, layout.obs + this.#policy.env.obs.length);
    this.io[layout.valid] = 0;
    this.#rescue.step(this.io);
    this.io[layout.valid] = valid;
    this.io.set(seen, layout.obs);
  }

  #record(observation: unknown, invalid: readonly string[], trouble: string | null, began: number): StepRecord {
    const { env, guard, layout, places, hash, program } = this.#policy;
    const tick = this.io[layout.tick]! - 1;
    const machine = this.#mode(tick);
    const acting = guard.proposers[this.io[layout.acting]!] ?? guard.proposers.at(-1)!;
    const proposers = guard.proposers.map((p, i) => this.#asked(i, p.name, machine));
    return {
      kind: "step", seq: this.#seq++, guard: guard.name, path: program.path, policy: hash, session: this.name, tick,
      observation, invalid, ...(machine !== null && { machine }), proposers, acting: acting.name, action: decode(env.actShape, env.acts, this.io, layout.action),
      reason: reason(proposers, acting.name, invalid, trouble), rule: places.of(acting.at), took: performance.now() - began,
    };
  }

  #mode(tick: number): ModeRecord | null {
    const { machine, layout } = this.#policy;
    return machine === null ? null : modeOf(machine, this.io, layout.machine!, tick);
  }

  #asked(i: number, name: string, machine: ModeRecord | null): AskedProposer {
    const { env, guard, layout, places } = this.#policy;
    const status = this.io[layout.status + i]!;
    const offer = layout.offers[i];
    const tree = status === Status.acted ? this.#policy.trees[i] : null;
    const notLet = machine === null ? "" : mayNot(machine);
    const row = i * guard.conditions.length;
    const judged = guard.conditions.flatMap((c, k): JudgedCondition[] => {
      const verdict = VERDICTS[this.io[layout.verdicts + row + k]!];
      const margin = this.io[layout.margins + row + k]!;
      return verdict === undefined ? [] : [{ line: places.of(c.at).line, text: c.text, verdict, margin: Number.isNaN(margin) ? null : margin }];
    });
    return {
      proposer: name, outcome: status === Status.notInState ? notLet : (OUTCOMES[status] ?? "unknown"),
      ...(offer && this.io[offer.present] === 1 && { age: this.io[offer.age]!, proposed: decode(env.actShape, env.acts, this.io, offer.action) }),
      ...(tree != null && { proposed: tree.proposed(this.io), leaves: tree.leaves(this.io, notLet) }),
      ...(judged.length > 0 && { conditions: judged }),
    };
  }
}

function reason(proposers: readonly AskedProposer[], acting: string, invalid: readonly string[], trouble: string | null): string {
  if (trouble !== null) return `\`${acting}\` acts: ${trouble}`;
  if (invalid.length > 0) return `\`${acting}\` acts: the observation is not valid (${invalid.join("; ")})`;
  const passed = proposers.flatMap((p) => {
    if (p.outcome === "acts" || p.outcome === "not asked") return [];
    const broken = p.conditions?.filter((c) => c.verdict !== "true").map((c) => `\`${c.text}\` (line ${c.line}) is ${c.verdict}`) ?? [];
    return [`\`${p.proposer}\`: ${broken.length > 0 ? broken.join(", ") : p.outcome}`];
  });
  return passed.length === 0 ? `\`${acting}\` acts` : `\`${acting}\` acts; ${passed.join("; ")}`;
}
