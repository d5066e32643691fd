import fc from "fast-check";
import { expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { SmoothLeast } from "../../runtime/kernel/smooth-mean.ts";
import type { TraceColumns } from "../../runtime/monitor/offline.ts";
import { openMonitor, type Monitor } from "../../runtime/monitor/monitor.ts";
import { formulas, program } from "./formulas.ts";

const A_BUNDLE = 50;
const EPSILON = 1e-8;

const number = fc.integer({ min: -3, max: 3 });
const known = fc.array(fc.record({ x: number, y: number, z: number, on: fc.constantFrom(0, 2) }), { minLength: 1, maxLength: 14 });
type Trace = readonly { readonly x: number; readonly y: number; readonly z: number; readonly on: number }[];

/** In the order in which the env declares them. */
function columns(m: Monitor, trace: Trace, times: Float64Array | null = null): TraceColumns {
  const names = m.program.envs[0]!.obs.map((slot) => slot.name) as (keyof Trace[number])[];
  return { length: trace.length, obs: names.map((name) => Float64Array.from(trace, (s) => s[name])), acts: [], times };
}

/** Runs `check` on random formulas, each with a trace of its own in which all is known. */
async function forAll(wanted: number, envs: readonly ("sampled" | "timed")[], check: (m: Monitor, text: string, i: number, trace: Trace) => void): Promise<void> {
  // Of the sample before the first one nothing is known.
  const formula = formulas({ endless: true, past: false, depth: 3 }).map((text) => text.replaceAll("previous x", "y - 1"));
  const drawn = fc.tuple(fc.array(formula, { minLength: A_BUNDLE, maxLength: A_BUNDLE }), fc.array(known, { minLength: A_BUNDLE, maxLength: A_BUNDLE }));
  for (const [texts, traces] of fc.sample(drawn, { numRuns: wanted / A_BUNDLE, seed: 20270110 })) {
    const monitor = await openMonitor(await compileText("random.pol", program(texts, envs)));
    try {
      for (const [i, text] of texts.entries()) {
        try {
          check(monitor, text, i, traces[i]!);
        } catch (error) {
          throw new Error(`${text} over ${JSON.stringify(traces[i])}: ${(error as Error).message}`, { cause: error });
        }
      }
    } finally {
      monitor.dispose();
    }
  }
}

function mean(sign: 1 | -1, sharpness: number, values: Iterable<number>): number {
  const all = new SmoothLeast(sign, sharpness);
  for (const value of values) all.add(value);
  return all.value;
}

async function withSpec<T>(formula: string, run: (m: Monitor) => T, env = "env e at 1Hz {\n  observe x: number\n  observe y: number\n  observe z: number\n}\n"): Promise<T> {
  const monitor = await openMonitor(await compileText("smooth.pol", `${env}spec s over e = ${formula}\n`));
  try {
    return run(monitor);
  } finally {
    monitor.dispose();
  }
}

const xyz = (x: readonly number[], y: readonly number[] = x, z: readonly number[] = x) => ({ length: x.length, obs: [x, y, z].map((one) => Float64Array.from(one)), acts: [], times: null });

test("the sign is that of the exact robustness, at zero too", { timeout: 600_000 }, async () => {
  let compared = 0;
  await forAll(300, ["sampled"], (m, _, i, trace) => {
    for (const name of [`sampled_${i}`, `sampled_${i}_always`]) {
      for (const end of ["neutral", "hold"] as const) {
        const exact = m.judge(name, columns(m, trace), end);
        for (const sharpness of [1, 3.5, 40]) {
          const { values, first } = m.smooth(name, columns(m, trace), { sharpness, end });
          for (let k = 0; k < trace.length; k++) expect(Math.sign(values[k]!) + 0, `${sharpness} at ${k}: ${values[k]} for ${exact.lo[k]}`).toBe(Math.sign(exact.lo[k]!) + 0);
          expect(Math.sign(first) + 0).toBe(Math.sign(exact.robustness[0]) + 0);
          compared += trace.length;
        }
      }
    }
  });
  expect(compared).toBeGreaterThan(10_000);
});

test("samples with times of their own mean the same where the times are even", { timeout: 600_000 }, async () => {
  await forAll(100, ["sampled", "timed"], (m, text, i, trace) => {
    const even = m.smooth(`sampled_${i}`, columns(m, trace)).values, timed = m.smooth(`timed_${i}`, columns(m, trace, Float64Array.from(trace, (_, k) => k))).values;
    // By sample a way to a window that begins later is a window of its own, and a window of one sample is none: other means, of the same sign.
    const own = /(since|until|unless|release)\[[1-9]|\[(\d)s, \2s\]/.test(text);
    for (let k = 0; k < trace.length; k++) {
      expect(Math.sign(timed[k]!) + 0).toBe(Math.sign(even[k]!) + 0);
      if (!own && Number.isFinite(even[k]!)) expect(Math.abs(timed[k]! - even[k]!)).toBeLessThanOrEqual(1e-12);
    }
    for (const end of ["neutral", "hold"] as const) {
      const uneven = columns(m, trace, Float64Array.from(trace, (_, k) => Math.round(k * k / 3) / 2));
      const { values } = m.smooth(`timed_${i}`, uneven, { end }), exact = m.judge(`timed_${i}`, uneven, end);
      expect([...values].map((one) => Math.sign(one) + 0)).toEqual([...exact.lo].map((one) => Math.sign(one) + 0));
    }
  });
});

/** The formula as the paper writes it, over powers and products that stay small. */
function written(p: number, y: readonly number[]): number {
  const n = y.length;
  const product = y.reduce((all, one) => all * Math.max(one, 0) ** 2, 1), sum = y.reduce((all, one) => all + Math.min(one, 0) ** (2 * p), 0);
  return Math.sqrt((EPSILON ** n + product) ** (1 / n)) - Math.sqrt((EPSILON ** p + sum / n) ** (1 / p));
}

test("three numbers, by hand", async () => {
  const cases: readonly (readonly [y: readonly [number, number, number], p: number, and: number])[] = [
    // cbrt(1·2·4) = 2, less sqrt(ε); of two below zero sqrt((1 + 4) / 3), of one 2 / sqrt(3), and with p = 2 the fourth root of 16 / 3.
    [[1, 2, 4], 1, 2 - 1e-4], [[1, -1, -2], 1, 1e-4 - 1.2909944487], [[3, 5, -2], 1, 1e-4 - 1.1547005384], [[3, 5, -2], 2, 1e-4 - 1.5196713713], [[0, 1, 2], 1, 0],
  ];
  for (const [y, p, and] of cases) {
    expect(mean(1, p, y)).toBeCloseTo(and, 8);
    expect(mean(1, p, y)).toBeCloseTo(written(p, y), 13);
    expect(mean(-1, p, y.map((one) => -one))).toBe(0 - mean(1, p, y));
    const [a, b, c] = y, trace = xyz([a], [b], [c]), options = { sharpness: p };
    expect(await withSpec("x > 0 and y > 0 and z > 0", (m) => m.smooth("s", trace, options).first)).toBe(mean(1, p, y));
    expect(await withSpec("x > 0 and (z > 0 and y > 0)", (m) => m.smooth("s", trace, options).first)).toBeCloseTo(mean(1, p, y), 13);
    expect(await withSpec("x < 0 or y < 0 or z < 0", (m) => m.smooth("s", trace, options).first)).toBe(0 - mean(1, p, y));
    expect(await withSpec("always x > 0", (m) => m.smooth("s", xyz(y), options).first)).toBe(mean(1, p, y));
    expect(await withSpec("eventually[2s] x < 0", (m) => m.smooth("s", xyz(y), options).first)).toBe(0 - mean(1, p, y));
  }
});

test("a way is a mean of its own beside what it leads to", async () => {
  const x = [2, 3, -1, 5], y = [-1, -2, 4, 1];
  const at = (k: number): number => mean(1, 1, [y[k]!, mean(1, 1, x.slice(0, k))]);
  expect(await withSpec("x > 0 until[3s] y > 0", (m) => m.smooth("s", xyz(x, y)).first)).toBe(mean(-1, 1, [0, 1, 2, 3].map(at)));
  const back = (k: number): number => mean(1, 1, [y[k]!, mean(1, 1, x.slice(k + 1))]);
  expect(await withSpec("x > 0 since y > 0", (m) => m.smooth("s", xyz(x, y)).values[3])).toBeCloseTo(mean(-1, 1, [3, 2, 1, 0].map(back)), 14);
});

test("an infinite operand is neutral or decides, and what is unknown makes unknown", async () => {
  expect(mean(1, 1, [])).toBe(Infinity);
  expect(mean(1, 1, [Infinity, 2, 8, Infinity])).toBe(mean(1, 1, [2, 8]));
  expect(mean(1, 1, [Infinity, 3])).toBe(3);
  expect(mean(1, 1, [-Infinity, 3])).toBe(-Infinity);
  expect(mean(-1, 1, [-Infinity, 3])).toBe(3);
  expect(mean(-1, 1, [Infinity, 3])).toBe(Infinity);
  expect(mean(1, 1, [-Infinity, NaN])).toBeNaN();
  const { values, first } = await withSpec("always (x > 0 and once[1s] y > 0)", (m) => m.smooth("s", xyz([1, 1, NaN, 1], [1, NaN, 1, 1])));
  expect([...values].map(Number.isNaN)).toEqual([false, true, true, false]);
  expect(first).toBeNaN();
  expect((await withSpec("always x > 0", (m) => m.smooth("s", xyz([1, 2]), { end: "interval" }))).first).toBeNaN();
});

test("the sharper, the nearer to what fails worst; what holds is a geometric mean", () => {
  const vectors = fc.sample(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 40 }), { numRuns: 2000, seed: 7 });
  for (const y of vectors) {
    const least = Math.min(...y), n = y.length;
    let before = Infinity;
    for (const p of [1, 2, 4, 16, 64, 1000]) {
      const value = mean(1, p, y), off = Math.abs(value - least);
      if (least < 0) {
        // |min| n^(-1/2p) - sqrt(ε) <= |value| <= |min|
        expect(off).toBeLessThanOrEqual(-least * (1 - n ** (-1 / (2 * p))) + 1.001e-4);
        expect(off).toBeLessThanOrEqual(before + 1e-4);
        before = off;
      } else if (least > 0) {
        expect(value).toBeGreaterThan(least - 1.001e-4);
        expect(value).toBeLessThanOrEqual(Math.max(...y));
        expect(value).toBe(mean(1, 1, y));
      }
    }
  }
});

