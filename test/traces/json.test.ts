import { expect, test } from "vitest";
import { checkTrace, readTrace } from "../../runtime/traces/trace.ts";
import { envOf, file, plain, refusal } from "./files.ts";

const env = envOf(`
  record Pose { position: vec3 [m], held: bool }
  env arm at 10Hz {
    observe cube: Pose
    observe joints: vec2 [rad]
    observe seen: list<number [m], 3>
    act grip: number in 0..1 default 0
  }`);
const names = env.obs.map((slot) => slot.name);
const rows = (...lines: unknown[]) => file("arm.jsonl", lines.map((line) => JSON.stringify(line)).join("\n"));
const nested = { cube: { position: [1, 2, 3], held: true }, joints: [4, 5], seen: [6, 7], grip: 0.5 };

async function first(line: unknown) {
  const trace = await readTrace(rows(line), env);
  return [...trace.obs.map((values) => values[0]), trace.acts[0]?.[0]];
}

test("objects nested as the env is, or flat, or half of it", async () => {
  expect(names).toEqual(["cube.position.x", "cube.position.y", "cube.position.z", "cube.held", "joints.x", "joints.y", "seen.length", "seen.0", "seen.1", "seen.2"]);
  const values = [1, 2, 3, 2, 4, 5, 2, 6, 7, NaN, 0.5];
  expect(await first(nested)).toEqual(values);
  expect(await first({ "cube.position": [1, 2, 3], "cube.held": true, joints: { x: 4, y: 5 }, "seen.length": 2, "seen.0": 6, "seen.1": 7, "seen.2": null, grip: 0.5 })).toEqual(values);
  expect(await first({ ...nested, joints: undefined, "joints.x": 4, "joints.y": 5 })).toEqual(values);
});

test("units stand in keys, for whole vectors too", async () => {
  const { cube, ...rest } = nested;
  const read = await first({ ...rest, cube: { "position [cm]": [100, 200, 300], held: 1 }, "seen [cm]": [600, 700], seen: undefined });
  expect(read).toEqual([1, 2, 3, 2, 4, 5, 2, 6, 7, NaN, 0.5]);
});

test("what a row leaves out is unknown", async () => {
  const trace = await readTrace(rows(nested, {}, { cube: null }, { cube: { held: false } }, { joints: null }), env);
  expect(trace.obs.map((values) => [...values])).toEqual([
    [1, NaN, NaN, NaN, NaN], [2, NaN, NaN, NaN, NaN], [3, NaN, NaN, NaN, NaN], [2, 1, 1, 0, 1], [4, NaN, NaN, NaN, NaN], [5, NaN, NaN, NaN, NaN],
    [2, NaN, NaN, NaN, NaN], [6, NaN, NaN, NaN, NaN], [7, NaN, NaN, NaN, NaN], [NaN, NaN, NaN, NaN, NaN],
  ]);
});

test("columns are those of the first rows together", async () => {
  expect(await checkTrace(rows({ joints: [1, 2] }, { seen: [] }, { cube: { held: true } }), env, { needs: new Set(["joints.x", "seen.0", "cube.held"]) })).toEqual([]);
});

test.each([
  [{ joints: [1, 2, 3] }, "a list has 3 elements, not 2, in column `joints.x`"],
  [{ joints: 1 }, "what should hold `joints.x` is no list in column `joints.x`"],
  [{ seen: [1, 2, 3, 4] }, "a list has 4 elements, not at most 3, in column `seen.length`"],
  [{ cube: [1] }, "what should hold `cube.held` is no object in column `cube.held`"],
  [{ cube: { held: "maybe" } }, "`maybe` is neither true nor false in column `cube.held`"],
])("%j in the second row is refused", async (line, message) => {
  const needs = new Set(["cube.held", "joints.x", "seen.length"]);
  expect(await refusal(readTrace(rows(nested, line), env, { needs }))).toBe(`arm.jsonl, row 2: ${message}`);
});

test("elements of other lists are columns by number", async () => {
  const plainEnv = envOf("env e at 10Hz { observe a: number }");
  const path = rows({ state: [1, 2] }, { state: [3] });
  expect(await readTrace(path, plainEnv, { columns: { a: "state.1" } })).toMatchObject({ obs: [Float64Array.of(2, NaN)] });
  expect((await checkTrace(path, plainEnv)).map(plain)).toEqual(["arm.jsonl: there is no column `a` among `state.0`, `state.1`; name it with `--column a=COLUMN`"]);
});

test("a key that every object inherits is no column", async () => {
  const odd = envOf("env e at 10Hz { observe constructor: number }");
  expect(await checkTrace(rows({ a: 1 }), odd)).toHaveLength(1);
});
