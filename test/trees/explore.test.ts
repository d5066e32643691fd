import { describe, expect, test } from "vitest";
import type { Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { treeLayout } from "../../compiler/ir/tree-layout.ts";
import { LOG_STEP, TreeStatus, type TreeIr } from "../../compiler/ir/tree.ts";
import { TreeInterpreter, type Seen } from "../../runtime/interpreter/tree.ts";
import { explore, type Explored } from "../../runtime/proving/explore.ts";
import { freeTree, NotListed } from "../../runtime/proving/free-tree.ts";
import { FreeWorld } from "../../runtime/proving/world.ts";
import { Chance } from "../property/random.ts";
import { inProgram, tree as treeOf } from "./build.ts";
import { treeProgram } from "./generate.ts";
import { smallTree, SMALL_ENTRIES } from "./small.ts";
import { steps } from "./steps.ts";

const LONG = process.env["POL_LONG"] === "1";
const TRUE: Ir = { op: "bool", t: "bool", value: true };
const OUTCOMES = [TreeStatus.running, TreeStatus.success, TreeStatus.failure, TreeStatus.skipped] as const;

/** Every tick there can be, as the exploration tells it. */
function explored(program: ProgramIr, tree: TreeIr, look: (world: FreeWorld) => void, limits = { states: 1000, transitions: 5000 }): Explored | null {
  try {
    const free = freeTree(program, tree, TRUE, []), world = new FreeWorld(free);
    return explore(world, free.guarded, () => (look(world), false), limits);
  } catch (error) {
    if (error instanceof NotListed) return null;
    throw error;
  }
}

describe("against the reachable set by brute force", () => {
  const NOTHING: Seen = { obs: [], last: [], mem: [] };

  /** Answers are written into the buffer; where a leaf wants one more than it has, each of the four is tried. */
  function* ticks(run: TreeInterpreter, tree: TreeIr, from: Float64Array, answers: readonly (readonly number[])[]): Generator<Float64Array> {
    const { io, layout } = run;
    io.set(from);
    answers.forEach((given, n) => {
      const place = layout.answers[n] ?? null;
      if (place === null) return;
      // One that is not there is told from the others.
      io[place] = given.length + 1;
      [...given, 1].forEach((answer, i) => (io[place + 1 + i] = answer));
    });
    run.expire(NOTHING);
    run.tick(NOTHING);
    const short = tree.nodes.findIndex(({ kind }, n) => kind === "extern" && io[layout.cells[n]!]! > answers[n]!.length);
    if (short < 0) return yield io.slice();
    for (const one of OUTCOMES) yield* ticks(run, tree, from, answers.map((given, n) => (n === short ? [...given, one] : given)));
  }

  function bruteForce(program: ProgramIr, tree: TreeIr, most: number): Set<string> | null {
    const run = new TreeInterpreter(program, tree), { state, stateEnd, log, logged, entries } = run.layout;
    run.reset();
    const open: Float64Array[] = [run.io.slice()], known = new Set<string>(), told = new Set<string>();
    const note = (after: Float64Array): void => {
      // Visits within a tick, and who asked for another one, are no state.
      tree.nodes.forEach(({ kind }, n) => { if (kind === "extern") after[run.layout.cells[n]!] = 0; });
      after[run.layout.wake] = 0;
      const name = String(after.subarray(state, stateEnd));
      if (!known.has(name)) open.push(after);
      known.add(name);
    };
    for (const from of open) {
      if (open.length > most) return null;
      for (const after of ticks(run, tree, from, tree.nodes.map(() => []))) {
        told.add(JSON.stringify([[...after.subarray(log, log + after[logged]!)].map((one) => [Math.floor(one / LOG_STEP), one % LOG_STEP]), [...after.subarray(entries, entries + tree.entries.length)]]));
        note(after.slice());
      }
    }
    return told;
  }

  test("the same ticks are found, no more and no fewer", () => {
    let compared = 0, most = 0;
    for (let seed = 1; seed <= (LONG ? 3000 : 120); seed++) {
      const c = new Chance(seed), tree = treeOf(smallTree(c, 2 + c.below(7)), { entries: SMALL_ENTRIES, mode: c.is(0.5) ? "strict" : "compatible", keepsWake: c.is(0.5) }), program = inProgram(tree);
      const wanted = bruteForce(program, tree, 400), found = new Set<string>(), names = tree.nodes.map(({ name }) => name);
      if (wanted === null) continue;
      const result = explored(program, tree, (world) => found.add(JSON.stringify([world.told.visits.map(({ node, status }) => [names.indexOf(node), status]), world.told.entries])), { states: 5000, transitions: 100_000 });
      expect(result?.result, `seed ${seed}`).toBe("holds");
      expect([...found].sort(), `seed ${seed}`).toEqual([...wanted].sort());
      compared += 1;
      most = Math.max(most, wanted.size);
    }
    expect(compared).toBeGreaterThan(LONG ? 1500 : 50);
    expect(most).toBeGreaterThan(100);
  }, 600_000);
});

describe("against single worlds", () => {
  /** The machine of the guard may forbid whom the steps forbid. */
  const followed = (program: ProgramIr): ProgramIr => ({ ...program, guards: [{ kind: "sampled", name: "g", env: "e", at: [0, 0], proposers: [], conditions: [], follows: "m", later: [] }] });

  test("what happens in one was found, whatever is observed, offered and answered", () => {
    let whole = 0, seen = 0;
    for (let seed = 1; seed <= (LONG ? 4000 : 200); seed++) {
      const c = new Chance(seed), { program, tree } = treeProgram(c, 1 + c.below(12)), found = new Set<string>();
      const result = explored(followed(program), tree, (world) => { for (const { node, status } of world.told.visits) found.add(`${node} ${status}`); });
      if (result?.result !== "holds") continue;
      whole += 1;
      for (const one of happened(c, program, tree)) expect(found, `seed ${seed}`).toContain(one);
      seen += found.size;
    }
    expect(whole).toBeGreaterThan(LONG ? 1000 : 40);
    expect(seen).toBeGreaterThan(whole);
  }, 600_000);

  /** One session in which every observation is in its range; who gives what at which visit. */
  function* happened(c: Chance, program: ProgramIr, tree: TreeIr): Generator<string> {
    const env = program.envs[0]!, run = new TreeInterpreter(program, tree), { io } = run, layout = treeLayout(env, tree);
    run.reset();
    for (const { inputs, seen } of steps(c, env, tree, 15)) {
      const obs = env.obs.map(({ kind, low, high }) => (kind === "bool" ? c.pick([0, 2]) : kind === "enum" ? c.below(3) : low === null ? c.below(21) - 10 : c.below(2 * high!) + low));
      io.set(inputs);
      const here = { ...seen, obs, last: env.acts.map(({ kind }) => (kind === "bool" ? c.pick([0, 2]) : c.below(3))) };
      for (const what of ["expire", "tick"] as const) {
        run[what](here);
        for (const one of io.subarray(layout.log, Math.min(layout.logEnd, layout.log + io[layout.logged]!))) yield `${tree.nodes[Math.floor(one / LOG_STEP)]!.name} ${one % LOG_STEP}`;
      }
    }
  }
});
