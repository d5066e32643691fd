import ivm, { type Isolate, type Reference } from "isolated-vm";
import { BehaviourTree, State } from "mistreevous";
import { treeLayout } from "../compiler/ir/tree-layout.ts";
import type { Bundle } from "../compiler/bundle.ts";
import { compileText } from "../runtime/files/load.ts";
import { Sandbox } from "../runtime/sandbox/isolate.ts";
import { asJavaScript, asMistreevous, asPol, nodesOf, OBSERVED, treeOf, type TreeOfBench } from "./hand-written-trees.ts";
import { alternate, median, type Measured } from "./measure.ts";

const ROUNDS = 60;
/** Visits of one run: a stretch so short that other work on the machine often misses it. */
const VISITS = 200_000;
const WARM_MS = 1500;

/** A tree in the isolate beside the same one by hand, in an isolate too, and beside mistreevous; a run is many ticks in one crossing. */
export async function run(): Promise<void> {
  console.log(`ns a node visited, status and log written (least and median of ${ROUNDS} runs of ${VISITS} visits, alternating)\n`);
  console.log(`${"tree".padEnd(26)}            Pol  another session           by hand   ratio       mistreevous   ratio`);
  for (const reactive of [false, true]) for (const nodes of [100, 1000, 4000]) await one(treeOf(nodes, reactive));
}

/** Ticks in one crossing; inputs change all the time. */
const MANY = `(tick, x) => (times) => { for (let k = 0; k < times; k++) { x[k & 7] = k % 100 / 100; tick(); } }`;
type Many = (times: number) => void;

async function one(tree: TreeOfBench): Promise<void> {
  const nodes = nodesOf(tree), ticks = Math.ceil(VISITS / nodes);
  const bundle = await compileText("bench.pol", asPol(tree));
  const isolates = [new ivm.Isolate(), new ivm.Isolate()] as const;
  const [pol, another] = inPol(isolates[0], bundle);
  const byHand = bound(isolates[1], `(() => { const many = ${MANY}; const x = new Float64Array(${OBSERVED.length}); const { tick, logged } = (${asJavaScript(tree)})(x); return { many: many(tick, x), logged }; })()`);
  const peer = tree.reactive ? null : mistreevous(tree);
  const what: Record<string, () => void> = { pol: () => pol.many(ticks), another: () => another.many(ticks), byHand: () => byHand.many(ticks), ...(peer !== null && { peer: () => peer(Math.ceil(ticks / 100)) }) };
  for (const each of Object.values(what)) for (const start = performance.now(); performance.now() - start < WARM_MS;) each();
  if (pol.logged() !== nodes || byHand.logged() !== nodes) throw new Error(`${pol.logged()} visits from Pol and ${byHand.logged()} by hand of ${nodes} nodes`);
  const times = alternate(ROUNDS, what);
  const ns = (name: string, of: (values: readonly number[]) => number): number => (1e6 * of(times.get(name)!)) / (nodes * (name === "peer" ? Math.ceil(ticks / 100) : ticks));
  const cell = (name: string): string => `${ns(name, least).toFixed(2).padStart(8)} ${ns(name, median).toFixed(2).padStart(8)}`;
  const ratio = (name: string): string => (ns(name, least) / ns("pol", least)).toFixed(2).padStart(7);
  const peers = peer === null ? "" : ` ${cell("peer")} ${ratio("peer")}`;
  console.log(`${`${nodes} nodes${tree.reactive ? ", reactive" : ""}`.padEnd(20)} ${cell("pol")}${cell("another")} ${cell("byHand")} ${ratio("byHand")}${peers}`);
  if (!tree.reactive) await crossing(bundle, nodes);
  for (const isolate of isolates) isolate.dispose();
}

const least = (values: readonly number[]): number => Math.min(...values);

interface Bound {
  readonly many: Many;
  readonly logged: () => number;
}

/** Two sessions of the tree: V8 sees where the first one's buffer is, as long as it is alone. */
function inPol(isolate: Isolate, { js, ir }: Bundle): readonly [Bound, Bound] {
  const { size, logged } = treeLayout(ir.envs[0]!, ir.trees![0]!);
  const session = `(() => {
    const t = new Float64Array(${size}), x = new Float64Array(${OBSERVED.length}), none = new Float64Array(1);
    const { reset, tick } = guards.trees.get("bench")(t, x, none, none);
    reset();
    return { many: many(tick, x), logged: () => t[${logged}] };
  })()`;
  return [bound(isolate, `${js}; const many = ${MANY}; ${session}`), bound(isolate, `${js}\n; const many = ${MANY}; ${session}; ${session}`)];
}

/** What a script gives, in a context of its own. */
function bound(isolate: Isolate, code: string): Bound {
  const given = isolate.compileScriptSync(code).runSync(isolate.createContextSync(), { reference: true }) as unknown as Reference<Record<string, (...args: unknown[]) => unknown>>;
  const method = (name: string): Reference<(...args: unknown[]) => unknown> => given.getSync(name, { reference: true }) as unknown as Reference<(...args: unknown[]) => unknown>;
  const [many, logged] = [method("many"), method("logged")];
  return { many: (times) => { many.applySync(undefined, [times]); }, logged: () => logged.applySync(undefined, []) as number };
}

function mistreevous(tree: TreeOfBench): Many {
  const x = new Float64Array(OBSERVED.length), last = OBSERVED.length - 1;
  const agent = { ...Object.fromEntries(OBSERVED.map((name, i) => [name, () => x[i]! > (i < last ? 10 : -1)])), act: () => State.SUCCEEDED };
  const peer = new BehaviourTree(asMistreevous(tree), agent);
  return (times) => {
    for (let k = 0; k < times; k++) {
      x[k & 7] = (k % 100) / 100;
      peer.step();
    }
  };
}

/** One tick in one crossing, as a guard of the host would do it. */
async function crossing(bundle: Bundle, nodes: number): Promise<void> {
  const shared = (n: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * n));
  const x = shared(OBSERVED.length), sandbox = await Sandbox.open(bundle);
  const { reset, tick } = sandbox.bindTree("bench", shared(treeLayout(bundle.ir.envs[0]!, bundle.ir.trees![0]!).size), x, shared(1), shared(1));
  reset();
  const times: Measured = alternate(ROUNDS, { tick: () => { for (let k = 0; k < 500; k++) { x[k & 7] = (k % 100) / 100; tick(); } } });
  console.log(`${"  a tick from the host".padEnd(20)} ${(2 * median(times.get("tick")!)).toFixed(2)} µs for ${nodes} nodes`);
  sandbox.dispose();
}
