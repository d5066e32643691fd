import type { TreeLayout } from "../../compiler/ir/tree-layout.ts";
import { LOG_STEP, TreeStatus } from "../../compiler/ir/tree.ts";
import { compileNumber, type NumberAt } from "../interpreter/expressions.ts";
import { outcomesOf } from "../interpreter/outcomes.ts";
import { frame, scopeOf, type Frame } from "../interpreter/scope.ts";
import { TreeInterpreter, type Seen } from "../interpreter/tree.ts";
import type { TreeRun, Visited } from "../interpreter/tree-run.ts";
import type { Atom } from "./atoms.ts";
import { isPossible } from "./bounds.ts";
import type { Chooser } from "./choices.ts";
import { NotListed, type FreeTree } from "./free-tree.ts";
import { PastCells } from "./past-cells.ts";
import { Proposal } from "./proposal.ts";
import { OUT, RUNS, SAMPLE, settling, type Settle } from "./settling.ts";

const { success, failure, running, skipped, idle } = TreeStatus;
const ANYTHING: readonly Visited[] = [success, failure, running, skipped];

/** What came of one tick. */
export interface Ticked {
  /** The state to go on with. */
  readonly state: Float64Array;
  /** Of what is claimed. */
  readonly truth: number;
}

/** What happened in the newest tick, for those who read about it. */
export interface Told {
  readonly atoms: ReadonlyMap<Atom, number>;
  readonly timers: readonly string[];
  readonly visits: readonly { readonly node: string; readonly status: number }[];
  readonly proposal: Proposal;
  /** By entry. */
  readonly entries: readonly number[];
}

/** A tree in a world that is free to answer whatever it can: a chooser says what. Its state is the tree's, and the claim's. */
export class FreeWorld {
  readonly #free: FreeTree;
  readonly #tree: TreeInterpreter;
  readonly #layout: TreeLayout;
  readonly #claim: PastCells;
  readonly #until: readonly (NumberAt | null)[];
  readonly #proposal: Proposal;
  readonly #seen: Seen;
  readonly #asked = new Map<number, number>();
  readonly #timers: readonly number[];
  readonly #settling: readonly Settle[];
  #chooser: Chooser = { choose: () => 0 };
  #fired: string[] = [];
  #halted: { node: string; status: number }[] = [];

  constructor(free: FreeTree) {
    this.#free = free;
    this.#tree = new TreeInterpreter(free.program, free.tree, undefined, (run, n) => this.#answer(run, n));
    this.#layout = this.#tree.layout;
    const scope = scopeOf<Frame>(free.program, free.env, null, free.tree.entries, free.tree.nodes);
    this.#claim = new PastCells(free.formula, scope);
    this.#until = free.acts.map((act) => (act?.until == null ? null : compileNumber(act.until, scope)));
    this.#proposal = new Proposal(free, scope);
    this.#timers = free.tree.nodes.flatMap(({ kind }, n) => (kind === "timeout" || kind === "delay" || kind === "wait" || kind === "every" ? [n] : []));
    this.#settling = settling(free.tree, this.#layout);
    this.#seen = { obs: this.#observed(), last: [], mem: [] };
  }

  /** The state before the first tick. */
  get start(): Float64Array {
    this.#tree.reset();
    return this.#state(this.#claim.start);
  }

