import { memorySlots, type EnvIr, type MonitoredIr, type ProgramIr, type ProposerIr } from "../../compiler/ir/ir.ts";
import { type Layout, layoutOf, machineOf, Status, treeNamed } from "../../compiler/ir/layout.ts";
import { machineLayout } from "../../compiler/ir/machine.ts";
import { treeLayout } from "../../compiler/ir/tree-layout.ts";
import { compileBox } from "./box.ts";
import { compileCondition } from "./conditions.ts";
import { compileNumber, compileWhen, type NumberAt } from "./expressions.ts";
import type { Spread } from "./intervals.ts";
import { InterpretedMachine } from "./machine.ts";
import type { Compilers, Judge, Moment } from "./moment.ts";
import { type Ask, compileAsk, compileLastResort, fault } from "./proposals.ts";
import { found, frame, type Frame, type Scope, scopeOf, unknownFrame } from "./scope.ts";
import { compileSolve, type Solve } from "./solve.ts";
import { defaultOf, disturbances, points, transition, unknownIn } from "./transition.ts";
import { Past } from "./past.ts";
import { compilePastCondition } from "./past-conditions.ts";
import { TreeProposer } from "./tree-proposals.ts";
import { TRUE, UNKNOWN } from "./values.ts";

const NOT_JUDGED = -1;
const NOBODY = -1;

/** A sampled guard, step by step as `compiler/ir/guard-step.md` says it. */
export class InterpretedGuard {
  readonly layout: Layout;
  readonly #env: EnvIr;
  readonly #start: readonly NumberAt[];
  readonly #next: readonly NumberAt[];
  readonly #holds: readonly ({ readonly until: NumberAt; readonly ticks: number } | null)[];
  /** All proposers but the last. */
  readonly #asks: readonly Ask[];
  /** By proposer; made when the buffer is known. */
  #trees: { readonly io: Float64Array; readonly all: readonly (TreeProposer | null)[] } | null = null;
  /** The machine that is followed, and how much of the buffer is its own. */
  readonly #machine: { readonly run: InterpretedMachine; readonly size: number } | null;
  readonly #program: ProgramIr;
  readonly #proposers: readonly ProposerIr[];
  readonly #lastResort: (now: Frame, action: Float64Array) => void;
  readonly #box: ReturnType<typeof compileBox>;
  readonly #solve: Solve;
  readonly #judges: readonly Judge[];
  readonly #transition: Compilers["transition"];
  readonly #unknownActs: Float64Array;
  readonly #monitors: readonly MonitoredIr[];
  /** Observations as they came, and those with the actions that were taken. */
  readonly #seen: Past;
  readonly #done: Past;

  constructor(program: ProgramIr, guardName: string) {
    const guard = found(program.guards.find((g) => g.name === guardName), `guard ${guardName}`);
    if (guard.kind !== "sampled") throw new Error(`${guardName} guards tools, not samples`);
    const env = found(program.envs.find((e) => e.name === guard.env), `env ${guard.env}`);
    const scope = scopeOf<Frame>(program, env), spreadScope = scopeOf<Spread>(program, env);
    const using: Compilers = { program, env, scope, spreadScope, transition: transition(env, spreadScope) };
    const last = found(guard.proposers.at(-1), "proposer");

    this.#program = program;
    this.#proposers = guard.proposers;
    this.#env = env;
    this.layout = layoutOf(program, guard);
    const machine = machineOf(program, guard);
    this.#machine = machine && { run: new InterpretedMachine(program, env, machine), size: machineLayout(machine).size };
    this.#start = env.memories.map((m) => compileNumber(m.start, scope));
    this.#next = env.memories.map((m) => compileNumber(m.next, scope));
    this.#holds = guard.proposers.map(({ hold }) => hold && { until: compileWhen(hold.until, scope), ticks: hold.ticks });
    this.#asks = guard.proposers.slice(0, -1).map((p, i) => (p.source.kind === "tree" ? this.#askTree(p, i, scope) : this.#askIfLet(p.name, compileAsk(program, env, p, this.layout.offers[i] ?? null, scope))));
    this.#lastResort = compileLastResort(program, env, last.name, scope);
    this.#box = compileBox(env, guard.conditions, scope);
    this.#solve = compileSolve(env, guard.conditions, scope, spreadScope);
    this.#monitors = env.monitors ?? [];
    this.#seen = new Past(program, env, scope, spreadScope);
    this.#done = new Past(program, env, scope, spreadScope);
    this.#judges = guard.conditions.map((c) => compilePastCondition(c, this.#seen, this.#done) ?? compileCondition(c, using));
    this.#transition = using.transition;
    this.#unknownActs = Float64Array.from(env.acts, unknownIn);
  }