test("the derivative by each sample is the same from both sides, where the exact one has a kink", async () => {
  const formula = "(x > 0 until[2s] y > 0) and ((once[1s] x > 1) or y < 2)";
  const kinks: readonly (readonly [x: readonly number[], y: readonly number[]])[] = [
    [[1, 1, 1], [1, 1, 1]], [[2, 2, 2], [2, 2, 2]], [[0, 0, 0], [0, 0, 0]], [[1, 0, 2], [-1, 0, 2]], [[-1, -1, 1], [-1, -1, -1]], [[0.5, 1, 1], [1, 0.5, 3]],
  ];
  await withSpec(formula, (m) => {
    const at = (x: readonly number[], y: readonly number[]): number => m.smooth("s", xyz(x, y)).first;
    for (const [x, y] of kinks) {
      // Above zero a conjunction rises within ε^(n/2), nested ones within less: only below that its derivative is seen to be 0.
      const here = at(x, y), h = here === 0 ? 1e-12 : 1e-6;
      for (const which of [0, 1] as const) for (let k = 0; k < 3; k++) {
        const moved = (by: number): number => {
          const of = [[...x], [...y]];
          of[which]![k]! += by;
          return at(of[0]!, of[1]!);
        };
        // One-sided differences, of second order.
        const side = (by: number): number => (4 * moved(by / 2) - moved(by) - 3 * here) / by;
        expect(Math.abs(side(h) - side(-h)), `${JSON.stringify([x, y])}, ${"xy"[which]!} at ${k}`).toBeLessThan(1e-5);
      }
    }
  });
  // The same measure sees a kink of the exact robustness.
  const exact = (x: number): number => Math.min(x, 1), h = 1e-6;
  expect(Math.abs((exact(1 + h) - 1) / h - (exact(1 - h) - 1) / -h)).toBeCloseTo(1, 6);
});