  /** One tick from a state on. */
  tick(from: Float64Array, chooser: Chooser): Ticked {
    this.#begin(from, chooser);
    const { io } = this.#tree, { stateEnd, state, logged, log, logEnd, entries } = this.#layout, { tree, told } = this.#free;
    for (const e of told) if (chooser.choose(2) === 1) io[this.#layout.writes[e]!]! += 1;
    this.#expire(chooser);
    this.#tree.tick(this.#seen);
    if (io[logged]! > logEnd - log) throw new NotListed("a tick visits more nodes than its log has room for");
    const here = this.#here(), outcome = outcomesOf(tree, this.#layout, io);
    this.#proposal.make((n) => io[this.#layout.status + n] === running, here);
    const { truth, kept } = this.#claim.step(from.subarray(stateEnd - state), { ...here, outcome, entry: io.subarray(entries, entries + tree.entries.length) });
    return { state: this.#state(kept), truth };
  }

  /** Somebody else acts: the tree is as it was before the tick, and what ran is halted. Null where nothing runs. */
  halt(from: Float64Array, chooser: Chooser): Float64Array | null {
    this.#begin(from, chooser);
    if (this.#tree.io[this.#layout.status] === idle) return null;
    this.#tree.halt(this.#seen);
    return this.#state(from.subarray(this.#layout.stateEnd - this.#layout.state));
  }

  /** Of the newest tick. */
  get told(): Told {
    const { io } = this.#tree, { entries } = this.#layout, { tree, atoms } = this.#free;
    return {
      atoms: new Map([...this.#asked].map(([i, value]) => [atoms[i]!, value])), timers: this.#fired, visits: [...this.#halted, ...this.#logged()], proposal: this.#proposal,
      entries: [...io.subarray(entries, entries + tree.entries.length)],
    };
  }

  #logged(): { node: string; status: number }[] {
    const { log, logged, logEnd } = this.#layout, { io } = this.#tree;
    return [...io.subarray(log, Math.min(logEnd, log + io[logged]!))].map((one) => ({ node: this.#free.tree.nodes[Math.floor(one / LOG_STEP)]!.name, status: one % LOG_STEP }));
  }

  #begin(from: Float64Array, chooser: Chooser): void {
    const { state, stateEnd, sample } = this.#layout, { io } = this.#tree;
    io.set(from.subarray(0, stateEnd - state), state);
    io[sample] = SAMPLE;
    this.#chooser = chooser;
    this.#asked.clear();
    this.#fired = [];
    this.#halted = [];
  }

  /** Each timer that runs may have run out by now. */
  #expire(chooser: Chooser): void {
    const { io } = this.#tree, { nodes } = this.#free.tree;
    for (const n of this.#timers) {
      // Of `every` the time since it began; of the others the time at which they end.
      const time = this.#layout.cells[n]!, runs = nodes[n]!.kind === "every" ? io[time + 1]! > 0 : io[time] === RUNS;
      if (!runs || chooser.choose(2) === 0) continue;
      io[time] = OUT;
      this.#fired.push(nodes[n]!.name);
    }
    if (this.#fired.length === 0) return;
    this.#tree.expire(this.#seen);
    this.#halted = this.#logged();
  }

  /** A leaf answers whatever it can. */
  #answer(run: TreeRun, n: number): Visited {
    const act = this.#free.acts[n];
    const options = act == null ? ANYTHING : this.#actOutcomes(run, n);
    return options[this.#chooser.choose(options.length)]!;
  }

  #actOutcomes(run: TreeRun, n: number): readonly Visited[] {
    const { ticks, canBeForbidden, canBeUnfit } = this.#free.acts[n]!, until = this.#until[n] ?? null, takesTime = (ticks ?? 0) > 0, isNew = run.status(n) !== running;
    const isDone = until === null ? ticks !== null : until(this.#here()) === 2;
    const ends = isDone && !(takesTime && isNew), goesOn = !isDone || takesTime;
    return [...(goesOn ? [running] : []), ...(ends ? [success] : []), ...(canBeForbidden || (canBeUnfit && goesOn) ? [failure] : [])];
  }

  #here(): Frame {
    const { entries } = this.#layout, { io } = this.#tree;
    return frame({ ...this.#seen, entry: io.subarray(entries, entries + this.#free.tree.entries.length) });
  }

  /** Every atom as an observation that is chosen when it is read. */
  #observed(): ArrayLike<number> {
    const seen: { readonly length: number; [i: number]: number } = { length: this.#free.atoms.length };
    this.#free.atoms.forEach((atom, i) => Object.defineProperty(seen, i, { get: () => this.#ask(atom, i) }));
    return seen;
  }

  #ask(atom: Atom, i: number): number {
    const known = atom.keeps ? this.#asked.get(i) : undefined;
    if (known !== undefined) return known;
    const values = atom.ofProposal ? this.#proposal.possible(i) : this.#possible(atom);
    const value = values[this.#chooser.choose(values.length)]!;
    this.#asked.set(i, value);
    return value;
  }

  /** What is not against what other comparisons of the same observation gave in this tick. */
  #possible({ bound, values }: Atom): readonly number[] {
    if (bound === null) return values;
    const { atoms, observed } = this.#free, said = [...this.#asked].flatMap(([i, truth]) => (atoms[i]!.bound?.slot === bound.slot ? [{ bound: atoms[i]!.bound, truth }] : []));
    if (said.length === 0) return values;
    const slot = observed.find(({ name }) => name === bound.slot)!;
    return values.filter((truth) => isPossible([...said, { bound, truth }], slot));
  }

  /** The state as it is now, without what makes no difference. */
  #state(kept: ArrayLike<number>): Float64Array {
    const { state, stateEnd, wake } = this.#layout, { io } = this.#tree;
    io[wake] = 0;
    for (const settle of this.#settling) settle(io);
    const all = new Float64Array(stateEnd - state + kept.length);
    for (let i = state; i < stateEnd; i += 1) all[i - state] = io[i]! + 0;
    for (let i = 0; i < kept.length; i += 1) all[stateEnd - state + i] = kept[i]!;
    return all;
  }
}
