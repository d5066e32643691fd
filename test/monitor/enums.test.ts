import { expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { oracle } from "../../runtime/interpreter/trace.ts";
import { openMonitor } from "../../runtime/monitor/monitor.ts";

const FORMULAS = ["mode is go", "mode == go", "go != mode", "not (mode is go)", "moving(mode)", "eventually[0s, 1s] (mode == stop)", "mode is go and x > 0"];

test("an enum is equal or not, however far apart its values are written", async () => {
  const monitor = await openMonitor(await compileText("enums.pol", `enum Mode { stop, slow, go }
env e at 1Hz {
  observe mode: Mode
  observe x: number
}
fn moving(m: Mode) -> bool = m is go
${FORMULAS.map((formula, i) => `spec s${i} over e = ${formula}\n`).join("")}`));
  try {
    const trace = { length: 4, obs: [Float64Array.of(2, 0, 1, NaN), Float64Array.of(3, 3, 3, 3)], acts: [], times: null };
    const signals = FORMULAS.map((_, i) => monitor.signal(`s${i}`, trace));
    const [yes, no, open] = [[Infinity, Infinity], [-Infinity, -Infinity], [-Infinity, Infinity]];
    const robustness = signals.map(({ lo, hi }) => Array.from(lo, (low, k) => [low, hi[k]]));
    expect(robustness).toEqual([
      [yes, no, no, open], [yes, no, no, open], [no, yes, yes, open], [no, yes, yes, open], [yes, no, no, open], [yes, yes, open, open], [[3, 3], no, no, [-Infinity, 3]],
    ]);
    const defined = oracle(monitor.program, monitor.envOf("s0"), [2, 0, 1, NaN].map((mode) => ({ obs: [mode, 3], act: [], mem: [], last: [], active: NaN })));
    expect(monitor.specs.map(({ formula }) => [0, 1, 2, 3].map((k) => { const { lo, hi } = defined.between(formula, k); return [lo, hi]; }))).toEqual(robustness);
  } finally {
    monitor.dispose();
  }
});
