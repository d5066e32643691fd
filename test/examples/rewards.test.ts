import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Bundle } from "../../compiler/bundle.ts";
import { LISTS } from "../../compiler/ir/reward.ts";
import { analyze } from "../../compiler/program.ts";
import { trace } from "../../examples/rewards/traces/slip.ts";
import { format } from "../../grammar/print.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import { bundleOf } from "../../runtime/files/load.ts";
import type { RewardResult } from "../../runtime/rewards/batch.ts";
import { openReward } from "../../runtime/rewards/reward.ts";
import { runTests } from "../../runtime/testing/tests.ts";
import { stagesPicture } from "../../scripts/rewards-picture.ts";

const folder = join(import.meta.dirname, "../../examples/rewards");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const files = readdirSync(folder).filter((name) => name.endsWith(".pol"));

/** Rewards that stand there as published because of what is wrong with them, and the warning that says so. */
const DEFECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "text2reward-metaworld.pol": { button_press: "POL0811", door_unlock: "POL0813", sweep_into: "POL0808" },
  "text2reward-maniskill.pol": { push_chair: "POL0813", open_cabinet: "POL0814" },
};

const bundles = new Map<string, Promise<Bundle>>();
const bundle = (file: string): Promise<Bundle> => {
  if (!bundles.has(file)) bundles.set(file, bundleOf(join(folder, file)));
  return bundles.get(file)!;
};

describe.each(files)("%s", (file) => {
  test("nothing is wrong with it but what is the point", async () => {
    const { diagnostics } = analyze({ path: file, text: read(file) }, hostBeside(join(folder, file)));
    const { ir } = await bundle(file);
    const found = diagnostics.filter(({ severity }) => severity !== "info").map(({ code, span }) => [ir.rewards!.find(({ at: [from, to] }) => span.start >= from && span.end <= to)?.name, code]);
    expect(Object.fromEntries(found), JSON.stringify(diagnostics.map(({ message }) => message))).toEqual(DEFECTS[file] ?? {});
    for (const [name, code] of Object.entries(DEFECTS[file] ?? {})) expect(ir.rewards!.find((one) => one.name === name)!.doc, "the comment says so").toContain(code);
  });

  test("its tests pass", async () => {
    for (const { title, failures } of await runTests(await bundle(file))) expect(failures, title).toEqual([]);
  });

  test("each reward that is a number is tested twice or more", async () => {
    const { ir } = await bundle(file);
    const trends = ir.tests.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === "expectTrend" ? [step.reward] : [])));
    for (const { name, nodes, total } of ir.rewards!) if (!LISTS.has(nodes[total]!.op)) expect(trends.filter((one) => one === name).length, name).toBeGreaterThan(1);
  });

  test("it is formatted, and its source is named", () => {
    expect(format(read(file))).toEqual({ text: read(file) });
    expect(read(file).replaceAll("\n/// ", " ")).toMatch(/"[^"]{20,}" \([^)]*\d{4}.*: ?.*[\w-]+\/[\w-]+.* at [0-9a-f]{7}/);
    expect(read("README.md")).toContain(`(${file})`);
  });
});

/** What a reward gives at the last of some observations. */
async function given(file: string, reward: string, ...observations: readonly unknown[]): Promise<RewardResult> {
  const loaded = await openReward(await bundle(file), { reward });
  try {
    const session = loaded.session();
    return observations.map((observation) => session.step({ observation })).at(-1)!;
  } finally {
    loaded.dispose();
  }
}

