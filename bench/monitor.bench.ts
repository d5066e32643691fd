import { planSpec } from "../compiler/monitor/spec-plan.ts";
import type { Bundle } from "../compiler/bundle.ts";
import { compileText } from "../runtime/files/load.ts";
import { Sandbox } from "../runtime/sandbox/isolate.ts";
import { requireSandbox } from "../runtime/sandbox/require.ts";
import { handWritten } from "./hand-written-monitors.ts";
import { alternate, median } from "./measure.ts";

const ENV = "env e at 1Hz {\n  observe x: number\n  observe y: number\n}\n";
const SAMPLES = 200_000;
const BATCH = 1_000_000;
const ROUNDS = 9;

/** Formulas over state formulas, whose cost a sample must not depend on the window. */
const WINDOWED: Readonly<Record<string, (window: number) => string>> = {
  once: (w) => `once[0s, ${w}s] x > 0`,
  historically: (w) => `historically[0s, ${w}s] x > 0`,
  since: (w) => `x > -2 since[0s, ${w}s] y > 1`,
  until: (w) => `x > -2 until[0s, ${w}s] y > 1`,
  "interval of always": (w) => `always[0s, ${w}s] x > -5`,
  "interval of until": (w) => `x > -2 until[0s, ${w}s] y > 1`,
  "oldest open of always eventually": (w) => `always eventually[0s, ${w}s] y > 0`,
};

const BATCHED: Readonly<Record<string, string>> = {
  "once[0,1000]": "once[0s, 1000s] x > 0.1",
  "historically[0,1000]": "historically[0s, 1000s] x > 0.1",
  "since[0,1000]": "x > 0.1 since[0s, 1000s] y > 0.5",
  "until[0,1000]": "x > 0.1 until[0s, 1000s] y > 0.5",
  "always[0,100](x > .1 -> eventually[0,50] y > .5)": "always[0s, 100s] (x > 0.1 implies eventually[0s, 50s] y > 0.5)",
};

/** What a sample costs at two windows, and whole traces beside monitors written by hand. */
export async function run(): Promise<void> {
  await windows();
  await batch();
}

async function windows(): Promise<void> {
  console.log(`ns a sample in the emitted code, without a crossing (median of ${ROUNDS} runs of ${SAMPLES.toLocaleString("en")} samples, alternating)\n`);
  console.log(`${"formula".padEnd(34)} window 100   window 10,000   ratio   bytes a session`);
  for (const [name, formula] of Object.entries(WINDOWED)) {
    const small = await stepper(formula(100), name), large = await stepper(formula(10_000), name);
    const times = alternate(ROUNDS, { small: small.run, large: large.run });
    const [a, b] = [median(times.get("small")!), median(times.get("large")!)].map((ms) => (1e6 * ms) / SAMPLES) as [number, number];
    console.log(`${name.padEnd(34)} ${a.toFixed(1).padStart(10)} ${b.toFixed(1).padStart(15)} ${(b / a).toFixed(2).padStart(7)} ${String(large.bytes).padStart(12)}`);
  }
}

interface Step {
  readonly run: () => void;
  readonly bytes: number;
}

async function stepper(formula: string, name: string): Promise<Step> {
  const bundle = await compileText("m.pol", `${ENV}spec s over e = ${formula}\n`);
  const { layout } = planSpec(bundle.ir, bundle.ir.specs[0]!);
  const { specs } = exportsOf(bundle);
  const io = new Float64Array(layout.size);
  const session = specs.get("s")!.session(io);
  session.reset();
  const [x, y] = [noise(SAMPLES, 1), noise(SAMPLES, 2)];
  const asks = name.includes("interval") || name.includes("open");
  return {
    bytes: 8 * layout.size,
    run: () => {
      io[layout.valid] = 1;
      for (let k = 0; k < SAMPLES; k++) {
        io[layout.obs] = x[k]!;
        io[layout.obs + 1] = y[k]!;
        session.step();
        if (asks) session.interval();
      }
    },
  };
}

interface Exports {
  readonly specs: ReadonlyMap<string, { session(io: Float64Array): { reset(): void; step(): void; interval(): void } }>;
}

/** The emitted script in this process: what it costs is not hidden behind crossings. */
function exportsOf(bundle: Bundle): Exports {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function(`${bundle.js.replace(/guards;\s*$/, "")}\nreturn guards;`)() as Exports;
}

async function batch(): Promise<void> {
  const ivm = await requireSandbox();
  console.log(`\nns a sample of a whole trace, both inside an isolate (median of ${ROUNDS} runs of ${BATCH.toLocaleString("en")} samples, alternating)\n`);
  console.log(`${"formula".padEnd(50)}     Pol   by hand   ratio`);
  for (const [name, formula] of Object.entries(BATCHED)) {
    const bundle = await compileText("m.pol", `${ENV}spec s over e = ${formula}\n`);
    const sandbox = await Sandbox.open(bundle, 1024);
    const isolate = new ivm.Isolate({ memoryLimit: 1024 });
    const byHand = handWritten(ivm, isolate, name);
    const columns = [shared(noise(BATCH, 1)), shared(noise(BATCH, 2))];
    const outs = [new SharedArrayBuffer(8 * BATCH), new SharedArrayBuffer(8 * BATCH)];
    const mine = new SharedArrayBuffer(8 * BATCH);
    const times = alternate(ROUNDS, {
      pol: () => sandbox.batch("s", { n: BATCH, obs: columns, acts: [], times: null, goesOn: false, known: BATCH }, ["robust"], outs),
      hand: () => byHand(columns, mine, BATCH),
    });
    const [a, b] = [new Float64Array(outs[0]!), new Float64Array(mine)];
    const differs = a.findIndex((value, k) => value !== b[k]);
    if (differs >= 0) throw new Error(`${name}: at ${differs} Pol says ${a[differs]} and the monitor written by hand ${b[differs]}`);
    const [pol, hand] = [median(times.get("pol")!), median(times.get("hand")!)].map((ms) => (1e6 * ms) / BATCH) as [number, number];
    console.log(`${name.padEnd(50)} ${pol.toFixed(1).padStart(7)} ${hand.toFixed(1).padStart(9)} ${(pol / hand).toFixed(2).padStart(7)}`);
    sandbox.dispose();
    isolate.dispose();
  }
}

function shared(values: Float64Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(values.byteLength);
  new Float64Array(buffer).set(values);
  return buffer;
}

/** Independent and uniform in -1..1. */
function noise(n: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
