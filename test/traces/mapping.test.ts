import { expect, test } from "vitest";
import { checkTrace, readTrace } from "../../runtime/traces/trace.ts";
import { envOf, file, plain, refusal } from "./files.ts";

const car = envOf(`
  enum Mode { stop, go }
  env car at 20Hz {
    observe speed: number [m/s]
    observe road: number [km/h]
    observe turn: number [deg/s]
    observe lead: bool
    observe mode: Mode
    act accel: number [m/s^2] in -8..3 default 0
  }`);
const only = (...names: string[]) => ({ needs: new Set(names) });
const csv = (text: string) => file("drive.csv", text);
const column = async (name: string, text: string, options: Parameters<typeof readTrace>[2] = {}) => {
  const at = car.obs.findIndex((slot) => slot.name === name);
  return [...(await readTrace(csv(text), car, { ...only(name), ...options })).obs[at]!];
};

test("a column without a unit is in the slot's, another is converted", async () => {
  expect(await column("speed", "speed\n36\n")).toEqual([36]);
  expect(await column("speed", "speed [km/h]\n36\n")).toEqual([10]);
  expect(await column("speed", "speed[cm/s]\n36\n")).toEqual([0.36]);
  expect(await column("speed", "speed [ m/s ]\n0.1\n")).toEqual([0.1]);
});

test("a unit whose size the slot's text rounds is exact all the same", async () => {
  expect(car.obs[1]!.unit).toBe("0.277778 m/s");
  expect(await column("road", "road [km/h]\n36\n")).toEqual([36]);
  expect(await column("road", "road [m/s]\n10\n")).toEqual([36]);
  expect(await column("turn", "turn [rad/s]\n3.141592653589793\n")).toEqual([180]);
  expect((await column("turn", "turn [rev/min]\n1\n"))[0]).toBeCloseTo(6, 14);
});

test("--column names a column, with its unit or another", async () => {
  expect(await column("speed", "v_ego,speed\n36,1\n", { columns: { speed: "v_ego" } })).toEqual([36]);
  expect(await column("speed", "v_ego,speed\n36,1\n", { columns: { speed: "v_ego[km/h]" } })).toEqual([10]);
  expect(await column("speed", "v_ego [km/h]\n36\n", { columns: { speed: "v_ego" } })).toEqual([10]);
  expect(await column("speed", "v_ego [km/h]\n36\n", { columns: { speed: "v_ego [km/h]" } })).toEqual([10]);
  expect(await column("speed", "v_ego [km/h]\n36\n", { columns: { speed: "v_ego [m/s]" } })).toEqual([36]);
});

test("one column may fill two slots", async () => {
  const trace = await readTrace(csv("v [m/s]\n10\n"), car, { ...only("speed", "road"), columns: { speed: "v", road: "v" } });
  expect([trace.obs[0]![0], trace.obs[1]![0]]).toEqual([10, 36]);
});

test("what is not needed may be missing and is unknown, and a column that no slot has is not looked at", async () => {
  const trace = await readTrace(csv("speed,note\n1,hello\n2,\n"), car, only("speed"));
  expect(trace.obs.map((values) => [...values])).toEqual([[1, 2], [NaN, NaN], [NaN, NaN], [1, 1], [NaN, NaN]]);
  expect(trace.acts).toEqual([null]);
  expect(trace).toMatchObject({ length: 2, times: null, notes: [] });
});

test("actions are read where they are there, and refused where they are needed and are not", async () => {
  const all = "speed,road,turn,lead,mode";
  expect((await readTrace(csv(`${all}\n1,1,1,1,go\n`), car)).acts).toEqual([null]);
  expect((await readTrace(csv(`${all},accel\n1,1,1,1,go,-2\n`), car)).acts[0]).toEqual(Float64Array.of(-2));
  expect((await readTrace(csv(`accel\n-2\n`), car, only("accel"))).acts[0]).toEqual(Float64Array.of(-2));
  expect(await checkTrace(csv(`speed\n-2\n`), car, only("accel"))).toHaveLength(1);
});

