import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { exportBt } from "../../compiler/export/bt/export.ts";
import { importBt } from "../../compiler/import/bt/import.ts";
import { analyze } from "../../compiler/program.ts";
import { drive } from "../../examples/nav2/drive.ts";
import type { Moment, Scene } from "../../examples/nav2/navigator.ts";
import { distance, distanceTo, WALLS } from "../../examples/nav2/plane.ts";
import { SCENES } from "../../examples/nav2/scenes.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import { loadTree } from "../../runtime/trees/tree.ts";
import { nav2Picture } from "../../scripts/nav2-picture.ts";

const FOLDER = join(import.meta.dirname, "../../examples/nav2"), POLICY = join(FOLDER, "navigate.pol");
const policy = readFileSync(POLICY, "utf8");
const tree = await loadTree(POLICY);
afterAll(() => tree.dispose());

const journey = (scene: Scene, seed = 1): readonly Moment[] => [...drive(tree.session(), scene, seed)];

/** The leaves that give this, tick by tick, by the beginning of their names. */
const gives = ({ visits }: Moment, leaf: string, status: string): boolean => visits.some((visit) => new RegExp(`^${leaf}( \\d+)?$`).test(visit.node) && tree.ir.nodes.some(({ name, kind }) => name === visit.node && kind === "extern") && visit.status === status);
const times = (moments: readonly Moment[], leaf: string, status: string): readonly number[] => moments.filter((moment) => gives(moment, leaf, status)).map(({ time }) => time);
/** When it begins to run. */
const begins = (moments: readonly Moment[], leaf: string): readonly number[] => moments.filter((moment, k) => gives(moment, leaf, "running") && (k === 0 || !gives(moments[k - 1]!, leaf, "running"))).map(({ time }) => time);
const recoveries = (moments: readonly Moment[]): readonly string[] => ["ClearLocalCostmap-Subtree", "Spin", "Wait", "BackUp"].flatMap((leaf) => begins(moments, leaf).map((time) => ({ leaf, time }))).sort((a, b) => a.time - b.time).map(({ leaf }) => leaf);
const end = (moments: readonly Moment[]): Moment => moments.at(-1)!;

test("the policy is without an error or a warning, and XML again gives the same", () => {
  const { diagnostics } = analyze({ path: "navigate.pol", text: policy }, hostBeside(POLICY));
  expect(diagnostics.filter(({ severity }) => severity === "error" || severity === "warning")).toEqual([]);
  const exported = exportBt(policy);
  if ("errors" in exported) throw new Error(exported.errors[0]!.message);
  const again = importBt(exported.xml);
  expect("pol" in again && again.pol).toBe(policy.replace(/^(\/\/.*\n)+\n/, ""));
});

describe("with nothing in the way", () => {
  const free = journey(SCENES.free);

  test("it arrives, and touches nothing", () => {
    expect([end(free).root, distance(end(free).at, SCENES.free.goals[0].goal)]).toEqual(["success", expect.closeTo(0, 0)]);
    expect(end(free).time).toBeLessThan(20);
    for (const { at } of free) for (const wall of WALLS) expect(distanceTo(wall, at)).toBeGreaterThan(0.2);
  });

  test("a plan begins a second after the one before was ready, until the goal is near and the way still free", () => {
    const plans = begins(free, "ComputePathToPose");
    expect(plans.length).toBeGreaterThan(7);
    plans.slice(1).forEach((time, i) => expect(time - plans[i]!).toBeCloseTo(1.1));
    const valid = times(free, "ValidatePath", "success");
    expect([valid.length > 3, valid.every((time) => time > plans.at(-1)!)]).toEqual([true, true]);
  });

  test("it drives on while the planner is at work", () => {
    const both = free.filter((moment) => gives(moment, "ComputePathToPose", "running") && gives(moment, "FollowPath", "running"));
    expect(both.length).toBeGreaterThan(7);
    expect(times(free, "FollowPath", "halted")).toEqual([]);
  });
});

