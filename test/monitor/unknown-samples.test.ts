import { expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";
import { openMonitor, type Monitor } from "../../runtime/monitor/monitor.ts";

const ENV = "env e at 1Hz {\n  observe x: number?\n  observe goal: [m]?\n}\n";

async function monitored<T>(specs: string, use: (m: Monitor) => T): Promise<T> {
  const monitor = await openMonitor(await compileText("unknown.pol", ENV + specs));
  try {
    return use(monitor);
  } finally {
    monitor.dispose();
  }
}

test("what has not come yet may be there or missing", () => monitored("spec gone over e = eventually[0s, 3s] x is missing\nspec there over e = eventually[0s, 3s] x is present\n", (m) => {
  const gone = m.session("gone"), there = m.session("there");
  gone.push({ x: 1 });
  there.push({});
  expect([gone.start(), there.start()]).toMatchObject([{ verdict: "unknown", robustness: [-Infinity, Infinity] }, { verdict: "unknown", robustness: [-Infinity, Infinity] }]);
  gone.push({});
  there.push({ x: 1 });
  expect([gone.start(), there.start()]).toMatchObject([{ verdict: "true" }, { verdict: "true" }]);
}));

test("a sample that was missed decides nothing", () => monitored("spec far over e = always (goal is present implies x > 0)\nspec some over e = always (true or goal is present)\n", (m) => {
  const far = m.session("far"), some = m.session("some");
  expect(far.push({ goal: 1, x: 2 })).toMatchObject({ truth: "true" });
  expect(far.push({})).toMatchObject({ truth: "true" });
  expect(far.miss()).toMatchObject({ truth: "unknown", robustness: [-Infinity, Infinity] });
  expect(far.push({ x: "no number" })).toMatchObject({ truth: "unknown" });
  expect(some.miss()).toMatchObject({ truth: "true", robustness: [Infinity, Infinity] });
}));

test("nor does what lies beyond a trace that is left open", () => monitored("spec gone over e = eventually[0s, 3s] x is missing\n", (m) => {
  const trace = { length: 2, obs: [Float64Array.of(1, 1), Float64Array.of(1, 1)], acts: [], times: null };
  expect(["neutral", "hold", "interval"].map((end) => m.judge("gone", trace, end as "hold").truth)).toEqual(["false", "false", "unknown"]);
}));

test("a guard does not take a sample that was not valid for one without a fault", async () => {
  const guard = await openGuard(await compileText("fault.pol", `env e at 1Hz {
  observe fault: number?
  act u: number in 0..1 default 0
}
policy net over e = onnx("net.onnx")
controller stop over e { u = 0 }
guard g over e {
  propose net else stop
  require historically[0s, 2s] fault is missing
}
`, { models: "none" }), { withoutModels: true });
  try {
    const session = guard.session();
    const step = (observation: unknown): string => session.step(observation, { net: { action: { u: 1 }, age: 0 } }).acting;
    // It may have had one: the window has to pass.
    expect([{}, { fault: "?" }, {}, {}, {}].map(step)).toEqual(["net", "stop", "stop", "stop", "net"]);
    expect([{ fault: 3 }, {}, {}, {}].map(step)).toEqual(["stop", "stop", "stop", "net"]);
  } finally {
    await guard.dispose();
  }
});