  reset(io: Float64Array): void {
    const { tick, holder, run, last, memory } = this.layout;
    io[tick] = 0;
    io[holder] = NOBODY;
    io[run] = 0;
    io.set(this.#env.acts.map(defaultOf), last);
    const nothing = frame({});
    io.set(this.#start.map((start) => start(nothing)), memory);
    io.fill(0, memory + this.#start.length, memory + this.#start.length + this.#monitors.length);
    this.#seen.clear();
    this.#done.clear();
    for (const tree of this.#treesOf(io)) tree?.reset();
    this.#machine?.run.reset(this.#modeOf(io));
  }

  #askIfLet(name: string, ask: Ask): Ask {
    return (io, now, action) => (this.#lets(io, name) ? ask(io, now, action) : Status.notInState);
  }

  /** Whether the machine that is followed, if any, lets a policy or a controller act. */
  #lets(io: Float64Array, name: string): boolean {
    return this.#machine === null || this.#machine.run.lets(this.#modeOf(io), name);
  }

  /** The machine's stretch of the buffer. */
  #modeOf(io: Float64Array): Float64Array {
    const place = this.layout.machine ?? 0;
    return io.subarray(place, place + (this.#machine?.size ?? 0));
  }

  #askTree({ when }: ProposerIr, i: number, scope: Scope<Frame>): Ask {
    const may = compileWhen(when, scope);
    return (io, now, action) => (may(now) === TRUE ? this.#treesOf(io)[i]!.ask(now, at(io, this.layout.tick), action, (source) => this.#lets(io, source)) : Status.whenNotTrue);
  }

  #treesOf(io: Float64Array): readonly (TreeProposer | null)[] {
    if (this.#trees?.io === io) return this.#trees.all;
    const all = this.#proposers.map((p, i) => {
      const place = this.layout.trees[i] ?? null;
      const size = place === null ? 0 : treeLayout(this.#env, treeNamed(this.#program, p.name)).size;
      return place === null ? null : new TreeProposer(this.#program, this.#env, p, io.subarray(place, place + size), (given, action) => fault(this.#env, given, action));
    });
    this.#trees = { io, all };
    return all;
  }

  step(io: Float64Array): void {
    const { layout } = this;
    const valid = io[layout.valid] === 1;
    if (!valid) io.set(this.#env.obs.map(unknownIn), layout.obs);
    const now = this.#now(io);
    if (at(io, layout.tick) > 0) io.set(this.#next.map((next) => next(now)), layout.memory);
    this.#observe(io, valid ? now : unknownFrame());
    this.#machine?.run.step(this.#modeOf(io), now, at(io, layout.tick));
    this.#clearOutputs(io);

    const first = this.#hold(io, now, valid);
    const action = new Float64Array(this.#env.acts.length);
    const acting = valid ? this.#ask(io, now, first, action) : this.#asks.length;
    if (acting === this.#asks.length) this.#lastResort(now, action);
    this.#done.push(valid ? { ...now, act: action } : unknownFrame());
    io[layout.status + acting] = Status.acted;
    this.#treesOf(io).forEach((tree, p) => tree?.settle(p === acting, now));
    this.#commit(io, now, acting, action);
  }

  /** What expressions ask about earlier samples; unknown where this engine has not seen them all. */
  #observe(io: Float64Array, now: Frame): void {
    const isWhole = this.#seen.length === at(io, this.layout.tick);
    this.#monitors.forEach((one, i) => {
      const value = !isWhole ? (one.kind === "bool" ? UNKNOWN : NaN) : one.kind === "bool" ? this.#seen.truth(one.formula, { frame: now }) : this.#seen.number(one.formula, { frame: now });
      io[this.layout.memory + this.#next.length + i] = value;
    });
    this.#seen.push(now);
  }

  #now(io: Float64Array): Frame {
    const { obs, last, memory } = this.layout;
    const part = (from: number, length: number): Float64Array => io.subarray(from, from + length);
    return frame({ obs: part(obs, this.#env.obs.length), act: this.#unknownActs, last: part(last, this.#env.acts.length), mem: part(memory, memorySlots(this.#env).length) });
  }

  #clearOutputs(io: Float64Array): void {
    const { status, verdicts, margins, size } = this.layout;
    io.fill(Status.notAsked, status, verdicts);
    io.fill(NOT_JUDGED, verdicts, margins);
    io.fill(NaN, margins, size);
  }

  /** Counts the hold's recovery and says where asking begins. */
  #hold(io: Float64Array, now: Frame, valid: boolean): number {
    const { holder, run, status } = this.layout;
    const p = at(io, holder);
    if (p < 0) return 0;
    const { until, ticks } = found(this.#holds[p] ?? undefined, `hold of proposer ${p}`);
    const lasted = until(now) === TRUE ? at(io, run) + 1 : 0;
    const recovered = lasted >= ticks + 1;
    io[run] = recovered ? 0 : lasted;
    if (recovered) io[holder] = NOBODY;
    else if (valid) io.fill(Status.held, status, status + p);
    return recovered ? 0 : p;
  }

  /** The first from `first` on whose action passes; the last one's index when none does. */
  #ask(io: Float64Array, now: Frame, first: number, action: Float64Array): number {
    const box = this.#box(now);
    const here: Spread = { obs: points(now.obs), act: points(now.act), last: now.last, mem: now.mem, dist: disturbances(this.#env), locals: [] };
    for (let p = first; p < this.#asks.length; p += 1) {
      let status = found(this.#asks[p], "proposer")(io, now, action);
      if (status === Status.acted) {
        if (box === null || !this.#solve(now, here, box, action)) status = Status.infeasible;
        else {
          const obs = this.#transition({ ...here, act: points(action) });
          const passed = this.#judge(io, p, { now, proposed: { ...now, act: action }, box, next: { ...here, obs } });
          if (passed) return p;
          status = Status.refused;
        }
      }
      io[this.layout.status + p] = status;
    }
    return this.#asks.length;
  }

  /** Every condition is judged and recorded, whatever the others say. */
  #judge(io: Float64Array, p: number, moment: Moment): boolean {
    const row = p * this.#judges.length;
    let passed = true;
    this.#judges.forEach((judge, c) => {
      const { verdict, margin } = judge(moment);
      io[this.layout.verdicts + row + c] = verdict;
      io[this.layout.margins + row + c] = margin;
      passed &&= verdict === TRUE;
    });
    return passed;
  }

  #commit(io: Float64Array, now: Frame, acting: number, action: Float64Array): void {
    const { holder, run, tick, last } = this.layout;
    const hold = this.#holds[acting] ?? null;
    if (acting !== at(io, holder)) {
      // Before `last` is overwritten: the hold's condition is of this sample.
      io[run] = hold !== null && hold.until(now) === TRUE ? 1 : 0;
      io[holder] = hold === null ? NOBODY : acting;
    }
    io[this.layout.acting] = acting;
    io.set(action, this.layout.action);
    io.set(action, last);
    io[tick] = at(io, tick) + 1;
  }
}

function at(io: Float64Array, index: number): number {
  return io[index] ?? NaN;
}
