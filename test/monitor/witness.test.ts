import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { compileText } from "../../runtime/files/load.ts";
import { oracle, type Sample } from "../../runtime/interpreter/trace.ts";
import { openMonitor, type Monitor } from "../../runtime/monitor/monitor.ts";
import type { TraceColumns } from "../../runtime/monitor/offline.ts";
import { witness, type Witness } from "../../runtime/monitor/witness.ts";
import { formulas, program, samples } from "../property/formulas.ts";

const LONG = process.env["POL_LONG"] === "1";
const seed = process.env["CI"] || !LONG ? 20261123 : undefined;

const HEAD = `enum Mode { idle, armed }
fn near(a: number, b: number) -> bool = a < b and b < a + 3
fn twice(a: [m]) -> [m] = 2 * a
env road at 10Hz {
  observe gap: [m] in 0..200
  observe x: number
  observe p: bool
  observe q: bool
  observe mode: Mode
  act u: [m/s] in -8..8 default 1
}
memory run over road: number = 0 then (if p then run + 1 else 0)
memory beats over road: number = 0 then beats + 1
spec clear over road = always gap > 2m
`;
const truths = (row: string): Float64Array => Float64Array.from(row, (c) => "0?1".indexOf(c));
const ROAD: TraceColumns = {
  length: 6, times: null, acts: [Float64Array.of(0, 1, 2, 3, 4, 5)],
  obs: [Float64Array.of(5, 4, 1.25, 6, 7, 8), Float64Array.of(1, 2, 3, 4, 4, NaN), truths("111011"), truths("00000?"), Float64Array.of(0, 0, 0, 0, 1, 1)],
};

async function judged(formula: string, instant: number, trace = ROAD, head = HEAD): Promise<(Witness & { readonly blamed: string; readonly short: string }) | null> {
  const text = `${head}spec s over road = ${formula}\n`;
  const { ir } = await compileText("by-hand.pol", text);
  const result = witness(ir, ir.envs[0]!, formulaOf(ir, "s"), trace, instant, text);
  return result && { ...result, blamed: text.slice(...result.at), short: result.samples.map(({ signal, index }) => signal + index).join(" ") };
}

const formulaOf = (ir: ProgramIr, name: string): Ir => ir.specs.find((s) => s.name === name)!.formula;

