import fc from "fast-check";
import { expect, test } from "vitest";
import { makeBundle } from "../../compiler/bundle.ts";
import type { ProgramIr, SampledGuardIr } from "../../compiler/ir/ir.ts";
import { layoutOf, machineOf, Status, treeNamed } from "../../compiler/ir/layout.ts";
import type { Layout } from "../../compiler/ir/layout.ts";
import { treeLayout } from "../../compiler/ir/tree-layout.ts";
import { inputsOfTrees, offerPlaces } from "../../runtime/guard/offers.ts";
import { modeOf } from "../../runtime/guard/mode-record.ts";
import { InterpretedGuard } from "../../runtime/interpreter/guard.ts";
import { judge } from "../../runtime/interpreter/tools.ts";
import { Sandbox } from "../../runtime/sandbox/isolate.ts";
import { Chance } from "./random.ts";
import { sampledProgram } from "./sampled-programs.ts";
import { Happened } from "../../runtime/interpreter/happened.ts";
import { Happenings } from "./event-formulas.ts";
import { anyCall, toolProgram } from "./tool-programs.ts";

const TIMES = process.env["POL_LONG"] === "1" ? 10 : 1;
const GUARDS = 12;
const source = { path: "t.pol", text: "" };

/** Both engines run the bundle's program. */
async function opened<T>(generated: ProgramIr, use: (sandbox: Sandbox, program: ProgramIr) => T): Promise<T> {
  const bundle = await makeBundle(generated, source, {}, "0");
  const sandbox = await Sandbox.open(bundle);
  try {
    return use(sandbox, bundle.ir);
  } finally {
    sandbox.dispose();
  }
}

test("isolate and interpreter leave the same bytes on generated sampled guards", { timeout: 600_000 }, async () => {
  const tally: Tally = { acted: 0, trees: 0, notInState: 0, entered: 0, rolledBack: 0, compensated: 0 };
  await fc.assert(fc.asyncProperty(fc.integer(), async (seed) => {
    const c = new Chance(seed);
    await opened(sampledProgram(c, GUARDS), (sandbox, program) => {
      for (const guard of program.guards as SampledGuardIr[]) compareSteps(c, program, guard, sandbox, tally);
    });
  // Few programs: the same ones each time, or what they do would now and then be counted too seldom.
  }), { numRuns: 25 * TIMES, ...(TIMES === 1 && { seed: 7 }) });
  // A generator whose proposals never pass, or whose machines never move, would compare little.
  for (const [what, times] of Object.entries(tally)) expect(times, what).toBeGreaterThan(2 * TIMES);
});

/** How often a proposer other than the last acted, a tree among them, and what machines did. */
interface Tally {
  acted: number;
  trees: number;
  notInState: number;
  entered: number;
  rolledBack: number;
  compensated: number;
}

function compareSteps(c: Chance, program: ProgramIr, guard: SampledGuardIr, sandbox: Sandbox, tally: Tally): void {
  const layout = layoutOf(program, guard);
  const inTrees = inputsOfTrees(program, guard, layout);
  const io = new Float64Array(new SharedArrayBuffer(8 * layout.size));
  const mirror = new Float64Array(layout.size);
  const [isolated, interpreted] = [sandbox.bindSampled(guard.name, io), new InterpretedGuard(program, guard.name)];
  isolated.reset();
  interpreted.reset(mirror);
  for (let k = 0; k < 15; k++) {
    write(c, program, guard, layout, mirror);
    io.set(mirror.subarray(0, layout.state));
    for (const [from, to] of inTrees) io.set(mirror.subarray(from, to), from);
    isolated.step();
    interpreted.step(mirror);
    // How each engine keeps its windows is its own.
    const shared = (buffer: Float64Array): unknown[] => plain(buffer.filter((_, i) => i < layout.monitors || i >= layout.stateEnd));
    expect(shared(io), `${guard.name}, step ${k}`).toEqual(shared(mirror));
    count(program, guard, layout, mirror, k, tally);
  }
}

