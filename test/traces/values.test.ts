import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkTrace, readTrace } from "../../runtime/traces/trace.ts";
import { envOf, file, plain, refusal } from "./files.ts";

const env = envOf(`
  enum Mode { stop, go }
  env car at 20Hz {
    observe x: number
    observe b: bool
    observe m: Mode
  }`);
const KEYS = ["x", "b", "m"];

async function columnOf(name: "x" | "b" | "m", path: string) {
  const trace = await readTrace(path, env, { needs: new Set([name]) });
  return { values: [...trace.obs[KEYS.indexOf(name)]!], notes: trace.notes };
}
const csv = (name: "x" | "b" | "m", ...values: string[]) => columnOf(name, file("v.csv", [`id,${name}`, ...values.map((v, i) => `${i},${v}`)].join("\n")));
const json = (name: "x" | "b" | "m", ...values: unknown[]) => columnOf(name, file("v.ndjson", values.map((v) => JSON.stringify({ id: 1, [name]: v })).join("\n")));

test("numbers in all their spellings", async () => {
  const texts = ["1", "-1", "+1", "1.", ".5", "-.5", "1e3", "1E-3", " 7 ", "-0", "0.1", "123456789012345678901234567890", "0.30000000000000004", "00012", "9007199254740993", `0.${"0".repeat(30)}1`];
  const { values } = await csv("x", ...texts);
  expect(values).toEqual(texts.map(Number));
});

test("numbers that are not there, or infinite, are unknown, and the infinite ones counted", async () => {
  const { values, notes } = await csv("x", "", "null", "NaN", "nan", "-nan", "1", "inf", "-Infinity", "1e999", " ");
  expect(values).toEqual([NaN, NaN, NaN, NaN, NaN, 1, NaN, NaN, NaN, NaN]);
  expect(notes).toEqual(["3 infinite values of `x` are unknown (first in row 7)"]);
  expect(await json("x", null, "nan", 1, "inf", undefined)).toEqual({ values: [NaN, NaN, 1, NaN, NaN], notes: ["1 infinite value of `x` is unknown (first in row 4)"] });
});

test.each(["fast", "1,5", "0x10", "1_000", "1e", ".", "-", "--1", "1 2", "1.2.3", "true", "Infinite"])("`%s` is no number", async (word) => {
  expect(await refusal(csv("x", "1", `"${word}"`))).toBe(`v.csv, row 2: \`${word}\` is no number in column \`x\``);
  expect(await refusal(json("x", 1, word))).toBe(`v.ndjson, row 2: \`${word}\` is no number in column \`x\``);
});

test("truth values", async () => {
  expect(await csv("b", "true", "False", "1", "0", "", "nan", "1.0", "TRUE")).toEqual({ values: [2, 0, 2, 0, 1, 1, 2, 2], notes: [] });
  expect(await json("b", true, false, 1, 0, null, "true")).toEqual({ values: [2, 0, 2, 0, 1, 2], notes: [] });
  expect(await refusal(csv("b", "2"))).toBe("v.csv, row 1: `2` is neither true nor false in column `b`");
  expect(await refusal(csv("b", "yes"))).toBe("v.csv, row 1: `yes` is neither true nor false in column `b`");
  expect(await refusal(csv("b", "inf"))).toBe("v.csv, row 1: `Infinity` is neither true nor false in column `b`");
});

test("names of an enum, and what is none of them", async () => {
  expect(await csv("m", "go", "0", "", " stop ", "1")).toEqual({ values: [1, 0, NaN, 0, 1], notes: [] });
  expect(await csv("m", "go", "Go", "2", "-1", "0.5")).toEqual({ values: [1, NaN, NaN, NaN, NaN], notes: ["4 values of `m` are none of its names and unknown (first `Go` in row 2)"] });
  expect(await json("m", "go", 0, null, 7)).toEqual({ values: [1, 0, NaN, NaN], notes: ["1 value of `m` is none of its names and unknown (first `7` in row 4)"] });
  expect(await refusal(json("m", true))).toBe("v.ndjson, row 1: `true` is no name in column `m`");
});

test("what is no single value is refused", async () => {
  expect(await refusal(json("x", 1, [2]))).toBe("v.ndjson, row 2: a list is no single value in column `x`");
  expect(await refusal(json("x", 1, {}))).toBe("v.ndjson, row 2: an object is no single value in column `x`");
});

const x = { needs: new Set(["x"]) };
const xs = async (name: string, content: string | Uint8Array) => [...(await readTrace(file(name, content), env, x)).obs[0]!];

test("ends of lines, a byte order mark, quotes and blank lines", async () => {
  expect(await xs("a.csv", "\ufeffx,s\r\n1,a\r\n2,b\r\n")).toEqual([1, 2]);
  expect(await xs("a.csv", "s,x\r\na,1\nb,2")).toEqual([1, 2]);
  expect(await xs("a.csv", '"s","x"\r\n"a,\n""b""","1"\r\n\r\n"",2\r\n\n')).toEqual([1, 2]);
  expect(await xs("a.csv", "s,x\n\na,1\r\n\r\nb,2\n\n")).toEqual([1, 2]);
  expect(await xs("a.csv", "x\n1\n\n2\n")).toEqual([1, NaN, 2]);
  expect(await xs("a.csv", 'x\n1\n\n"2"\n')).toEqual([1, NaN, 2]);
  expect(await xs("a.tsv", "s\tx\na,b\t1\n")).toEqual([1]);
  expect(await xs("a.ndjson", '\ufeff{"x":1}\r\n\r\n{"x":2}\n')).toEqual([1, 2]);
  expect(await xs("a.JSONL", '{"x":1}')).toEqual([1]);
});

