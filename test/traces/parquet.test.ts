import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { checkTrace, readTrace } from "../../runtime/traces/trace.ts";
import { envOf, file, plain, refusal } from "./files.ts";

type Written = Omit<Parameters<typeof parquetWriteBuffer>[0], "writer">;

const env = envOf(`
  enum Mode { stop, go }
  record Pose { x: number [m], held: bool }
  env car at 20Hz {
    observe x: number [m]
    observe b: bool
    observe m: Mode
    observe age: number [s]
    observe cube: Pose
  }`);
const free = envOf("env free { observe x: number [m] }");
const written = (options: Written) => file("a.parquet", new Uint8Array(parquetWriteBuffer(options)));
const needs = (...names: string[]) => ({ needs: new Set(names) });

async function read(name: string, options: Written) {
  const { obs, notes } = await readTrace(written(options), env, needs(name));
  return { values: [...obs[env.obs.findIndex((slot) => slot.name === name)]!], notes };
}
const column = (name: string, data: unknown[] | Float64Array, more: object = {}) => read(name, { columnData: [{ name, data, ...more } as Written["columnData"][number]] });
const many = Float64Array.from({ length: 3000 }, (_, i) => Math.sin(i));

test.each([
  ["doubles", { type: "DOUBLE", nullable: false }],
  ["doubles that may be missing", { type: "DOUBLE", nullable: true }],
  ["doubles in split streams", { type: "DOUBLE", encoding: "BYTE_STREAM_SPLIT", nullable: false }],
])("%s in several row groups and pages", async (_, more) => {
  const { values } = await read("x", { columnData: [{ name: "x", data: many, ...more } as Written["columnData"][number]], rowGroupSize: [100, 900], pageSize: 1000 });
  expect(values).toEqual([...many]);
});

test.each([
  ["UNCOMPRESSED", (bytes: Uint8Array) => bytes],
  ["SNAPPY", undefined],
  ["GZIP", gzipSync],
  ["BROTLI", brotliCompressSync],
  ["ZSTD", zstdCompressSync],
] as const)("compressed by %s", async (codec, compress) => {
  const data = Array.from({ length: 2000 }, (_, i) => i % 50);
  const { values } = await read("x", { columnData: [{ name: "x", data, type: "DOUBLE" }], codec, ...(compress !== undefined && { compressors: { [codec]: compress } }) });
  expect(values).toEqual(data);
});

test("numbers of every type", async () => {
  expect((await column("x", [1, -2, null], { type: "INT32" })).values).toEqual([1, -2, NaN]);
  expect((await column("x", [1n, -2n, undefined], { type: "INT64" })).values).toEqual([1, -2, NaN]);
  expect((await column("x", [0.5, NaN, 3], { type: "FLOAT" })).values).toEqual([0.5, NaN, 3]);
  expect((await column("x", [0.5, 1.25], { type: "FLOAT16" })).values).toEqual([0.5, 1.25]);
  const small = [{ name: "root", num_children: 1 }, { name: "x", type: "INT32", converted_type: "DECIMAL", scale: 2, precision: 4 }] as const;
  expect((await read("x", { columnData: [{ name: "x", data: [1.25, -0.5] }], schema: [...small] })).values).toEqual([1.25, -0.5]);
});

test("infinite and missing numbers are unknown", async () => {
  expect(await column("x", [1, Infinity, NaN, -Infinity], { type: "DOUBLE", nullable: false })).toEqual({ values: [1, NaN, NaN, NaN], notes: ["2 infinite values of `x` are unknown (first in row 2)"] });
  expect(await column("x", [null, 1, null], { type: "DOUBLE" })).toEqual({ values: [NaN, 1, NaN], notes: [] });
});

