import { importRtamt } from "../../compiler/import/rtamt/import.ts";
import { compileText } from "../../runtime/files/load.ts";
import { openMonitor, type Monitor } from "../../runtime/monitor/monitor.ts";
import type { Kind, Outcome } from "./kind.ts";
import { readLines } from "./lines.ts";

/** A formula in RTAMT's syntax with a trace, and its robustness. */
interface Vector {
  readonly id: string;
  readonly category: string;
  readonly formula: string;
  readonly period: readonly [value: number, unit: "s" | "ms" | "us" | "ns"];
  /** `online`: `expected[t]` is of sample `t - horizon_samples`. `rosi_prefix`: `expected[k]` is the interval at sample 0 given samples 0..k. */
  readonly mode: "offline" | "online" | "rosi_prefix";
  readonly n: number;
  readonly horizon_samples: number;
  readonly signals: Readonly<Record<string, readonly number[]>>;
  readonly expected: readonly (Given | readonly [Given, Given] | null)[];
}

type Given = number | "inf" | "-inf";

/** Every vector goes through `pol import rtamt`, the compiler, and the code that `pol monitor` and sessions run. */
export const stl: Kind = {
  holds: (file) => file.endsWith(".jsonl"),
  run: (path, { progress }) => runCases(readLines(path), progress),
};

async function runCases(cases: readonly unknown[], progress: (done: number) => void): Promise<Outcome> {
  const differences: string[] = [];
  const by = new Map<string, { passed: number; failed: number }>();
  const began = performance.now();
  for (const [i, one] of (cases as readonly Vector[]).entries()) {
    const trouble = await judge(one);
    const count = by.get(one.category) ?? { passed: 0, failed: 0 };
    by.set(one.category, count);
    if (trouble === null) count.passed++;
    else {
      count.failed++;
      differences.push(`${one.id} (${one.category}) ${one.formula}: ${trouble}`);
    }
    progress((i + 1) / cases.length);
  }
  const failed = differences.length;
  return {
    passed: cases.length - failed, failed, differences,
    figures: {
      ...Object.fromEntries([...by].sort().map(([name, { passed, failed: wrong }]) => [name, `${passed} of ${passed + wrong}`])),
      seconds: Math.round((performance.now() - began) / 100) / 10,
    },
  };
}

/** What differs, or null. */
async function judge(one: Vector): Promise<string | null> {
  const imported = importRtamt(one.formula, { period: { value: one.period[0], unit: one.period[1] } });
  if ("errors" in imported) return `it is not imported: ${imported.errors[0]!.message}`;
  let monitor: Monitor | undefined;
  try {
    monitor = await openMonitor(await compileText("vector.pol", imported.pol));
    return one.mode === "offline" ? offline(one, monitor, imported.main) : online(one, monitor, imported.main);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    monitor?.dispose();
  }
}

function offline(one: Vector, monitor: Monitor, spec: string): string | null {
  const obs = monitor.envOf(spec).obs.map((slot) => Float64Array.from(one.signals[slot.name]!));
  const whole = monitor.signal(spec, { length: one.n, obs, acts: [], times: null });
  for (let k = 0; k < one.n; k++) {
    const wrong = compare([whole.lo[k]!, whole.hi[k]!], one.expected[k]!);
    if (wrong !== null) return `at sample ${k} ${wrong}`;
  }
  return null;
}

function online(one: Vector, monitor: Monitor, spec: string): string | null {
  const session = monitor.session(spec);
  const names = monitor.envOf(spec).obs.map((slot) => slot.name);
  const settled = new Map<number, readonly [number, number]>();
  for (let k = 0; k < one.n; k++) {
    const value = session.push(Object.fromEntries(names.map((name) => [name, one.signals[name]![k]])));
    if (value !== null) settled.set(value.instant, value.robustness);
    const expected = one.expected[k]!;
    const found = one.mode === "rosi_prefix" ? session.start().robustness : settled.get(k - one.horizon_samples);
    if (found === undefined ? expected !== null : expected === null) return `after sample ${k} there is ${found === undefined ? "no value" : "a value"}`;
    const wrong = found === undefined || expected === null ? null : compare(found, expected);
    if (wrong !== null) return `after sample ${k} ${wrong}`;
  }
  return null;
}

function compare(found: readonly [number, number], expected: Given | readonly [Given, Given]): string | null {
  const wanted = (typeof expected === "object" ? expected : [expected, expected]).map((one) => (one === "inf" ? Infinity : one === "-inf" ? -Infinity : one)) as [number, number];
  return found.every((value, i) => near(value, wanted[i]!)) ? null : `it is ${found.join("..")}, not ${wanted.join("..")}`;
}

const TOLERANCE = 1e-9;

function near(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
}