describe("by hand", () => {
  test.each<[formula: string, instant: number, samples: string, blamed: string, at: number, words: string]>([
    ["always gap > 2m", 0, "gap2", "gap > 2m", 2, "at 0.2 s `gap` is 1.25 m, not above 2 m"],
    ["always (x > 0 and gap > 2m)", 0, "gap2", "gap > 2m", 2, "at 0.2 s `gap` is 1.25 m, not above 2 m"],
    ["always ((eventually q) or gap > 2m)", 5, "", "", -1, ""],
    ["gap > 20m or x > 3", 0, "gap0 x0", "gap > 20m or x > 3", 0, "at 0 s `gap` is 5 m, not above 20 m, and `x` is 1, not above 3"],
    ["p implies q", 0, "p0 q0", "p implies q", 0, "at 0 s `p` is true, and `q` is false"],
    ["always (p iff q)", 0, "p0 q0", "p iff q", 0, "at 0 s `p` is true, and `q` is false"],
    ["p xor p", 0, "p0", "p xor p", 0, "at 0 s `p` is true"],
    ["(once q) == p", 4, "q0 q1 q2 q3 p4 q4", "(once q) == p", 4, "from 0 s to 0.4 s `q` is never true, and at 0.4 s `p` is true"],
    ["if p then q else gap > 3m", 0, "p0 q0", "if p then q else gap > 3m", 0, "at 0 s `p` is true, and `q` is false"],
    ["eventually[0s, 0.3s] gap > 20m", 0, "gap0 gap1 gap2 gap3", "eventually[0s, 0.3s] gap > 20m", 0, "from 0 s to 0.3 s `gap` is never above 20 m (it is 6 m at most, at 0.3 s)"],
    ["eventually[0s, 0.3s] gap > 20m", 5, "gap5", "gap > 20m", 5, "at 0.5 s `gap` is 8 m, not above 20 m"],
    ["eventually[0.3s, 0.4s] x < 4", 0, "x3 x4", "eventually[0.3s, 0.4s] x < 4", 0, "from 0.3 s to 0.4 s `x` is never below 4 (it is 4 throughout)"],
    ["once[0.1s, 0.3s] q", 0, "", "once[0.1s, 0.3s] q", 0, "at 0 s `once[0.1s, 0.3s] q` is false, as the trace has no sample there"],
    ["once[0.1s, 0.3s] q", 5, "q2 q3 q4", "once[0.1s, 0.3s] q", 5, "from 0.2 s to 0.4 s `q` is never true"],
    ["historically p", 5, "p3", "p", 3, "at 0.3 s `p` is false"],
    ["not once gap > 3m", 5, "gap5", "not once gap > 3m", 5, "at 0.5 s `gap` is 8 m, above 3 m"],
    ["p until q", 0, "q0 q1 q2 p3 q3", "p until q", 0, "from 0 s to 0.3 s `q` is never true, and at 0.3 s `p` is false"],
    ["p until[0.4s, 0.5s] q", 0, "p3", "p", 3, "at 0.3 s `p` is false"],
    ["p since q", 4, "p3 q3 q4", "p since q", 4, "at 0.3 s `p` is false, and from 0.3 s to 0.4 s `q` is never true"],
    ["p unless q", 0, "q0 q1 q2 p3 q3", "p unless q", 0, "from 0 s to 0.3 s `q` is never true, and at 0.3 s `p` is false"],
    ["p unless q", 4, "", "", -1, ""],
    ["q release p", 0, "q0 q1 q2 p3", "q release p", 0, "from 0 s to 0.2 s `q` is never true, and at 0.3 s `p` is false"],
    ["next q", 0, "q1", "q", 1, "at 0.1 s `q` is false"],
    ["next q", 5, "", "next q", 5, "at 0.5 s `next q` is false, as the trace has no sample there"],
    ["weak next q", 5, "", "", -1, ""],
    ["previous q", 5, "q4", "q", 4, "at 0.4 s `q` is false"],
    ["rise p", 5, "p4", "rise p", 5, "at 0.4 s `p` is true"],
    ["rise p", 3, "p3", "p", 3, "at 0.3 s `p` is false"],
    ["fall p", 0, "p0", "fall p", 0, "at 0 s `p` is true"],
    ["clear", 0, "gap2", "gap > 2m", 2, "at 0.2 s `gap` is 1.25 m, not above 2 m"],
    ["near(x, 2)", 3, "x3", "near(x, 2)", 3, "at 0.3 s `x` is 4, not below 2"],
    ["twice(gap) > 40m", 0, "gap0", "twice(gap) > 40m", 0, "at 0 s `twice(gap) > 40m` does not hold (`gap` is 5 m)"],
    ["(previous u) < 0.5[m/s]", 5, "u4", "(previous u) < 0.5[m/s]", 5, "at 0.5 s `previous u` is 4 m/s, not below 0.5 m/s"],
    ["(previous u) < 0.5[m/s]", 0, "", "(previous u) < 0.5[m/s]", 0, "at 0 s `previous u` is 1 m/s, not below 0.5 m/s"],
    ["always (gap / 1m > previous x)", 0, "x1 gap2", "gap / 1m > previous x", 2, "at 0.2 s `gap / 1m > previous x` does not hold (`gap` is 1.25 m, `previous x` is 2)"],
    ["run < 2", 5, "p3 p4 p5", "run < 2", 5, "at 0.5 s `run` is 2, not below 2"],
    ["always beats < 3", 0, "", "beats < 3", 3, "at 0.3 s `beats` is 3, not below 3"],
    ["margin(clear) > 3m", 0, "gap0", "margin(clear) > 3m", 0, "at 0 s `margin(clear) > 3m` does not hold (`margin(clear)` is 3)"],
    ["robustness(clear) > 0m", 2, "gap2 gap3 gap4 gap5", "robustness(clear) > 0m", 2, "at 0.2 s `robustness(clear) > 0m` does not hold (`robustness(clear)` is -0.75)"],
    ["mode == armed", 0, "mode0", "mode == armed", 0, "at 0 s `mode` is idle, not armed"],
    ["x in 5..6", 0, "x0", "x in 5..6", 0, "at 0 s `x` is 1, not at least 5"],
    ["2 > x", 3, "x3", "2 > x", 3, "at 0.3 s `x` is 4, not below 2"],
    ["always (x is present)", 0, "x5", "x is present", 5, "at 0.5 s `x is present` does not hold (`x` is unknown)"],
    ["x is missing", 0, "x0", "x is missing", 0, "at 0 s `x is present` holds (`x` is 1)"],
    ["false", 0, "", "false", 0, "at 0 s `false` is false whatever the signals are"],
    ["x > 0", 5, "", "", -1, ""],
    ["x > 0", 6, "", "", -1, ""],
    ["(if once q then x else gap / 1m) > 30", 1, "q0 gap1 q1", "(if once q then x else gap / 1m) > 30", 1,
      "from 0 s to 0.1 s `q` is never true, and at 0.1 s `(if once q then x else gap / 1m) > 30` does not hold (`q` is false, `x` is 2, `gap` is 4 m)"],
    ["not (p and not q and gap > 1m and x < 9)", 0, "gap0 p0 q0 x0", "not (p and not q and gap > 1m and x < 9)", 0,
      "at 0 s `p` is true, and `q` is false, and `gap` is 5 m, above 1 m, and 1 more"],
  ])("%s at %i", async (formula, instant, samples, blamed, at, words) => {
    const result = await judged(formula, instant);
    if (at < 0) return expect(result).toBeNull();
    expect(result).toMatchObject({ short: samples, blamed, instant: at, words });
  });

  test("a gap that does not open again", async () => {
    const gap = Float64Array.from({ length: 100 }, (_, k) => (k < 40 ? 12 : k < 45 ? 8 : k < 70 ? 5 + (k % 7) / 4 : 15));
    const trace = { ...ROAD, length: 100, obs: [gap, ...Array<Float64Array>(4).fill(new Float64Array(100))], acts: [null] };
    const result = await judged("always (gap < 10m implies eventually[0s, 2s] gap >= 10m)", 0, trace);
    expect(result).toMatchObject({
      instant: 40, blamed: "gap < 10m implies eventually[0s, 2s] gap >= 10m",
      words: "at 4 s `gap` is 8 m, below 10 m, and from 4 s to 6 s `gap` is never at least 10 m (it is 8 m at most, at 4 s)",
    });
    expect(result!.samples.map((s) => s.index)).toEqual(Array.from({ length: 21 }, (_, i) => 40 + i));
    expect(result!.samples[0]).toEqual({ signal: "gap", index: 40, value: 8 });
  });

  test("without the source, words write the formula down", async () => {
    const { ir } = await compileText("by-hand.pol", `${HEAD}spec s over road = (previous gap) - gap * (x + 1) > twice(gap)\n`);
    expect(witness(ir, ir.envs[0]!, formulaOf(ir, "s"), ROAD, 1)!.words).toBe("at 0.1 s `(previous gap) - gap * (x + 1) > twice(gap)` does not hold (`previous gap` is 5 m, `gap` is 4 m, `x` is 2)");
  });

  test("times of their own: a window holds the value at its lower end", async () => {
    const head = "env road {\n  observe p: bool\n  observe q: bool\n}\n";
    const trace = { length: 4, times: Float64Array.of(0, 0.25, 7.5, 9), obs: [truths("0100"), truths("1111")], acts: [] };
    expect(await judged("eventually[1s, 2s] p", 0, trace, head)).toBeNull();
    expect(await judged("eventually[1s, 2s] p", 2, trace, head)).toMatchObject({ short: "p2 p3", words: "from 7.5 s to 9 s `p` is never true" });
    expect(await judged("once[1s, 7s] p", 2, trace, head)).toBeNull();
  });

  test("a long trace, and a formula that needs all of it", async () => {
    const length = 300_000, head = "env road at 100Hz {\n  observe p: bool\n  observe q: bool\n}\n";
    const trace = { length, times: null, obs: [new Float64Array(length).fill(2), new Float64Array(length)], acts: [] };
    expect((await judged("p until q", 0, trace, head))!.samples).toHaveLength(length);
    expect(await judged("always (p implies eventually q)", 0, trace, head)).toMatchObject({ short: `p${length - 1} q${length - 1}` });
    expect(await judged("always (p implies once q)", length - 1, trace, head)).toMatchObject({ instant: length - 1 });
  });
});