describe("with the door blocked", () => {
  const blocked = journey(SCENES.blocked);

  test("it recovers one way after the other until the door is free, and arrives", () => {
    expect(recoveries(blocked)).toEqual(["ClearLocalCostmap-Subtree", "Spin", "Wait"]);
    expect([end(blocked).root, distance(end(blocked).at, SCENES.blocked.goals[0].goal) < 0.2]).toEqual(["success", true]);
  });

  test("each failure of the planner is answered in its place first: it clears what it knows, and plans again within the tick", () => {
    const context = begins(blocked, "ClearGlobalCostmap-Context");
    expect(context.length).toBe(4);
    for (const time of context) expect(times(blocked, "ComputePathToPose", "failure")).toContain(time);
    for (const time of times(blocked, "ClearGlobalCostmap-Context", "success")) expect(begins(blocked, "ComputePathToPose").map((one) => one.toFixed(1))).toContain(time.toFixed(1));
  });

  test("the first failure does not stop it, the second does", () => {
    const [first, second] = times(blocked, "ComputePathToPose", "failure");
    expect(times(blocked, "FollowPath", "running")).toContain(first);
    expect(times(blocked, "FollowPath", "halted")).toEqual([second]);
  });

  test("it waits five seconds and turns a quarter", () => {
    expect(times(blocked, "Wait", "success")[0]! - begins(blocked, "Wait")[0]!).toBeCloseTo(5);
    const [spun] = begins(blocked, "Spin"), before = blocked.find(({ time }) => time === spun)!, after = blocked.find((moment) => gives(moment, "Spin", "success"))!;
    expect(after.heading - before.heading).toBeCloseTo(1.6, 5);
  });

  test("what it takes to be in the way still is cleared by the controller's own recovery", () => {
    expect(times(blocked, "FollowPath", "failure")).toHaveLength(1);
    expect(begins(blocked, "ClearLocalCostmap-Context")).toEqual(times(blocked, "FollowPath", "failure"));
  });

  test("for good, it tries six times, all four ways round, and gives up", () => {
    const stuck = journey({ ...SCENES.blocked, obstacles: [{ ...SCENES.blocked.obstacles[0], to: Infinity }] });
    expect(recoveries(stuck)).toEqual(["ClearLocalCostmap-Subtree", "Spin", "Wait", "BackUp", "ClearLocalCostmap-Subtree", "Spin"]);
    expect(end(stuck).root).toBe("failure");
  });

  test("a new goal ends the recovery at once", () => {
    const sent = journey({ ...SCENES.blocked, goals: [...SCENES.blocked.goals, { at: 8, goal: { x: 1, y: 6 } }] });
    expect([times(sent, "Wait", "halted"), times(sent, "GoalUpdated", "success")]).toEqual([[8], [8]]);
    expect([end(sent).root, distance(end(sent).at, { x: 1, y: 6 }) < 0.2]).toEqual(["success", true]);
  });
});

test("where there is room it plans a way around what stands in the way", () => {
  const detour = journey(SCENES.detour);
  expect([recoveries(detour), end(detour).root]).toEqual([[], "success"]);
  for (const { at, time } of detour) if (time >= 6) expect(distanceTo(SCENES.detour.obstacles[0].box, at)).toBeGreaterThan(0.2);
});

test("sent elsewhere on its way, it goes there from the next plan on, without stopping", () => {
  const moments = journey(SCENES.elsewhere), [, { at, goal }] = SCENES.elsewhere.goals;
  const seen = times(moments, "GlobalUpdatedGoal", "success");
  expect([seen[0], seen.length, seen[1]! >= at && seen[1]! <= at + 1.1]).toEqual([0, 2, true]);
  expect([times(moments, "FollowPath", "halted"), end(moments).root, distance(end(moments).at, goal) < 0.2]).toEqual([[], "success", true]);
});

test("the same seed drives the same way, and each arrives", () => {
  expect(journey(SCENES.blocked)).toEqual(journey(SCENES.blocked));
  for (let seed = 1; seed <= 8; seed++) for (const scene of Object.values(SCENES)) expect(end(journey(scene, seed)).root).toBe("success");
});

test("the picture is fresh; `node scripts/nav2-picture.ts` writes it", async () => {
  expect(readFileSync(join(FOLDER, "run.svg"), "utf8")).toBe(await nav2Picture());
});
