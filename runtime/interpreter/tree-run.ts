import type { ControllerIr, EnvIr, Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { cellsOf, type TreeLayout } from "../../compiler/ir/tree-layout.ts";
import { LOG_STEP, type SetIr, type TreeIr, type TreeNodeIr, TreeStatus } from "../../compiler/ir/tree.ts";
import { compileNumber, type NumberAt } from "./expressions.ts";
import { broken, found, frame, type Frame, type Scope, scopeOf } from "./scope.ts";
import { clear, haltFirst, visitOf } from "./tree-kinds.ts";
import { FALSE, TRUE } from "./values.ts";

const { idle, running, success, failure, skipped, halted } = TreeStatus;

/** What a node can give when it is visited. */
export type Visited = 1 | 2 | 3 | 4;

/** What is seen at a sample, by slot. */
export interface Seen {
  readonly obs: ArrayLike<number>;
  readonly last: ArrayLike<number>;
  readonly mem: ArrayLike<number>;
}

/** What a leaf that the host runs answers; `visits`: how often it was asked in this tick before. */
export type Answering = (run: TreeRun, n: number, visits: number) => Visited;

/** A tree over its buffer, and what the code of each kind of node may do with it; `n` and `c` are nodes by index. */
export class TreeRun {
  readonly env: EnvIr;
  readonly tree: TreeIr;
  readonly layout: TreeLayout;
  readonly io: Float64Array;
  readonly scope: Scope<Frame>;
  readonly answer: Answering;
  now: Frame = frame({});
  readonly #controllers: readonly ControllerIr[];
  readonly #cells: readonly ReadonlyMap<string, number>[];
  readonly #compiled = new Map<Ir, NumberAt>();

  constructor(program: ProgramIr, tree: TreeIr, layout: TreeLayout, io: Float64Array, answer: Answering) {
    this.answer = answer;
    this.env = found(program.envs.find(({ name }) => name === tree.env), `env ${tree.env}`);
    this.tree = tree;
    this.#controllers = program.controllers;
    this.layout = layout;
    this.io = io;
    this.scope = scopeOf<Frame>(program, this.env, null, tree.entries);
    this.#cells = tree.nodes.map((node, n) => new Map(cellsOf(node).map((name, i) => [name, layout.cells[n]! + i])));
  }

  see(seen: Seen): void {
    const { entries } = this.layout;
    this.now = frame({ ...seen, entry: this.io.subarray(entries, entries + this.tree.entries.length) });
  }

  // ---------- the buffer ----------

  at(place: number): number {
    return this.io[place] ?? broken(`no place ${place} in the buffer of a tree`);
  }

  status(n: number): number {
    return this.at(this.layout.status + n);
  }

  become(n: number, status: number): void {
    this.io[this.layout.status + n] = status;
  }

  cell(n: number, name: string): number {
    return this.at(this.#place(n, name));
  }

  put(n: number, name: string, value: number): void {
    this.io[this.#place(n, name)] = value;
  }

  #place(n: number, name: string): number {
    return found(this.#cells[n]?.get(name), `cell ${name} of node ${n}`);
  }

  get sample(): number {
    return this.at(this.layout.sample);
  }

  /** Half a sample before this one, when time runs out. */
  between(happens: () => void): void {
    const { sample } = this.layout;
    this.io[sample]! -= 0.5;
    happens();
    this.io[sample]! += 0.5;
  }

  wakeUp(): void {
    this.io[this.layout.wake] = 1;
  }

  log(n: number, status: number): void {
    const { log, logged, logEnd } = this.layout, place = log + this.at(logged);
    if (place < logEnd) this.io[place] = n * LOG_STEP + status;
    this.io[logged]! += 1;
  }

  // ---------- the blackboard ----------

  #entry(name: string): number {
    return found(this.scope.slots.entry.get(name), `entry ${name}`);
  }

  write(name: string, value: number): void {
    const e = this.#entry(name), writes = this.layout.writes[e] ?? null;
    this.io[this.layout.entries + e] = value;
    if (writes !== null) this.io[writes]! += 1;
  }

  writes(name: string): number {
    return this.at(this.layout.writes[this.#entry(name)] ?? broken(`no counter of ${name}`));
  }

  run(sets: readonly SetIr[] = []): void {
    for (const { entry, value } of sets) this.write(entry, this.value(value));
  }

  // ---------- expressions ----------

  value(ir: Ir): number {
    let compiled = this.#compiled.get(ir);
    if (compiled === undefined) this.#compiled.set(ir, (compiled = compileNumber(ir, this.scope)));
    return compiled(this.now);
  }

  isTrue(ir: Ir): boolean {
    return this.value(ir) === TRUE;
  }

  /** A parameter; what is not known counts as 0. */
  parameter(ir: Ir): number {
    const value = this.value(ir);
    return Number.isNaN(value) ? 0 : value;
  }

  controller(name: string): ControllerIr {
    return found(this.#controllers.find((one) => one.name === name), `controller ${name}`);
  }

  // ---------- nodes ----------

  node(n: number): TreeNodeIr {
    return found(this.tree.nodes[n], `node ${n}`);
  }

  visit(n: number): Visited {
    const { post = {} } = this.node(n);
    const given = this.#decided(n) ?? visitOf(this, n);
    if (given === success) this.run(post.success);
    if (given === failure) this.run(post.failure);
    if (given === success || given === failure) this.run(post.always);
    if (given !== skipped) this.become(n, given);
    this.log(n, given);
    return given;
  }

  /** What the preconditions make of a node without its being asked. */
  #decided(n: number): Visited | null {
    const { pre = {} } = this.node(n), status = this.status(n);
    if (status === running && pre.while !== undefined && !this.isTrue(pre.while)) {
      this.halt(n);
      return skipped;
    }
    if (status !== idle) return null;
    if (pre.failureIf !== undefined && this.value(pre.failureIf) !== FALSE) return failure;
    if (pre.successIf !== undefined && this.isTrue(pre.successIf)) return success;
    if (pre.skipIf !== undefined && this.isTrue(pre.skipIf)) return skipped;
    if (pre.while !== undefined && !this.isTrue(pre.while)) return skipped;
    return null;
  }

  halt(n: number): void {
    const { children, post = {} } = this.node(n);
    haltFirst(this, n);
    if (children.length === 0 && this.status(n) === running) this.log(n, halted);
    this.resetChildren(n);
    clear(this, n);
    this.become(n, idle);
    this.run(post.halted);
  }

  haltChild(c: number): void {
    if (this.status(c) === running) this.halt(c);
    this.become(c, idle);
  }

  resetChildren(n: number): void {
    for (const c of this.node(n).children) this.haltChild(c);
  }
}