type Row = { readonly x: number; readonly y: number; readonly on: number };
// No formula here reads z: whether a value is there needs more than what hides it.
const NAMES = ["x", "y", "z", "on"];

function columns(trace: readonly Row[], times: Float64Array | null = null): TraceColumns {
  return { length: trace.length, obs: [Float64Array.from(trace, (s) => s.x), Float64Array.from(trace, (s) => s.y), new Float64Array(trace.length).fill(NaN), Float64Array.from(trace, (s) => s.on)], acts: [], times };
}

/** A trace of which nothing but this is known. */
function only(kept: Witness["samples"], { length, times }: TraceColumns): TraceColumns {
  const obs = [NaN, NaN, NaN, 1].map((nothing) => new Float64Array(length).fill(nothing));
  for (const { signal, index, value } of kept) obs[NAMES.indexOf(signal)]![index] = value;
  return { length, times, obs, acts: [] };
}

/** It is enough, and without any one of its samples it is not. */
function expectLeast({ samples }: Witness, trace: TraceColumns, truth: (trace: TraceColumns) => string): void {
  expect(truth(only(samples, trace))).toBe("false");
  for (const one of samples) expect(truth(only(samples.filter((s) => s !== one), trace)), `without ${JSON.stringify(one)}`).not.toBe("false");
}

