import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byHand, keepsGear, type Columns } from "../../examples/stl/by-hand.ts";
import { loadMonitor, type Monitor } from "../../runtime/monitor/monitor.ts";
import { readTrace } from "../../runtime/traces/trace.ts";

/** Holds, or not, by this much: worked out by `by-hand.ts`, to six digits. */
type Stated = readonly [holds: boolean, robustness: number];
const yes = (robustness: number): Stated => [true, robustness];
const no = (robustness: number): Stated => [false, robustness];
const ALL = Infinity;

/** Of each file its traces, and of each spec what it says of them, in that order. */
const STATED: Readonly<Record<keyof typeof byHand, { readonly traces: readonly string[]; readonly specs: Readonly<Record<string, readonly Stated[]>> }>> = {
  "neural-predictive-control/car": {
    traces: ["car-rolls-through", "car-runs-red", "car-stops", "car-waits-for-green"],
    specs: {
      stops: [no(-3), yes(ALL), yes(0.05), yes(ALL)],
      heeds_light: [yes(ALL), no(-0.4), yes(ALL), yes(1.68)],
      keeps_gap: [no(-1), yes(0.25), yes(0.5), yes(8)],
      task: [no(-3), no(-0.4), yes(0.05), yes(1.68)],
    },
  },
  "neural-predictive-control/maze": {
    traces: ["maze-into-blocks", "maze-through"],
    specs: {
      avoids_lower: [no(-0.2), yes(0.5)],
      avoids_upper: [no(-0.1), yes(0.604)],
      reaches_lower: [no(-0.7), yes(0.193845)],
      reaches_upper: [no(-1.891921), yes(0.35)],
      task: [no(-1.891921), yes(0.193845)],
    },
  },
  "neural-predictive-control/ship-safe": {
    traces: ["ship-between-rocks", "ship-onto-rocks"],
    specs: {
      avoids_rocks: [yes(0.11517), no(-0.491283)],
      in_river: [yes(1.309), no(-0.264)],
      task: [yes(0.11517), no(-0.491283)],
    },
  },
  "neural-predictive-control/ship-track": {
    traces: ["ship-back-in-time", "ship-strays"],
    specs: {
      avoids_rock: [yes(0.157736), no(-0.42853)],
      in_river: [yes(0.758), no(-0.602)],
      returns: [yes(0.15), no(-2.302)],
      task: [yes(0.15), no(-2.302)],
      returns_or_waits: [yes(0.15), no(-0.02)],
    },
  },
  "neural-predictive-control/rover": {
    traces: ["rover-charges", "rover-delivers", "rover-goes-flat", "rover-leaves-early"],
    specs: {
      on_map: [yes(1), yes(2), yes(3.4), no(-0.4)],
      avoids_blocks: [yes(2.44), yes(0.4), no(-0.71), yes(1.7)],
      delivers: [yes(1.2), yes(0.576393), yes(0.5), no(-4)],
      charges: [yes(0.3), yes(3), no(-0.5), yes(4)],
      holds: [yes(0.082), yes(3.323106), yes(4.388449), no(-0.4)],
      never_flat: [yes(0.8), yes(3), no(-0.5), yes(4)],
      task: [yes(0.082), yes(0.4), no(-0.71), no(-4)],
    },
  },
  "neural-predictive-control/panda": {
    traces: ["panda-hits-the-ball", "panda-reaches"],
    specs: {
      reaches: [no(-0.493717), yes(0.061672)],
      avoids: [no(-0.19), yes(0.023607)],
      in_limits: [no(-6), yes(77)],
      task: [no(-6), yes(0.023607)],
    },
  },
  driving: {
    traces: ["driving-crowds", "driving-keeps", "driving-left", "driving-right"],
    specs: {
      safe: [no(-0.333333), yes(0.30025), yes(0.2), yes(0.2)],
      keep_lane: [no(-0.333333), yes(0.0625), no(-0.3375), no(-0.3375)],
      change_left: [no(-0.333333), no(-0.375), yes(0.089625), no(-0.775)],
      change_right: [no(-0.4625), no(-0.36), no(-0.775), yes(0.089625)],
    },
  },
  "arch-comp/transmission": {
    traces: ["transmission-downhill", "transmission-gentle", "transmission-hunting"],
    specs: {
      at1: [yes(40), yes(60), no(-10)],
      at2: [yes(2250), yes(2150), no(-150)],
      at51: [yes(3), yes(0), no(0)],
      at52: [yes(2), yes(0), no(0)],
      at53: [yes(1), yes(0), no(0)],
      at54: [yes(0), yes(0), no(0)],
      at6a: [no(-5), yes(19), yes(1900)],
      at6b: [no(-5), yes(18), yes(1900)],
      at6c: [no(-15), yes(5), yes(1900)],
      at6abc: [no(-15), yes(5), yes(1900)],
    },
  },
  "arch-comp/powertrain": {
    traces: ["powertrain-settles", "powertrain-swings"],
    specs: {
      steps: [no(-20), no(-20)],
      afc29: [yes(0.001), no(-0.013)],
      afc27: [yes(0.00682), no(-0.00217)],
    },
  },
  "arch-comp/magnet": {
    traces: ["magnet-leaps", "magnet-rings", "magnet-settles"],
    specs: {
      nn: [yes(0.015), no(-0.52), yes(0.035)],
      nn_easier: [yes(0.035), no(-0.508), yes(0.047)],
      nnx: [yes(0.125), no(-1.7), no(-1.7)],
    },
  },
  "arch-comp/chasing-cars": {
    traces: ["cars-flow", "cars-jam"],
    specs: {
      cc1: [yes(19), no(-2)],
      cc2: [yes(5.019), no(-7.789)],
      cc3: [yes(6.001), no(-4)],
      cc4: [yes(10.471), no(-0.825)],
      cc5: [yes(2), no(-2)],
      ccx: [yes(1.5), no(-0.5)],
    },
  },
  "arch-comp/f16": {
    traces: ["f16-crashes", "f16-recovers"],
    specs: {
      f16_recovers: [no(-60), yes(140)],
    },
  },
  "arch-comp/steam-condenser": {
    traces: ["condenser-drifts", "condenser-steady"],
    specs: {
      sc: [no(-0.2), yes(0.244)],
    },
  },
  "arch-comp/pacemaker": {
    traces: ["pacemaker-paces", "pacemaker-races", "pacemaker-sleeps"],
    specs: {
      pm: [yes(3), no(-1), no(-1)],
    },
  },
};

