import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ir } from "../../compiler/ir/ir.ts";
import { compileText } from "../../runtime/files/load.ts";
import { oracle, type Oracle, type Sample } from "../../runtime/interpreter/trace.ts";
import { openMonitor, type Monitor } from "../../runtime/monitor/monitor.ts";
import { formulas, program, samples, type Choice } from "./formulas.ts";

const LONG = process.env["POL_LONG"] === "1";
const A_BUNDLE = 50;
const seed = process.env["CI"] || !LONG ? 20261122 : undefined;

type Trace = readonly { readonly x: number; readonly y: number; readonly z: number; readonly on: number; readonly missed?: true }[];

const toSample = (s: Trace[number]): Sample => ({ obs: [s.x, s.y, s.z, s.on], act: [], mem: [], last: [], active: NaN, ...(s.missed && { unknown: true }) });
const NOT_SEEN: Trace[number] = { x: NaN, y: NaN, z: NaN, on: 1, missed: true };
const NOTHING: Sample = toSample(NOT_SEEN);

/** Runs `check` on bundles of random formulas, each with a trace of its own. */
async function forAll(choice: Choice, formulasWanted: number, check: (m: Monitor, i: number, trace: Trace) => void, envs: readonly ("sampled" | "timed")[] = ["sampled"]): Promise<void> {
  const drawn = fc.tuple(fc.array(formulas(choice), { minLength: A_BUNDLE, maxLength: A_BUNDLE }), fc.array(samples, { minLength: A_BUNDLE, maxLength: A_BUNDLE }));
  const bundles = fc.sample(drawn, { numRuns: Math.ceil((LONG ? 25 : 1) * formulasWanted / A_BUNDLE), ...(seed !== undefined && { seed }) });
  for (const [texts, traces] of bundles) {
    const monitor = await openMonitor(await compileText("random.pol", program(texts, envs)));
    try {
      for (const [i, text] of texts.entries()) {
        try {
          check(monitor, i, traces[i]!);
        } catch (error) {
          throw new Error(`${text} over ${JSON.stringify(traces[i])}: ${(error as Error).message}`, { cause: error });
        }
      }
    } finally {
      monitor.dispose();
    }
  }
}

const columns = (trace: Trace, times: Float64Array | null = null) => ({
  length: trace.length, obs: [Float64Array.from(trace, (s) => s.x), Float64Array.from(trace, (s) => s.y), Float64Array.from(trace, (s) => s.z), Float64Array.from(trace, (s) => s.on)], acts: [], times,
});
const observation = ({ x, y, z, on }: Trace[number]) => ({ x, y, ...(Number.isNaN(z) ? {} : { z }), on: on === 1 ? null : on === 2 });
const plain = (numbers: readonly number[]): number[] => numbers.map((n) => n + 0);
const formulaOf = (m: Monitor, name: string): Ir => m.program.specs.find((s) => s.name === name)!.formula;
const defined = (m: Monitor, trace: Trace, more = 0): Oracle => oracle(m.program, m.envOf("sampled_0"), [...trace.map(toSample), ...Array<Sample>(more).fill(NOTHING)]);

test("a whole trace is judged as the definition says", { timeout: 600_000 }, async () => {
  await forAll({ endless: true, past: false, depth: 3, optional: true }, 1000, (m, i, trace) => {
    const formula = formulaOf(m, `sampled_${i}`), judge = defined(m, trace);
    const { truth, robustness } = m.judge(`sampled_${i}`, columns(trace)), whole = m.signal(`sampled_${i}`, columns(trace));
    for (let k = 0; k < trace.length; k++) {
      const { lo, hi } = judge.between(formula, k);
      expect(plain([whole.lo[k]!, whole.hi[k]!]), `robustness at ${k}`).toEqual(plain([lo, hi]));
    }
    expect(["false", "unknown", "true"].indexOf(truth)).toBe(judge.truth(formula, 0));
    expect(plain(robustness as [number, number])).toEqual(plain([whole.lo[0]!, whole.hi[0]!]));
  });
});