test.each([
  ["a missing column", "time,sped\n", only("speed"), "there is no column `speed` (did you mean `sped`?) among `time`, `sped`; name it with `--column speed=COLUMN`"],
  ["two columns", "speed,speed [km/h]\n", only("speed"), "the columns `speed`, `speed [km/h]` are both `speed`; leave one, or name it with `--column speed=COLUMN`"],
  ["a wrong dimension", "speed [kg]\n", only("speed"), "column `speed [kg]` is in `kg` and `speed` in `m/s`: `kg` is no unit of `m/s`"],
  ["an unknown unit", "speed [kmh]\n", only("speed"), "column `speed [kmh]` is in `kmh` and `speed` in `m/s`: `kmh` is no unit, did you mean `km`?"],
  ["no unit at all", "speed [a]b]\n", only("speed"), "there is no column `speed` among `speed [a]b]`; name it with `--column speed=COLUMN`"],
  ["a malformed unit", "speed [m/s/s]\n", only("speed"), "column `speed [m/s/s]` is in `m/s/s` and `speed` in `m/s`: `m/s/s` is no unit, write it like `m/s^2`"],
  ["a unit that ends the text", "speed [m/s)+(1]\n", only("speed"), "column `speed [m/s)+(1]` is in `m/s)+(1` and `speed` in `m/s`: `m/s)+(1` is no unit, write it like `m/s^2`"],
  ["a truth value's unit", "lead [m]\n", only("lead"), "column `lead [m]` has a unit, and `lead` is true or false"],
  ["an unknown slot", "speed\n", { ...only("speed"), columns: { sped: "speed" } }, "`sped` is no observation or action of `car` (did you mean `speed`?); write one of `speed`, `road`, `turn`, `lead`, `mode`, `accel`"],
  ["an unknown column", "v\n", { ...only("speed"), columns: { speed: "w" } }, "there is no column `w` for `speed` among `v`"],
  ["an unknown column of a slot that is not needed", "v,speed\n", { ...only("speed"), columns: { road: "ww" } }, "there is no column `ww` for `road` among `v`, `speed`"],
  ["a time that is none", "speed,time [m]\n", only("speed"), "column `time [m]` is no time: `m` is no unit of `s`"],
  ["an unknown time", "speed,stamp\n", { ...only("speed"), time: "stamps" }, "there is no column `stamps` for `the time` (did you mean `stamp`?) among `speed`, `stamp`"],
  ["two times", "speed,time,time [ms]\n", only("speed"), "the columns `time`, `time [ms]` are both `time`; leave one, or name it with `--time COLUMN`"],
])("%s is refused before a row is read", async (_, text, options, message) => {
  const path = csv(text);
  expect((await checkTrace(path, car, options)).map(plain)).toEqual([`drive.csv: ${message}`]);
  expect(await refusal(readTrace(path, car, options))).toBe(`drive.csv: ${message}`);
});

test("all problems are found at once, and the first is thrown", async () => {
  expect(await checkTrace(csv("x\n"), car)).toHaveLength(5);
  expect(await refusal(readTrace(csv("x\n"), car))).toMatch(/^drive\.csv: there is no column `speed` .* \(and 4 more like it\)$/);
  expect(await checkTrace(csv("speed\n"), car, only("speed"))).toEqual([]);
});

test("of many columns the first dozen are named", async () => {
  const [problem] = await checkTrace(csv(`${Array.from({ length: 20 }, (_, i) => `c${i}`).join(",")}\n`), car, only("speed"));
  expect(problem).toMatch(/`c11` and 8 more;/);
});

test("times by name, with a unit, and not where the name is a slot's own", async () => {
  const read = async (text: string, time?: string) => [...(await readTrace(csv(text), car, { ...only("speed"), ...(time !== undefined && { time }) })).times ?? []];
  expect(await read("time,speed\n5,1\n5.05,2\n")).toEqual([0, 0.05]);
  expect(await read("t [ms],speed\n5,1\n55,2\n")).toEqual([0, 0.05]);
  expect(await read("timestamp,stamp,speed\n5,8,1\n9,58,2\n", "stamp [ms]")).toEqual([0, 0.05]);
  const warm = envOf("env warm at 20Hz { observe t: number [K] }");
  expect((await readTrace(csv("t\n1\n7\n"), warm)).times).toBe(null);
});

test("an env without a rate needs times", async () => {
  const free = envOf("env free { observe speed: number [m/s] }");
  expect(await refusal(readTrace(csv("speed\n1\n"), free))).toBe("drive.csv: there is no column of times among `speed`, and `free` has no rate; name it with `--time COLUMN`");
  expect(await readTrace(csv("t,speed\n3,1\n4.5,1\n"), free)).toMatchObject({ length: 2, times: Float64Array.of(0, 1.5) });
});