/** Part of another formula, and only looked at where that asks. */
const PARTS: ReadonlySet<string> = new Set(["steps"]);

const path = (file: string): string => join(import.meta.dirname, "../../examples/stl", file);

/** A trace without Pol: columns by name, units left out, truths as 1 and 0. */
function columnsOf(trace: string): Columns {
  const [header, ...lines] = readFileSync(path(`traces/${trace}.csv`), "utf8").trimEnd().split("\n").map((line) => line.split(","));
  const number = (cell: string): number => (cell === "true" ? 1 : cell === "false" ? 0 : Number(cell));
  return Object.fromEntries(header!.map((name, i) => [name.replace(/ \[.*\]$/, ""), lines.map((cells) => number(cells[i]!))]));
}

describe.each(Object.entries(STATED))("%s.pol", (file, { traces, specs }) => {
  let monitor: Monitor;
  beforeAll(async () => { monitor = await loadMonitor(path(`${file}.pol`)); });
  afterAll(() => monitor.dispose());

  test("every spec is listed, holds on one trace and fails on another", () => {
    expect(monitor.specs.map((spec) => spec.name).sort()).toEqual(Object.keys(specs).sort());
    for (const [name, stated] of Object.entries(specs)) {
      if (!PARTS.has(name)) expect(new Set(stated.map(([holds]) => holds)), name).toEqual(new Set([true, false]));
    }
  });

  test.each(traces.map((trace, i) => [trace, i] as const))("%s", async (trace, i) => {
    const columns = columnsOf(trace);
    const worked = byHand[file as keyof typeof byHand](columns);
    for (const [name, stated] of Object.entries(specs)) {
      const [holds, robustness] = stated[i]!;
      const value = (worked as Readonly<Record<string, number>>)[name]!;
      const gear = /^at5(\d)$/.exec(name);
      expect(value, `${name} by hand`).toBeCloseTo(robustness, 6);
      expect(gear === null ? value >= 0 : keepsGear(columns, Number(gear[1])), `${name} by hand`).toBe(holds);

      const judged = monitor.judge(name, await readTrace(path(`traces/${trace}.csv`), monitor.envOf(name)));
      expect(judged.truth, name).toBe(String(holds));
      expect(judged.robustness[0], name).toBe(judged.robustness[1]);
      expect(judged.robustness[0], name).toBeCloseTo(value, 10);
    }
  });
});

test("samples as they come give the same verdicts, some of them early", async () => {
  const monitor = await loadMonitor(path("neural-predictive-control/car.pol"));
  try {
    /** The verdict on a trace, and after how many samples it is there. */
    const watch = async (spec: string, trace: string) => {
      const { x, speed, light, clock, gap, waits } = columnsOf(trace) as Record<string, number[]>;
      const session = monitor.session(spec);
      for (let k = 0; k < x!.length; k++) {
        session.push({ x: x![k], speed: speed![k], light: light![k] === 1, clock: clock![k], gap: gap![k], waits: waits![k] === 1 });
        const { verdict } = session.interval();
        if (verdict !== "unknown") return [verdict, k + 1];
      }
      return ["unknown", x!.length];
    };
    // Over the line at -1 m with sample 14; a second's stand is over with sample 20; a window of 2.5 s needs all 26.
    expect(await watch("heeds_light", "car-runs-red")).toEqual(["false", 14]);
    expect(await watch("heeds_light", "car-waits-for-green")).toEqual(["true", 26]);
    expect(await watch("heeds_light", "car-stops")).toEqual(["true", 1]);
  } finally {
    monitor.dispose();
  }
});