test("truth values and names of an enum", async () => {
  expect((await column("b", [true, false, null])).values).toEqual([2, 0, 1]);
  expect((await column("b", [1, 0, null], { type: "INT32" })).values).toEqual([2, 0, 1]);
  expect((await column("b", ["true", "False", ""])).values).toEqual([2, 0, 1]);
  expect(await column("m", ["go", "stop", null, "drift", "go"])).toEqual({ values: [1, 0, NaN, NaN, 1], notes: ["1 value of `m` is none of its names and unknown (first `drift` in row 4)"] });
  expect((await column("m", [1, 0, null], { type: "INT32" })).values).toEqual([1, 0, NaN]);
  expect(await refusal(column("b", [0, 1, 2], { type: "INT32" }))).toBe("a.parquet, row 3: `2` is neither true nor false in column `b`");
});

test("a column's name may have its unit", async () => {
  const path = written({ columnData: [{ name: "x [cm]", data: [100, 250], type: "DOUBLE" }] });
  expect((await readTrace(path, env, needs("x"))).obs[0]).toEqual(Float64Array.of(1, 2.5));
});

test("groups by dotted path, whatever of them may be missing", async () => {
  for (const outer of ["REQUIRED", "OPTIONAL"] as const) for (const inner of ["REQUIRED", "OPTIONAL"] as const) {
    const schema: NonNullable<Written["schema"]> = [
      { name: "root", num_children: 1 },
      { name: "cube", num_children: 2, repetition_type: outer },
      { name: "x", type: "DOUBLE", repetition_type: inner },
      { name: "held", type: "BOOLEAN", repetition_type: "REQUIRED" },
    ];
    const data = [{ x: 1, held: true }, { x: 2, held: false }, ...(outer === "OPTIONAL" ? [null] : []), ...(inner === "OPTIONAL" ? [{ x: null, held: true }] : []), { x: 4, held: true }];
    const expected = data.map((row) => row?.x ?? NaN);
    expect((await read("cube.x", { columnData: [{ name: "cube", data }], schema })).values).toEqual(expected);
    expect((await read("cube.held", { columnData: [{ name: "cube", data }], schema })).values).toEqual(data.map((row) => (row === null ? 1 : row.held ? 2 : 0)));
  }
});

