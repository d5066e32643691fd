import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../compiler/bundle.ts";
import type { Bundle } from "../../compiler/bundle.ts";
import type { SampledGuardIr } from "../../compiler/ir/ir.ts";
import { Status, layoutOf } from "../../compiler/ir/layout.ts";
import { Status as KernelStatus } from "../../runtime/kernel/status.ts";
import { Sandbox, SandboxError } from "../../runtime/sandbox/isolate.ts";
import { cruise, source } from "./cruise.ts";
import { source as tellerSource, teller } from "./teller.ts";

const guard = cruise.guards[0] as SampledGuardIr;
const layout = layoutOf(cruise, guard);
const buffer = (): Float64Array => new Float64Array(new SharedArrayBuffer(8 * layout.size));
let bundle: Bundle;
let sandbox: Sandbox;

beforeAll(async () => {
  bundle = await makeBundle(cruise, source, {}, "0");
  sandbox = await Sandbox.open(bundle);
});
afterAll(() => sandbox.dispose());

function observe(io: Float64Array, k: number): void {
  io[layout.valid] = 1;
  io.set([28 + Math.sin(k) * 3, 60 + Math.cos(k * 0.7) * 30, 27], layout.obs);
  io.set([1, 0, Math.sin(k * 0.3) * 2], layout.offers[0]!.present);
}

test("host and kernel mean the same by a status", () => expect(KernelStatus).toEqual(Status));

test("the same inputs from a restored state give the same bytes", () => {
  const io = buffer();
  const session = sandbox.bindSampled("cruise", io);
  session.reset();
  const steps = (from: number): Float64Array[] => Array.from({ length: 50 }, (_, i) => {
    observe(io, from + i);
    session.step();
    return io.slice();
  });
  steps(0);
  const state = io.slice(layout.state, layout.stateEnd);
  const first = steps(50);
  io.set(state, layout.state);
  expect(steps(50)).toEqual(first);
  // Nothing of a session is in the isolate: another one goes on from the same state.
  const other = buffer();
  other.set(state, layout.state);
  const moved = sandbox.bindSampled("cruise", other);
  observe(other, 50);
  moved.step();
  expect(other).toEqual(first[0]);
});

test("a million steps leave nothing on the heap", { timeout: 120_000 }, async () => {
  const near = { ...guard, conditions: guard.conditions.filter((c) => c.kind !== "foresee") };
  const own = await Sandbox.open(await makeBundle({ ...cruise, guards: [near] }, source, {}, "0"));
  const io = buffer();
  const { reset, step } = own.bindSampled("cruise", io);
  reset();
  const run = (steps: number): void => {
    for (let k = 0; k < steps; k++) {
      io[layout.valid] = 1;
      io[layout.obs] = 28 + (k % 7) * 0.3;
      io[layout.obs + 1] = 60 + (k % 13) * 0.7;
      io[layout.obs + 2] = 27;
      io[layout.offers[0]!.present] = 1;
      io[layout.offers[0]!.action] = (k % 5) * 0.4;
      step();
    }
  };
  run(200_000);
  const before = own.heapUsed;
  run(1_000_000);
  expect(own.heapUsed - before).toBeLessThan(64 * 1024);
  own.dispose();
});

test("a disposed isolate, an unknown guard and a buffer of another kind are errors of its own", async () => {
  const own = await Sandbox.open(bundle);
  const { step } = own.bindSampled("cruise", buffer());
  expect(() => own.bindSampled("nobody", buffer())).toThrow(SandboxError);
  expect(() => own.tools("cruise")).toThrow(SandboxError);
  expect(() => own.bindSampled("cruise", new Float64Array(layout.size))).toThrow(SandboxError);
  own.dispose();
  own.dispose();
  expect(step).toThrow(SandboxError);
  expect(() => own.bindSampled("cruise", buffer())).toThrow(SandboxError);
});

/** The tool guard's bundle with other code in it: what the isolate is there to contain. */
async function hostile(body: string): Promise<(json: string) => string> {
  const honest = await makeBundle(teller, tellerSource, {}, "0");
  const js = `var guards = { sampledGuards: new Map(), toolGuards: new Map([["assistant", () => ({ decide: (json) => { ${body} }, note: () => {}, retract: () => {} })]]) };`;
  return (await Sandbox.open({ ...honest, js })).tools("assistant").decide;
}

test("clock, chance, code from text and host are not there", async () => {
  const names = [
    "Date", "WebAssembly", "SharedArrayBuffer", "Atomics", "console", "eval", "Function", "WeakRef", "FinalizationRegistry", "Intl", "Promise", "RegExp", "Proxy", "Reflect", "process", "require",
    "setTimeout", "performance", "crypto", "escape",
  ];
  const decide = await hostile(`return JSON.stringify({
    there: ${JSON.stringify(names)}.filter((name) => name in globalThis),
    random: typeof Math.random,
    constructors: [() => {}, async () => {}, function* () {}, async function* () {}].map((f) => typeof f.constructor === "function" && f.constructor !== Object),
    locale: typeof (1).toLocaleString + typeof "".localeCompare + typeof [].toLocaleString,
    frozen: [Object, Object.prototype, Array.prototype, Map.prototype, Math, JSON, Float64Array.prototype, globalThis].every(Object.isFrozen),
    outside: (() => { try { return typeof this.constructor.constructor("return process")(); } catch { return "none"; } })(),
    code: ["eval('1')", "import('fs')"].length,
  });`);
  expect(JSON.parse(decide("{}"))).toEqual({ there: [], random: "undefined", constructors: [false, false, false, false], locale: "undefinedundefinedundefined", frozen: true, outside: "none", code: 2 });
});

test("what a guest throws, returns or swallows stays a sandbox error", async () => {
  for (const body of ["throw { toString() { throw 1; } };", "return {};", "const all = []; while (true) all.push(new Float64Array(1e6));", "return (() => { const f = () => f(); return f(); })();"])
    expect(await hostile(body).then((decide) => () => decide("{}"))).toThrow(SandboxError);
});

test("a module that does not load says so", async () => {
  await expect(Sandbox.open({ ...bundle, js: "throw new Error('no')" })).rejects.toThrow(SandboxError);
});