function count(program: ProgramIr, guard: SampledGuardIr, layout: Layout, io: Float64Array, k: number, tally: Tally): void {
  const acting = io[layout.acting]!;
  if (acting < guard.proposers.length - 1) tally.acted += 1;
  if (layout.trees[acting] != null) tally.trees += 1;
  if (guard.proposers.some((_, p) => io[layout.status + p] === Status.notInState)) tally.notInState += 1;
  const machine = machineOf(program, guard);
  if (machine === null) return;
  const { since, rolledBack, doing } = modeOf(machine, io, layout.machine!, k);
  if (rolledBack === true) tally.rolledBack += 1;
  else if (k > 0 && since === k) tally.entered += 1;
  if (doing !== undefined) tally.compensated += 1;
}

function write(c: Chance, program: ProgramIr, guard: SampledGuardIr, layout: Layout, io: Float64Array): void {
  const env = program.envs[0]!;
  const odd = (): number => (c.is(0.05) ? c.pick([NaN, Infinity, -Infinity]) : c.number());
  const value = (kind: string): number => (kind === "bool" ? c.pick([0, 2, 2, 1]) : kind === "enum" ? c.below(3) : odd());
  io[layout.valid] = c.is(0.92) ? 1 : 0;
  env.obs.forEach((slot, i) => (io[layout.obs + i] = value(slot.kind)));
  for (const { places } of offerPlaces(program, guard, layout)) {
    io[places.present] = c.is(0.9) ? 1 : c.pick([0, 2, NaN]);
    io[places.age] = c.is(0.9) ? 0.05 : c.pick([-1, NaN, 0.1, 0.2]);
    env.acts.forEach((slot, i) => (io[places.action + i] = slot.integer ? Math.round(value(slot.kind)) : value(slot.kind) / 3));
  }
  guard.proposers.forEach(({ name }, p) => {
    const from = layout.trees[p];
    if (from == null) return;
    // What the host's leaves answer: how often, then running, success, failure or skipped.
    for (const at of treeLayout(env, treeNamed(program, name)).answers) {
      if (at === null) continue;
      io[from + at] = c.below(3);
      for (let i = 1; i <= 2; i++) io[from + at + i] = 1 + c.below(4);
    }
  });
}

/** −0 counts as 0; `toEqual` takes NaN for NaN. */
function plain(io: Float64Array): number[] {
  return Array.from(io, (x) => x + 0);
}

test("isolate and interpreter judge generated tool calls alike", { timeout: 600_000 }, async () => {
  const verdicts = new Map<string, number>();
  await fc.assert(fc.asyncProperty(fc.integer(), async (seed) => {
    const c = new Chance(seed);
    await opened(toolProgram(c, GUARDS), (sandbox, program) => {
      for (const guard of program.guards) {
        const [isolated, interpreted] = [sandbox.tools(guard.name), judge(program, guard.name)];
        const happenings = new Happenings(c), happened = new Happened(), capacity = c.is(0.3) ? 3 : 100, before = Array.from({ length: c.below(9) }, () => happenings.next());
        for (const event of before) {
          isolated.note(JSON.stringify(event), capacity);
          happened.add(event);
          happened.keep(capacity);
        }
        for (let k = 0; k < 30; k++) {
          const { tool, json } = anyCall(c);
          const args = JSON.parse(json).args as Record<string, unknown>, { time, turn } = happenings.judged();
          const verdict = happened.judging({ tool, args, time, turn }, () => interpreted(tool, args, happened));
          const call = `${json.slice(0, -1)}, "time": ${time}, "turn": ${turn}}`;
          expect(JSON.parse(isolated.decide(call)), `${JSON.stringify(before)} then ${call}`).toEqual(verdict);
          verdicts.set(verdict.verdict, (verdicts.get(verdict.verdict) ?? 0) + 1);
        }
      }
    });
  }), { numRuns: 15 * TIMES });
  for (const verdict of ["allow", "ask", "forbid"]) expect(verdicts.get(verdict) ?? 0, verdict).toBeGreaterThan(20);
});