function defined(ir: ProgramIr, { length, obs }: TraceColumns, formula: Ir, instant: number): string {
  const rows = Array.from({ length }, (_, k): Sample => ({ obs: obs.map((column) => column[k]!), act: [], mem: [], last: [], active: NaN }));
  return ["false", "unknown", "true"][oracle(ir, ir.envs[0]!, rows).truth(formula, instant)]!;
}

const A_BUNDLE = 50;

async function forAll(depth: number, bundles: number, wrap: (text: string) => string, times: fc.Arbitrary<readonly number[]>, check: (m: Monitor, i: number, trace: Row[], gaps: readonly number[]) => void): Promise<void> {
  const many = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: A_BUNDLE, maxLength: A_BUNDLE });
  const drawn = fc.tuple(many(formulas({ endless: true, past: false, depth })), many(samples), many(times));
  for (const [texts, traces, gaps] of fc.sample(drawn, { numRuns: LONG ? 20 * bundles : bundles, ...(seed !== undefined && { seed: seed + depth }) })) {
    const monitor = await openMonitor(await compileText("random.pol", program(texts.map(wrap), ["sampled", "timed"])));
    try {
      for (const [i, text] of texts.entries()) {
        try {
          check(monitor, i, traces[i]!, gaps[i]!);
        } catch (error) {
          throw new Error(`${wrap(text)} over ${JSON.stringify(traces[i])} by ${JSON.stringify(gaps[i])}: ${(error as Error).message}`, { cause: error });
        }
      }
    } finally {
      monitor.dispose();
    }
  }
}

const NO_TIMES = fc.constant<readonly number[]>([]);

describe("random formulas", () => {
  test.each([1, 2, 3])("of depth %i: what a witness tells is enough, and no sample of it can be left out", { timeout: 600_000 }, async (depth) => {
    let found = 0;
    await forAll(depth, 4, (text) => text, NO_TIMES, ({ program: ir }, i, rows) => {
      const formula = formulaOf(ir, `sampled_${i}`), trace = columns(rows);
      for (const instant of new Set([0, Math.floor(rows.length / 2), rows.length - 1])) {
        const result = witness(ir, ir.envs[0]!, formula, trace, instant);
        expect(result === null).toBe(defined(ir, trace, formula, instant) !== "false");
        const timed = witness(ir, ir.envs[1]!, formulaOf(ir, `timed_${i}`), columns(rows, Float64Array.from(rows, (_, k) => k)), instant);
        expect([timed?.samples, timed?.words]).toEqual([result?.samples, result?.words]);
        if (result === null) continue;
        found++;
        expectLeast(result, trace, (part) => defined(ir, part, formula, instant));
      }
    });
    expect(found).toBeGreaterThan(150);
  });

  const gaps = fc.array(fc.constantFrom(0, 0.25, 0.5, 1, 1, 1.5, 4), { minLength: 14, maxLength: 14 });
  test.each(["always", "eventually"])("over samples with times of their own, under %s: the same", { timeout: 600_000 }, async (word) => {
    let found = 0;
    await forAll(2, 4, (text) => `${word} ${text}`, gaps, (monitor, i, rows, steps) => {
      let time = 0;
      const trace = columns(rows, Float64Array.from(rows, (_, k) => (time += k === 0 ? 0 : steps[k]!)));
      const truth = (part: TraceColumns): string => monitor.judge(`timed_${i}`, part).truth;
      const result = witness(monitor.program, monitor.envOf(`timed_${i}`), formulaOf(monitor.program, `timed_${i}`), trace, 0);
      expect(result === null).toBe(truth(trace) !== "false");
      if (result === null) return;
      found++;
      expectLeast(result, trace, truth);
    });
    expect(found).toBeGreaterThan(30);
  });
});
