import { makeBundle } from "../../compiler/bundle.ts";
import { link } from "../../compiler/emit/link.ts";
import { emit } from "../../compiler/emit/module.ts";
import type { ProgramIr } from "../../compiler/ir/ir.ts";
import { treeLayout, type TreeLayout } from "../../compiler/ir/tree-layout.ts";
import type { TreeIr, TreeNodeIr } from "../../compiler/ir/tree.ts";
import { TreeInterpreter } from "../../runtime/interpreter/tree.ts";
import { Sandbox, type BoundTree } from "../../runtime/sandbox/isolate.ts";
import { program } from "../interpreter/build.ts";
import type { Chance } from "../property/random.ts";
import type { TreeProgram } from "./generate.ts";
import { steps, write, type TreeStep } from "./steps.ts";

const source = { path: "t.pol", text: "" };

/** All of these in one program: of number i every name ends in `_i`. */
export function together(programs: readonly TreeProgram[]): readonly TreeProgram[] {
  const renamed = programs.map(({ program: one, tree }, i) => renaming(one, tree, `_${i}`));
  const all = <K extends "envs" | "fns" | "controllers" | "policies">(of: K): ProgramIr[K] => renamed.flatMap(({ program: one }): readonly unknown[] => one[of]) as readonly unknown[] as ProgramIr[K];
  const whole = program({ envs: all("envs"), fns: all("fns"), controllers: all("controllers"), policies: all("policies"), trees: renamed.map(({ tree }) => tree) });
  return renamed.map(({ tree }) => ({ program: whole, tree }));
}

function renaming(one: ProgramIr, tree: TreeIr, end: string): TreeProgram {
  const named = <T extends { readonly name: string; readonly env?: string }>(list: readonly T[]): T[] => list.map((of) => ({ ...calls(of, end), name: of.name + end, ...(of.env !== undefined && { env: of.env + end }) }));
  const nodes = tree.nodes.map((node) => (node.kind === "do" && node.source !== null ? { ...node, source: node.source + end } : node));
  const renamed = named([{ ...tree, sources: named(tree.sources), nodes: nodes as readonly TreeNodeIr[] }])[0]!;
  return { tree: renamed, program: { ...one, envs: named(one.envs), fns: named(one.fns), controllers: named(one.controllers), policies: named(one.policies) } };
}

/** With other names for the functions that are called in it. */
function calls<T>(of: T, end: string): T {
  if (Array.isArray(of)) return of.map((one: unknown) => calls(one, end)) as T;
  if (typeof of !== "object" || of === null) return of;
  const copy = Object.fromEntries(Object.entries(of).map(([key, value]) => [key, calls(value as unknown, end)]));
  return (copy["op"] === "call" ? { ...copy, name: String(copy["name"]) + end } : copy) as T;
}

/** Opens programs in one isolate. `most`: nodes of emitted code in one function. */
export async function opened<T>(programs: readonly TreeProgram[], use: (sandbox: Sandbox, all: readonly TreeProgram[]) => T, most?: number): Promise<T> {
  const all = together(programs), bundle = await makeBundle(all[0]!.program, source, {}, "0");
  const js = most === undefined ? bundle.js : await link(emit(bundle.ir, source, most).code);
  const sandbox = await Sandbox.open({ ...bundle, js }, 512);
  try {
    return use(sandbox, all.map(({ tree }) => ({ program: bundle.ir, tree: bundle.ir.trees!.find(({ name }) => name === tree.name)! })));
  } finally {
    sandbox.dispose();
  }
}

/** One tree in the isolate and in the interpreter, each over a buffer of its own. */
export class Both {
  readonly #layout: TreeLayout;
  readonly #of: TreeProgram;
  readonly #here: TreeInterpreter;
  readonly #there: BoundTree;
  readonly #io: Float64Array;
  readonly #seen: readonly Float64Array[];
  readonly #tolerance: number;

  constructor(sandbox: Sandbox, of: TreeProgram) {
    const env = of.program.envs.find(({ name }) => name === of.tree.env)!;
    this.#of = of;
    this.#layout = treeLayout(env, of.tree);
    this.#io = shared(this.#layout.size);
    this.#seen = [env.obs.length, env.acts.length, env.memories.length].map(shared);
    const [x, last, mem] = this.#seen as [Float64Array, Float64Array, Float64Array];
    this.#here = new TreeInterpreter(of.program, of.tree);
    this.#there = sandbox.bindTree(of.tree.name, this.#io, x, last, mem);
    // A power may differ in its last bits.
    this.#tolerance = JSON.stringify(of.program).includes('"pow"') ? 1e-9 : 0;
    this.#here.reset();
    this.#there.reset();
  }

  /** What is not the same behind a step, or after any part of it. */
  step(step: TreeStep): readonly string[] {
    const env = this.#of.program.envs.find(({ name }) => name === this.#of.tree.env)!;
    const { obs, last, mem } = step.seen;
    [obs, last, mem].forEach((values, i) => this.#seen[i]!.set(values));
    for (const io of [this.#here.io, this.#io]) io.set(step.inputs);
    for (const what of step.does) {
      if (what === "reset") this.#here.reset();
      else this.#here[what](step.seen);
      this.#there[what]();
      const found = this.#differences(what);
      if (found.length > 0) return found;
      if (what === "expire") for (const io of [this.#here.io, this.#io]) write(io, env, this.#of.tree, step);
    }
    return [];
  }

  #differences(what: string): readonly string[] {
    const { log, logged } = this.#layout, found: string[] = [];
    for (let i = 0; i < this.#layout.size; i++) {
      const [a, b] = [this.#io[i]!, this.#here.io[i]!];
      if (!same(a, b, i < log ? this.#tolerance : 0)) found.push(`${this.#of.tree.name}, ${what}: ${placeOf(this.#layout, this.#of.tree, i)} is ${a} and not ${b}`);
    }
    return found.length > 0 ? [...found, `logged ${this.#io[logged]} and ${this.#here.io[logged]}`] : found;
  }

  get logged(): number {
    return this.#io[this.#layout.logged]!;
  }

  get statuses(): readonly number[] {
    return [...this.#io.subarray(this.#layout.status, this.#layout.status + this.#of.tree.nodes.length)];
  }
}

/** Some samples of one session: what is not the same, and how many visits there were. */
export function compare(c: Chance, sandbox: Sandbox, of: TreeProgram, samples: number): { readonly visits: number; readonly differences: readonly string[] } {
  const both = new Both(sandbox, of), env = of.program.envs.find(({ name }) => name === of.tree.env)!;
  let visits = 0;
  for (const step of steps(c, env, of.tree, samples)) {
    const differences = both.step(step);
    if (differences.length > 0) return { visits, differences };
    visits += both.logged;
  }
  return { visits, differences: [] };
}

const shared = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * n));

/** −0 counts as 0, NaN as NaN. */
function same(a: number, b: number, tolerance: number): boolean {
  return a === b || (a !== a && b !== b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
}

function placeOf({ status, stateEnd, log, cells }: TreeLayout, { nodes }: TreeIr, i: number): string {
  if (i >= log) return `log ${i - log}`;
  const ofNode = i >= status && i < status + nodes.length ? i - status : cells.findLastIndex((at, n) => at <= i && (cells[n + 1] ?? stateEnd) > i);
  return ofNode < 0 || i >= stateEnd ? `place ${i}` : `${i < status + nodes.length ? "status" : `place ${i}`} of ${ofNode} ${nodes[ofNode]!.kind}`;
}