test("samples with times of their own mean the same where the times are even", { timeout: 600_000 }, async () => {
  await forAll({ endless: true, past: false, depth: 3, optional: true }, 500, (m, i, trace) => {
    const even = m.judge(`sampled_${i}`, columns(trace)), timed = m.judge(`timed_${i}`, columns(trace, Float64Array.from(trace, (_, k) => k)));
    expect(plain([...timed.lo])).toEqual(plain([...even.lo]));
    expect(plain([...timed.hi])).toEqual(plain([...even.hi]));
    expect([...timed.truths]).toEqual([...even.truths]);
  }, ["sampled", "timed"]);
});

test("a trace that is left open is judged as if unknown samples followed", { timeout: 600_000 }, async () => {
  await forAll({ endless: false, past: false, depth: 2, optional: true }, 300, (m, i, trace) => {
    const name = `sampled_${i}`, formula = formulaOf(m, name), open = m.signal(name, columns(trace), "interval");
    const judge = defined(m, trace, 40);
    for (let k = 0; k < trace.length; k++) {
      const { lo, hi } = judge.between(formula, k);
      expect(plain([open.lo[k]!, open.hi[k]!]), `robustness at ${k}`).toEqual(plain([lo, hi]));
    }
  });
});

test("samples with times of their own settle as they come what the whole trace says, for what looks back", { timeout: 600_000 }, async () => {
  await forAll({ endless: true, past: true, depth: 3 }, 250, (m, i, drawn) => {
    // A column cannot say that a sample is unknown as a whole.
    const trace = drawn.map((s): Trace[number] => (s.on === 1 || Number.isNaN(s.x + s.y) ? { ...s, x: 0, y: 1, on: 2 } : s));
    // Uneven, some at one time.
    const times = Float64Array.from(trace, (_, k) => Math.floor(k * 0.75) + (k % 3 === 0 ? 0.25 : 0));
    times.sort();
    const name = `timed_${i}`, session = m.session(name), { lo, hi } = m.signal(name, columns(trace, times)), { truths } = m.judge(name, columns(trace, times));
    for (let k = 0; k < trace.length; k++) {
      const settled = session.push(observation(trace[k]!), {}, times[k]!);
      expect(settled?.instant).toBe(k);
      expect(plain(settled!.robustness as [number, number]), `at ${k}`).toEqual(plain([lo[k]!, hi[k]!]));
      expect(["false", "unknown", "true"].indexOf(settled!.truth), `at ${k}`).toBe(truths[k]);
    }
  }, ["timed"]);
});

test("online, each sample settles what the definition says, and the interval is what the prefix decides", { timeout: 600_000 }, async () => {
  await forAll({ endless: false, past: false, depth: 3, optional: true }, 500, (m, i, drawn) => {
    // A sample that is not valid is unknown as a whole.
    const trace = drawn.map((s) => (s.on === 1 || Number.isNaN(s.x + s.y) ? NOT_SEEN : s));
    const name = `sampled_${i}`, formula = formulaOf(m, name), session = m.session(name), whole = m.session(`${name}_always`);
    for (let k = 0; k < trace.length; k++) {
      const settled = session.push(observation(trace[k]!));
      const soFar = defined(m, trace.slice(0, k + 1), session.horizon + 1);
      if (settled === null) expect(k).toBeLessThan(session.horizon);
      else {
        const { lo, hi } = soFar.between(formula, settled.instant);
        expect(settled.instant).toBe(k - session.horizon);
        expect(plain(settled.robustness as [number, number]), `robustness of ${settled.instant}`).toEqual(plain([lo, hi]));
        expect(["false", "unknown", "true"].indexOf(settled.truth)).toBe(soFar.truth(formula, settled.instant));
      }
      const { lo, hi } = soFar.between(formula, 0), open = session.start();
      expect(plain(open.robustness as [number, number]), `interval after ${k}`).toEqual(plain([lo, hi]));
      expect(["false", "unknown", "true"].indexOf(open.verdict), `verdict after ${k}`).toBe(soFar.truth(formula, 0));
      const always = whole.push(observation(trace[k]!)), oldest = whole.interval(), ahead = soFar.between(formula, oldest.instant);
      expect(always?.robustness).toEqual(settled?.robustness);
      expect(oldest.instant).toBe(session.horizon === 0 ? k : Math.max(0, k + 1 - session.horizon));
      expect(plain(oldest.robustness as [number, number]), `oldest open after ${k}`).toEqual(plain([ahead.lo, ahead.hi]));
    }
  });
});
