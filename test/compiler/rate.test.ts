import { expect, test } from "vitest";
import { analyze } from "../../compiler/program.ts";

function read(rate: string, body = ""): { readonly rate: number | null | undefined; readonly findings: readonly string[] } {
  const text = `env e at ${rate} { observe x: number }\n${body}`;
  const { program, diagnostics } = analyze({ path: "rate.pol", text }, { readText: () => undefined, exists: () => false });
  return { rate: program.envs[0]?.rate, findings: diagnostics.map(({ code, message }) => `${code} ${message}`) };
}

test.each([
  ["20Hz", 20], ["2.5kHz", 2500], ["500ms", 2], ["3s", 1 / 3], ["7ms", 1000 / 7], ["50us", 20_000], ["2min", 1 / 120], ["0.1s", 10],
] as const)("a rate of %s is so many samples a second: %d", (written, rate) => {
  expect(read(written)).toEqual({ rate, findings: [] });
});

test("windows are whole samples of the period", () => {
  expect(read("3s", "spec s over e = always[0s, 21s] x > 0").findings).toEqual([]);
  expect(read("7ms", "spec s over e = always[7ms, 0.021s] x > 0").findings).toEqual([]);
  expect(read("3s", "spec s over e = always[0s, 4s] x > 0").findings).toEqual([expect.stringMatching(/^POL0701 this is 1\.33333 samples/)]);
});

test("a rate is told to six digits, and the windows beside it as they are written", () => {
  const { diagnostics } = analyze({ path: "rate.pol", text: "env e at 7ms { observe x: number }\nspec s over e = always[0s, 0.02s] x > 0" }, { readText: () => undefined, exists: () => false });
  expect(diagnostics[0]).toMatchObject({ message: "this is 2.85714 samples at 142.857 a second", help: "the nearest whole samples are 0.014s and 0.021s" });
});

test("anything else is no rate", () => {
  expect(read("0Hz").findings).toEqual(["POL0406 a rate is above 0, and this is 0Hz"]);
  expect(read("0kHz", "spec s over e = always[0s, 4s] x > 0").findings).toEqual(["POL0406 a rate is above 0, and this is 0kHz"]);
  expect(read("5m").findings).toEqual(["POL0303 [1/s] is wanted here, but this is [m]"]);
  expect(read("0s").findings).toEqual(["POL0215 the rate of one sample every 0s is larger than any number that can be computed with"]);
  expect(read("1e999s").findings).toEqual(["POL0215 1e999 is larger than any number that can be computed with"]);
});