test.each([
  ["TIMESTAMP_MILLIS", undefined, 1n],
  ["TIMESTAMP_MICROS", undefined, 1000n],
  [undefined, { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" }, 1n],
  [undefined, { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" }, 1000n],
  [undefined, { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "NANOS" }, 1_000_000n],
] as const)("timestamps %s %j are seconds, to the last digit", async (converted, logical, size) => {
  const element = { name: "time", type: "INT64" as const, ...(converted && { converted_type: converted }), ...(logical && { logical_type: logical }) };
  const times = [0n, 50n, 100n].map((t) => (1_767_225_600_123n + t) * size + (size > 1n ? 7n : 0n));
  const path = written({ columnData: [{ name: "time", data: times }, { name: "x", data: [1, 2, 3] }], schema: [{ name: "root", num_children: 2 }, element, { name: "x", type: "DOUBLE" }] });
  expect((await readTrace(path, free)).times).toEqual(Float64Array.of(0, 0.05, 0.1));
  expect(await readTrace(path, env, needs("x"))).toMatchObject({ times: Float64Array.of(0, 0.05, 0.1), notes: [] });
  expect((await readTrace(path, env, { ...needs("age"), columns: { age: "time" } })).obs[3]![0]).toBeCloseTo(1_767_225_600.123, 3);
  expect((await checkTrace(path, env, { ...needs("x"), time: "time [ms]" })).map(plain)).toEqual(["a.parquet: the timestamps of `time` have a unit of their own; leave out `[ms]`"]);
  expect(await checkTrace(path, env, { ...needs("x"), columns: { x: "time" } })).toHaveLength(1);
});

test("whole nanoseconds without a type keep their digits", async () => {
  const times = [1_767_225_600_123_456_789n, 1_767_225_600_123_456_790n];
  const path = written({ columnData: [{ name: "t [ns]", data: times, type: "INT64" }, { name: "x", data: [1, 2], type: "DOUBLE" }] });
  expect((await readTrace(path, free)).times).toEqual(Float64Array.of(0, 1e-9));
  expect((await readTrace(file("a.csv", `t [ns],x\n${times.join(",1\n")},2\n`), free)).times).toEqual(Float64Array.of(0, 1e-9));
});

test("dates are days in seconds", async () => {
  const schema = [{ name: "root", num_children: 2 }, { name: "time", type: "INT32", converted_type: "DATE" }, { name: "x", type: "DOUBLE" }] as const;
  const path = written({ columnData: [{ name: "time", data: [new Date(0), new Date(86_400_000)] }, { name: "x", data: [1, 2] }], schema: [...schema] });
  expect((await readTrace(path, free)).times).toEqual(Float64Array.of(0, 86_400));
});

test.each([
  ["x", ["1", "2"], {}, "column `x` holds text, and `x` is a number"],
  ["x", [true, false], {}, "column `x` holds truth values, and `x` is a number"],
  ["m", [true, false], {}, "column `m` holds truth values, and `m` is one of a few names"],
  ["x", [{ a: 1 }], { type: "JSON" }, "column `x` holds json values, and `x` is a number"],
])("%s: %j is refused by its type", async (name, data, more, message) => {
  const path = written({ columnData: [{ name, data, ...more } as Written["columnData"][number]] });
  expect((await checkTrace(path, env, needs(name))).map(plain)).toEqual([`a.parquet: ${message}`]);
});

test("lists are refused where a slot would have one", async () => {
  const schema: NonNullable<Written["schema"]> = [
    { name: "root", num_children: 1 },
    { name: "x", num_children: 1, repetition_type: "OPTIONAL", converted_type: "LIST" },
    { name: "list", num_children: 1, repetition_type: "REPEATED" },
    { name: "element", type: "DOUBLE", repetition_type: "OPTIONAL" },
  ];
  const path = written({ columnData: [{ name: "x", data: [[1, 2], [3]] }], schema });
  expect((await checkTrace(path, env, { ...needs("x"), columns: { x: "x.list.element" } })).map(plain)).toEqual(["a.parquet: column `x.list.element` holds lists, and `x` is a number"]);
});

test("a missing column is told by its name", async () => {
  const path = written({ columnData: [{ name: "y", data: [1], type: "DOUBLE" }] });
  expect((await checkTrace(path, env, needs("x"))).map(plain)).toEqual(["a.parquet: there is no column `x` among `y`; name it with `--column x=COLUMN`"]);
});

test("files that are not whole", async () => {
  const path = written({ columnData: [{ name: "x", data: many, type: "DOUBLE", nullable: false }] });
  const bytes = new Uint8Array(readFileSync(path));
  expect(await refusal(readTrace(file("b.parquet", bytes.subarray(0, 5000)), env, needs("x")))).toMatch(/^b\.parquet is no whole Parquet file \(.*\)$/);
  expect(await refusal(readTrace(file("b.parquet", ""), env, needs("x")))).toBe("b.parquet is empty");
  expect(await refusal(readTrace(file("b.parquet", "PAR1"), env, needs("x")))).toMatch(/^b\.parquet is no whole Parquet file/);
  // The end is there, and some of what it speaks of is not.
  const holed = Buffer.concat([bytes.subarray(0, 4), bytes.subarray(9000)]);
  expect(await refusal(readTrace(file("b.parquet", holed), env, needs("x")))).toMatch(/^b\.parquet (is no whole Parquet file|stops before its end)/);
  expect(await refusal(readTrace(written({ columnData: [{ name: "x", data: [], type: "DOUBLE" }] }), env, needs("x")))).toBe("a.parquet has no samples");
  expect(await checkTrace(path, env, needs("x"))).toEqual([]);
});

test("a text that is no UTF-8 is refused", async () => {
  const path = written({ columnData: [{ name: "m", data: [Uint8Array.of(0xff)], type: "BYTE_ARRAY" }] });
  expect(await refusal(readTrace(path, env, needs("m")))).toBe("a.parquet: a text of column `m` is no UTF-8");
});

test("progress ends at 1", async () => {
  const seen: number[] = [];
  const path = written({ columnData: [{ name: "x", data: many, type: "DOUBLE" }], rowGroupSize: 1000 });
  await readTrace(path, env, { ...needs("x"), progress: (done) => seen.push(done) });
  expect(seen).toEqual([1 / 3, 2 / 3, 1]);
});