describe("numbers worked out by hand", () => {
  test("of three proposals one collides, and one is half as far as the farthest that may be driven", async () => {
    const proposal = (no_collision: number, progress: number, ttc: number) => ({ no_collision, on_road: 1, light: 1, direction: 1, progress, ttc, lane: 1, comfort: 1 });
    const { reward } = await given("navsim.pol", "pdm_score", { proposals: [proposal(0, 60, 1), proposal(1, 20, 1), proposal(0.5, 20, 0)] });
    // Half of 20 m counts as 10 m, so 20 m is the measure: (5 + 5 + 2 + 2) / 14, and half of (5 + 0 + 2 + 2) / 14.
    expect(reward).toEqual([0, 1, 9 / 28]);
  });

  test("where nobody comes farther than 5 m, progress is no matter", async () => {
    const proposal = { no_collision: 1, on_road: 1, light: 1, direction: 1, progress: 1, ttc: 1, lane: 0, comfort: 1 };
    expect((await given("navsim.pol", "pdm_score", { proposals: [proposal, { ...proposal, progress: 5 }] })).reward).toEqual([12 / 14, 12 / 14]);
  });

  test("a group of four answers, two of them right", async () => {
    const group = { rewards: [3, 3, 1, 0], lengths: [100, 200, 400, 50] };
    // Half are right, at 150 on average; the longest is 400: a budget of 275.
    const over = group.lengths.map((length) => (length - 275) / 275);
    const { reward, logs } = await given("ui-r1.pol", "length_adapted", group);
    expect(logs["budget"]).toBe(275);
    expect(reward).toEqual([3 - 0.5 * over[0]! + 0.5, 3 - 0.5 * over[1]! + 0.5, 1 - 0.1, 0.9 * over[3]! - 0.1].map((x) => expect.closeTo(x, 12)));
    const deviation = Math.sqrt((1.25 ** 2 * 2 + 0.75 ** 2 + 1.75 ** 2) / 3);
    expect((await given("ui-r1.pol", "advantage", group)).reward).toEqual([1.25, 1.25, -0.75, -1.75].map((x) => expect.closeTo(x / (deviation + 0.0001), 12)));
  });

  test("utility of coin and labor", async () => {
    const { reward } = await given("ai-economist.pol", "utility", { coin: [1, 100], labor: [0, 10], income: [] });
    expect(reward).toEqual([0, expect.closeTo((100 ** 0.77 - 1) / 0.77 - 2.1, 12)]);
  });

  test("taxes by brackets, and by table", async () => {
    const paid = await given("llm-economist.pol", "revenue", { income: [5000, 50000, 700000], utility: [] });
    expect(paid.logs["taxes"]).toEqual([500, 1160 + 0.12 * 35550 + 0.22 * 2850, 183647.25 + 0.37 * 90650].map((x) => expect.closeTo(x, 6)));
    expect(paid.logs["by_table"]).toBeCloseTo(paid.reward as number, 6);
    expect((await given("ai-economist.pol", "revenue", { coin: [], labor: [], income: [100] })).reward).toBeCloseTo(0.97 + 0.12 * 29.775 + 0.22 * 44.725 + 0.24 * 15.8, 12);
  });

  test("a car that stands is paid for it only where parts are added", async () => {
    const calm = { lon_accel: 0, lat_accel: 0, jerk: 0, lon_jerk: 0, yaw_rate: 0, yaw_accel: 0 };
    const stands = {
      completed: 0, off_route: false, speed: 0, speed_limit: 50, off_centre: 0, in_junction: false, too_close: false, motion: calm,
      collided: false, ran_light: false, ran_stop: false, left_route: false, blocked: false, out_of_time: false, arrived: false,
    };
    expect((await given("carl.pol", "route", stands)).reward).toBe(0);
    expect((await given("carl.pol", "route_averaged", stands)).reward).toBeCloseTo((11 / 16) * 0.05, 12);
    const hit = await given("carl.pol", "route", stands, { ...stands, completed: 1, collided: true });
    expect(hit).toMatchObject({ reward: 0, terminated: "guilty" });
  });

  test("a close call lasts 500 steps, and a lane that is not kept counts after 30", async () => {
    const calm = { lon_accel: 0, lat_accel: 0, jerk: 0, lon_jerk: 0, yaw_rate: 0, yaw_accel: 0 };
    const drives = (k: number, too_close: boolean, off_centre: number) => ({
      completed: k / 20, off_route: false, speed: 5, speed_limit: 50, off_centre, in_junction: false, too_close, motion: calm,
      collided: false, ran_light: false, ran_stop: false, left_route: false, blocked: false, out_of_time: false, arrived: false,
    });
    const safety = async (steps: number) => (await given("carl.pol", "route", ...Array.from({ length: steps }, (_, k) => drives(k, k === 0, 0)))).logs["safety"];
    expect([await safety(500), await safety(501)]).toEqual([0.5, 1]);
    const lane = async (steps: number) => (await given("carl.pol", "route", ...Array.from({ length: steps }, (_, k) => drives(k, false, 1)))).logs["lane"];
    expect([await lane(30), await lane(31)]).toEqual([1, 0.5]);
  });
});

test("a chair at rest has no direction: the published reward refuses the step, the mended one pays nothing for it", async () => {
  const rests = {
    fingers: [[0, -0.5, 0]], target: [0, 1],
    chair: { pose: { position: [0, 0, 0], rotation: [1, 0, 0, 0] }, velocity: [0, 0, 0], points: [[0, 0, 0]] },
  };
  expect(await given("text2reward-maniskill.pol", "push_chair", rests)).toMatchObject({ reward: null, refused: "term `steer` is not known" });
  expect((await given("text2reward-maniskill.pol", "push_chair_mended", rests)).reward).toBeCloseTo(-0.1 - 0.2, 12);
});

test("the recorded episode and the picture are those that the scripts make", async () => {
  expect(read("traces/slip.csv")).toBe(trace());
  expect(read("stages.svg")).toBe(await stagesPicture());
});
