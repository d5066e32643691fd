import { readFileSync } from "node:fs";
import { columnWidth, rewardLayout } from "../compiler/ir/reward-layout.ts";
import type { Slot } from "../compiler/ir/ir.ts";
import type { ReportIr } from "../compiler/ir/reward.ts";
import { compileText } from "../runtime/files/load.ts";
import { Sandbox } from "../runtime/sandbox/isolate.ts";
import { requireSandbox } from "../runtime/sandbox/require.ts";
import { HAND_WRITTEN, inIsolate, type HandWritten } from "./hand-written-rewards.ts";
import { alternate, median } from "./measure.ts";

const N = 4096;
const ROUNDS = 25;
/** Steps of one run. */
const STEPS = 50;

/** A batch in the isolate beside loops written by hand over the same columns, in an isolate too. */
export async function run(): Promise<void> {
  console.log(`ns a step of one environment, ${N} at once (median of ${ROUNDS} runs of ${STEPS} steps, alternating)\n`);
  console.log(`${"reward".padEnd(34)}     Pol   by hand, arrays constant   ratio   by hand, arrays handed over   ratio`);
  for (const [name, byHand] of Object.entries(HAND_WRITTEN)) await one(name, byHand);
}

async function one(name: string, byHand: HandWritten): Promise<void> {
  const path = `${import.meta.dirname}/../test/conformance/reward/${name}.pol`;
  const bundle = await compileText(path, readFileSync(path, "utf8"));
  const reward = bundle.ir.rewards![0]!, env = bundle.ir.envs[0]!;
  const layout = rewardLayout(reward);
  const width = columnWidth(N);
  const io = new Float64Array(new SharedArrayBuffer(8 * width * layout.columns));
  const column = (at: number): Float64Array => io.subarray(at * width, at * width + N);
  fill(env.obs, layout.obs, column);
  const sandbox = await Sandbox.open(bundle);
  const pol = sandbox.bindReward(reward.name, io, N);
  pol.reset();

  const ivm = await requireSandbox();
  const isolate = new ivm.Isolate();
  const slot = (slotName: string): number => env.obs.findIndex((one) => one.name === slotName);
  const inputs = Object.values(byHand.reads).map((path) => copied(column(layout.obs.get(slot(path))!)));
  const outputs = [...Object.values(byHand.writes), null].map(() => new SharedArrayBuffer(8 * N));
  const [constant, handed] = [true, false].map((constants) => inIsolate(ivm, isolate, byHand, [...inputs, ...outputs], N, constants)) as [() => void, () => void];

  const times = alternate(ROUNDS, { pol: () => many(pol.step), constant: () => many(constant), handed: () => many(handed) });
  const nodes = [...Object.values(byHand.writes).map((item) => nodeOf(reward.items.find((one) => one.name === item)!.value)), reward.total];
  for (const [i, node] of nodes.entries()) agree(name, column(layout.outputs.get(node)!.column), new Float64Array(outputs[i]!));
  const ns = (what: string): number => (1e6 * median(times.get(what)!)) / (STEPS * N);
  const cell = (what: string, width: number): string => `${ns(what).toFixed(1).padStart(width)} ${(ns("pol") / ns(what)).toFixed(2).padStart(7)}`;
  console.log(`${name.padEnd(34)} ${ns("pol").toFixed(1).padStart(7)} ${cell("constant", 26)} ${cell("handed", 29)}`);
  sandbox.dispose();
  isolate.dispose();
}

function many(step: () => void): void {
  for (let i = 0; i < STEPS; i++) step();
}

/** Near enough to 0 that all branches are taken. */
function fill(slots: readonly Slot[], places: ReadonlyMap<number, number>, column: (at: number) => Float64Array): void {
  let state = 1;
  const noise = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  for (const [slot, at] of places) {
    const isTruth = slots[slot]!.kind === "bool";
    column(at).forEach((_, k, values) => { values[k] = isTruth ? (noise() > 0 ? 2 : 0) : noise(); });
  }
}

function copied(values: Float64Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(values.byteLength);
  new Float64Array(buffer).set(values);
  return buffer;
}

function nodeOf(value: ReportIr): number {
  if (value.kind !== "scalar") throw new Error("the loop by hand writes numbers alone");
  return value.node;
}

function agree(name: string, a: Float64Array, b: Float64Array): void {
  const at = a.findIndex((value, k) => Math.abs(value - b[k]!) > 1e-12);
  if (at >= 0) throw new Error(`${name}: environment ${at} has ${a[at]} from Pol and ${b[at]} by hand`);
}
