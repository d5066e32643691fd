import fc from "fast-check";
import { expect, test } from "vitest";
import { makeBundle } from "../../compiler/bundle.ts";
import type { ProgramIr, SampledGuardIr } from "../../compiler/ir/ir.ts";
import { layoutOf } from "../../compiler/ir/layout.ts";
import type { Layout } from "../../compiler/ir/layout.ts";
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
  let acted = 0;
  await fc.assert(fc.asyncProperty(fc.integer(), async (seed) => {
    const c = new Chance(seed);
    await opened(sampledProgram(c, GUARDS), (sandbox, program) => {
      for (const guard of program.guards as SampledGuardIr[]) acted += compareSteps(c, program, guard, sandbox);
    });
  }), { numRuns: 25 * TIMES });
  // A generator whose proposals never pass would compare little.
  expect(acted).toBeGreaterThan(20);
});

/** How often a proposer other than the last acted. */
function compareSteps(c: Chance, program: ProgramIr, guard: SampledGuardIr, sandbox: Sandbox): number {
  const layout = layoutOf(program, guard);
  const io = new Float64Array(new SharedArrayBuffer(8 * layout.size));
  const mirror = new Float64Array(layout.size);
  const [isolated, interpreted] = [sandbox.bindSampled(guard.name, io), new InterpretedGuard(program, guard.name)];
  isolated.reset();
  interpreted.reset(mirror);
  let acted = 0;
  for (let k = 0; k < 15; k++) {
    write(c, program, guard, layout, mirror);
    io.set(mirror.subarray(0, layout.state));
    isolated.step();
    interpreted.step(mirror);
    // How each engine keeps its windows is its own.
    const shared = (buffer: Float64Array): unknown[] => plain(buffer.filter((_, i) => i < layout.monitors || i >= layout.stateEnd));
    expect(shared(io), `${guard.name}, step ${k}`).toEqual(shared(mirror));
    if (mirror[layout.acting]! < guard.proposers.length - 1) acted++;
  }
  return acted;
}

function write(c: Chance, program: ProgramIr, guard: SampledGuardIr, layout: Layout, io: Float64Array): void {
  const env = program.envs[0]!;
  const odd = (): number => (c.is(0.05) ? c.pick([NaN, Infinity, -Infinity]) : c.number());
  const value = (kind: string): number => (kind === "bool" ? c.pick([0, 2, 2, 1]) : kind === "enum" ? c.below(3) : odd());
  io[layout.valid] = c.is(0.92) ? 1 : 0;
  env.obs.forEach((slot, i) => (io[layout.obs + i] = value(slot.kind)));
  guard.proposers.forEach((_, p) => {
    const offer = layout.offers[p];
    if (offer === null || offer === undefined) return;
    io[offer.present] = c.is(0.9) ? 1 : c.pick([0, 2, NaN]);
    io[offer.age] = c.is(0.9) ? 0.05 : c.pick([-1, NaN, 0.1, 0.2]);
    env.acts.forEach((slot, i) => (io[offer.action + i] = slot.integer ? Math.round(value(slot.kind)) : value(slot.kind) / 3));
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