test.each([
  ["a.csv", "", "a.csv is empty"],
  ["a.csv", "\ufeff", "a.csv is empty"],
  ["a.ndjson", "", "a.ndjson is empty"],
  ["a.ndjson", "\n\n", "a.ndjson has no samples"],
  ["a.csv", "x\n", "a.csv has no samples"],
  ["a.csv", "x,y", "a.csv has no samples"],
  ["a.csv", "\n1,2\n", "a.csv does not begin with a header"],
  ["a.csv", "x,y\n1,2\n1\n", "a.csv, row 2 has 1 value, and the header has 2"],
  ["a.csv", "x,y\n1,2\n1,2,3\n", "a.csv, row 2 has 3 values, and the header has 2"],
  ["a.csv", 'x,y\n1,2\n"1",2,3\n', "a.csv, row 2 has 3 values, and the header has 2"],
  ["a.csv", 'x,y\n1,2\n\n1,"a\n', "a.csv, row 2: a quote is never closed"],
  ["a.csv", 'x,y\n1,"a"b\n', "a.csv, row 1: a quote ends within a value; write it twice if it is part of the value"],
  ["a.csv", 'x,y\n\n3,3\n\n1,5"\n2,5"\n', "a.csv, row 2: a quote begins within a value; put the whole value in quotes and write the inner one twice"],
  ["a.csv", Uint8Array.from([...Buffer.from("x,y\n1,2\n"), 0xff, 0x0a, 0x31]), "a.csv, row 2 is no UTF-8"],
  ["a.csv", Uint8Array.from([...Buffer.from('x,y\n1,2\n"1\n2",'), 0xff, 0x0a, 0x31]), "a.csv, row 2 is no UTF-8"],
  ["a.csv", Uint8Array.of(0xff, 0xfe, 0x78, 0x00, 0x0a, 0x00), "the header of a.csv is no UTF-8"],
  ["a.ndjson", Uint8Array.from([...Buffer.from('{"x":1}\n{"x":"'), 0xc3, 0x28, 0x0a]), "a.ndjson, row 2 is no UTF-8"],
  ["a.ndjson", Uint8Array.from([0xc3, 0x28, 0x0a]), "a.ndjson, row 1 is no UTF-8"],
  ["a.ndjson", '{"x":1}\n[1]\n', 'a.ndjson, row 2 is no JSON object; write one line a sample, like {"speed": 3.5}'],
  ["a.ndjson", '{"x":1}\n{"x":\n', "a.ndjson, row 2 is no JSON"],
  ["a.ndjson", '{"x":1}\n{"x":NaN}\n', "a.ndjson, row 2 is no JSON; write `null` for a number that is not known"],
  ["a.txt", "x\n1\n", "a.txt is no trace that can be read: its name must end in .csv, .tsv, .ndjson, .jsonl or .parquet"],
])("%s: %j is refused", async (name, content, message) => {
  expect(await refusal(readTrace(file(name, content), env, x))).toBe(message);
});

test("a file that is not there is said by the check as well", async () => {
  const [message] = await checkTrace(`${file("a.csv", "x")}.csv`, env, x);
  expect(plain(message!)).toBe("there is no file a.csv.csv");
  expect(await refusal(readTrace(`${file("a.csv", "x")}.csv`, env, x))).toBe("there is no file a.csv.csv");
});

test("a file of many blocks, whatever lies across their ends", async () => {
  const rows = Array.from({ length: 120_000 }, (_, i) => i);
  const seen: number[] = [];
  const path = file("long.csv", `s,x\n${rows.map((i) => (i % 1000 === 7 ? `"ö\n${"é".repeat(i % 77)}",${i}` : `${"é".repeat(i % 13)},${i}.25`)).join("\n")}`);
  const trace = await readTrace(path, env, { ...x, progress: (done) => seen.push(done) });
  expect(trace.obs[0]).toEqual(Float64Array.from(rows, (i) => (i % 1000 === 7 ? i : i + 0.25)));
  expect(seen.length).toBeGreaterThan(1);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
  expect(await xs("long.ndjson", rows.map((i) => JSON.stringify({ s: "é".repeat(i % 13), x: i })).join("\n"))).toEqual(rows);
});

test("one row may be longer than a block", async () => {
  expect(await xs("wide.csv", `s,x\n"${"a\n".repeat(1_500_000)}",1\n,2\n`)).toEqual([1, 2]);
});

test("rows read from bytes are the rows csv-parse reads", async () => {
  const value = fc.oneof(fc.double().map(String), fc.integer().map(String), fc.constantFrom("", "nan", "1.50", "-0.0", "00", ".25", "5."), fc.double({ min: -1e6, max: 1e6 }).map((v) => v.toFixed(9)));
  const word = fc.string().filter((s) => !/["\r\n,]/.test(s));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(word, value), { minLength: 1 }), fc.constantFrom("\n", "\r\n"), fc.boolean(), async (rows, end, last) => {
      const text = `s,x${end}${rows.map((row) => row.join(",")).join(end)}${last ? end : ""}`;
      const expected = (parse(text, { fromLine: 2, recordDelimiter: end }) as string[][]).map(([, v]) => (v === "" || v === "NaN" || v === "nan" || v!.includes("Infinity") ? NaN : Number(v)));
      expect(await xs("p.csv", text)).toEqual(expected);
      const quoted = `"s","x"${end}${rows.map(([s, v]) => `"${s}\n""","${v}"`).join(end)}`;
      expect(await xs("p.csv", quoted)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