test("wide windows of large and small numbers stay finite, and keep their sign", async () => {
  const n = 10_000;
  for (const size of [5e-324, 1e-200, 1e-9, 1, 1e9, 1e200, 1.7976931348623157e308]) {
    for (const sharpness of [1, 8, 1e6]) {
      for (const sign of [1, -1]) {
        const value = mean(1, sharpness, Array<number>(n).fill(sign * size)), one = mean(1, sharpness, [...Array<number>(n - 1).fill(size), -size]);
        expect(Number.isFinite(value) && Number.isFinite(one)).toBe(true);
        expect([Math.sign(value), Math.sign(one)]).toEqual([sign, -1]);
        expect(Math.abs(value)).toBeLessThanOrEqual(size);
        if (size > 1) expect(Math.abs(value) / size).toBeCloseTo(1, 3);
      }
    }
  }
  const x = Float64Array.from({ length: n + 10 }, (_, k) => Math.sin(k / 3000) * 1e300);
  const { values } = await withSpec("eventually[9999s] x > 0", (m) => m.smooth("s", { ...xyz([]), length: x.length, obs: [x, x, x] }));
  expect(values.every(Number.isFinite)).toBe(true);
});

test("what would take hours is refused, and so is a sharpness below one", async () => {
  const x = new Float64Array(70_000), trace = { length: x.length, obs: [x, x, x], acts: [], times: null };
  await withSpec("always eventually x > 0", (m) => {
    expect(() => m.smooth("s", trace)).toThrow("the windows of `s` read 2.5e+9 values over 70000 samples");
    expect(() => m.smooth("s", xyz([1]), { sharpness: 0.5 })).toThrow("sharpness is a number from 1, not 0.5");
  });
  // `always φ` needs φ once a sample, however long the trace.
  expect(await withSpec("always x >= 0", (m) => m.smooth("s", trace).first)).toBe(0);
});
