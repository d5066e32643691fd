import { afterAll, expect, test, vi } from "vitest";
import { outcomesOf, type Outcomes } from "../../compiler/analyze/tree-outcomes.ts";
import type { ProgramIr } from "../../compiler/ir/ir.ts";
import { TreeStatus } from "../../compiler/ir/tree.ts";
import { TreeInterpreter } from "../../runtime/interpreter/tree.ts";
import { TreeRun } from "../../runtime/interpreter/tree-run.ts";
import { Chance } from "../property/random.ts";
import { treeProgram } from "./generate.ts";
import { steps, write } from "./steps.ts";

const SEEDS = process.env["POL_LONG"] === "1" ? 20_000 : 1500;
const BIT: Readonly<Record<number, number>> = { [TreeStatus.success]: 1, [TreeStatus.failure]: 2, [TreeStatus.running]: 4, [TreeStatus.skipped]: 8 };

interface Seen {
  readonly node: number;
  readonly wasIdle: boolean;
  readonly gave: number;
}
const seen: Seen[] = [];
const { visit } = TreeRun.prototype;
vi.spyOn(TreeRun.prototype, "visit").mockImplementation(function (this: TreeRun, node) {
  const wasIdle = this.status(node) === TreeStatus.idle, gave = visit.call(this, node);
  seen.push({ node, wasIdle, gave: BIT[gave]! });
  return gave;
});
afterAll(() => vi.restoreAllMocks());

/** The steps forbid sources, as a machine would. */
const followed = (program: ProgramIr): ProgramIr => ({ ...program, guards: [{ kind: "sampled", name: "g", env: "e", at: [0, 0], proposers: [], conditions: [], follows: "m", later: [] }] });

function check({ gives, starts, reached }: Outcomes, { node, wasIdle, gave }: Seen, where: string): void {
  if ((gives[node]! & gave) !== 0 && reached[node] === true && (!wasIdle || (starts[node]! & gave) !== 0)) return;
  expect.fail(`${where}: node ${node} gives ${gave}, of ${gives[node]}, at the start of ${starts[node]}${reached[node] === true ? "" : ", and is said not to be visited"}`);
}

test("no node gives what it is not said to give, none is visited that is said not to be, and much is denied", () => {
  let denied = 0, told = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const c = new Chance(seed), { program, tree } = treeProgram(c, 1 + (seed % 25)), env = program.envs[0]!;
    const run = new TreeInterpreter(program, tree), outcomes = outcomesOf(followed(program), tree);
    denied += outcomes.reached.filter((one) => !one).length;
    told += [...outcomes.gives, ...outcomes.starts].reduce((n, outs) => n + [1, 2, 4, 8].filter((bit) => (outs & bit) === 0).length, 0);
    run.reset();
    for (const step of steps(c, env, tree, 12)) {
      run.io.set(step.inputs, 0);
      seen.length = 0;
      for (const what of step.does) what === "reset" ? run.reset() : run[what](step.seen);
      for (const one of seen) check(outcomes, one, `seed ${seed}`);
      write(run.io, env, tree, step);
    }
  }
  expect(denied).toBeGreaterThan(SEEDS / 4);
  expect(told).toBeGreaterThan(4 * SEEDS);
}, 600_000);
