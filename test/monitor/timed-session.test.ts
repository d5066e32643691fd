import { describe, expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openMonitor } from "../../runtime/monitor/monitor.ts";
import type { MonitorSession } from "../../runtime/monitor/session.ts";

const session = async (formula: string): Promise<MonitorSession> =>
  (await openMonitor(await compileText("clock.pol", `env imu {\n  observe x: number\n}\nspec s over imu = ${formula}\n`))).session("s");

describe("samples with times of their own, as they come", () => {
  test("a window holds the samples in it and the value at its lower end", async () => {
    const s = await session("once[0s, 1s] x > 0");
    const truths = ([[0, 1], [0.4, -1], [1.3, -1], [1.5, -1]] as const).map(([time, x]) => s.push({ x }, {}, time)!.truth);
    // At 1.3 s the window begins at 0.3 s, where x was still 1; at 1.5 s it is −1 there.
    expect(truths).toEqual(["true", "true", "true", "false"]);
  });

  test("a time that steps back, or is none, makes the sample unknown", async () => {
    const s = await session("x > 0");
    expect([s.push({ x: 1 }, {}, 5), s.push({ x: 1 }, {}, 4), s.push({ x: 1 }), s.push({ x: 1 }, {}, NaN), s.push({ x: 1 }, {}, 6)].map((one) => one!.truth)).toEqual(["true", "unknown", "unknown", "unknown", "true"]);
  });

  test("what is beyond the samples that are kept is unknown, and what is not is known", async () => {
    const [once, always] = [await session("once[0s, 1000000s] x > 0"), await session("historically[0s, 1000000s] x > 0")];
    const [a, b] = [once, always].map((s) => {
      for (let k = 0; k < 1100; k++) s.push({ x: k === 0 ? 1 : -1 }, {}, k);
      return s.push({ x: -1 }, {}, 1100)!;
    });
    expect([a!.truth, a!.robustness]).toEqual(["unknown", [-1, Infinity]]);
    expect([b!.truth, b!.robustness]).toEqual(["false", [-Infinity, -1]]);
    for (let k = 0; k < 5; k++) once.push({ x: 2 }, {}, 1101 + k);
    expect(once.push({ x: -1 }, {}, 1110)!.truth).toBe("true");
  });

  test("the future cannot be waited for without knowing when samples come", async () => {
    await expect(session("eventually[0s, 1s] x > 0")).rejects.toThrow("only be judged when the trace is whole");
    const s = await session("always (x > 0 or once[0s, 1s] x > 1)");
    s.push({ x: 1 }, {}, 0);
    expect(s.interval()).toMatchObject({ instant: 0, verdict: "unknown" });
    s.push({ x: -1 }, {}, 3);
    expect(s.interval()).toMatchObject({ instant: 1, verdict: "false" });
    expect(() => s.start()).toThrow("no rate");
  });
});

test("windows that no machine keeps are refused before anything is allocated", async () => {
  const text = "env e at 1000Hz {\n  observe x: number\n}\nspec s over e = once[0s, 100000s] x > 0\n";
  const monitor = await openMonitor(await compileText("long.pol", text));
  expect(() => monitor.session("s")).toThrow("1 GiB is the most");
});
