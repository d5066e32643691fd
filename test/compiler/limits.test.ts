import { expect, test } from "vitest";
import { ROAD } from "../../compiler/diagnostics/fixtures.ts";
import { analyze, type Host } from "../../compiler/program.ts";

const host: Host = { readText: () => undefined, exists: () => false };

function nested(times: number, around: (inner: string, i: number) => string, innermost: string): string {
  return Array.from({ length: times }).reduce<string>((inner, _, i) => around(inner, i), innermost);
}

/** `f0`, and so many functions each of which is made of the one before. */
function chain(times: number, type: string, body: (before: string) => string): string {
  return `fn f0(x: ${type}) -> ${type} = x\n${Array.from({ length: times }, (_, i) => `fn f${i + 1}(x: ${type}) -> ${type} = ${body(`f${i}`)}\n`).join("")}`;
}

const records = `record r0 { x: number }\n${Array.from({ length: 60 }, (_, i) => `record r${i + 1} { x: r${i}, y: r${i} }\n`).join("")}`;
const grid = "env g at 10Hz { observe xs: list<number, 8>\n observe v: vec3\n act a: number in 0..1 default 0 }\n";
const guarded = (clause: string): string => `controller stay over g { a = 0 }\nguard safe over g { propose stay require ${clause} }\n`;
const desk = (condition: string): string => `env desk { tool pay(a: number) -> text }\nprivilege p over desk { allow pay when ${condition}\n ask pay when ${condition} }\n`;

// Each would take longer than the age of the universe if it were done as it is written.
test.each([
  ["functions of numbers in each other", `const a = ${nested(80, (x) => `tanh(${x})`, "1")}\n`, []],
  ["quantifiers in each other", `${grid}spec s over g = ${nested(40, (x, i) => `(all q${i} in xs: ${x})`, "a > 0")}\n`, ["POL0216"]],
  ["functions of vectors that double", `${grid}${chain(60, "vec3", (f) => `${f}(x) + ${f}(x)`)}`, ["POL0216"]],
  ["a function of vectors in itself", `${grid}fn f(x: vec3) -> vec3 = x + x\nspec s over g = norm(${nested(60, (x) => `f(${x})`, "v")}) > 0\n`, ["POL0216"]],
  ["lengths of lengths", `${grid}${guarded(`norm(${nested(60, (x) => `(v * norm(${x}))`, "v")}) >= 0`)}`, ["POL0216"]],
  ["records of records", `${records}env e at 10Hz { observe a: r60 }\n`, ["POL0217"]],
  ["records of records in a tool", `${records}env e { tool t(a: r60) -> text }\n`, ["POL0217"]],
  ["lists of lists", `env e at 10Hz { observe a: ${nested(20, (x) => `list<${x}, 9>`, "number")} }\n`, ["POL0217"]],
  ["a very long list", "env e at 10Hz { observe a: list<number, 999999999> }\n", ["POL0217"]],
  ["a barrier through functions that double", `${ROAD}${chain(60, "[m/s]", (f) => `${f}(x) + ${f}(x)`)}guard g over road { propose brake barrier f60(speed) >= 0[m/s] with alpha 1[1/s] }\n`, ["POL0216"]],
  ["a barrier through functions in each other", `${ROAD}${chain(60, "[m/s]", (f) => `${f}(${f}(x))`)}guard g over road { propose brake barrier f60(speed) >= 0[m/s] with alpha 1[1/s] }\n`, ["POL0216"]],
  ["a condition through functions that double", `${ROAD}${chain(60, "[m/s]", (f) => `${f}(x) + ${f}(x)`)}controller push over road { accel = 1 }\nguard g over road { propose push else brake require f60(speed) >= 0[m/s] }\n`, ["POL0515"]],
  ["rules whose ors and ands pair up", desk(nested(40, (x, i) => `((${x}) or (a > 1 and a > ${i}.5))`, "a > 0")), []],
])("%s end", (_, text, codes) => {
  const { diagnostics } = analyze({ path: "a.pol", text }, host);
  expect([...new Set(diagnostics.filter((d) => d.severity === "error").map((d) => d.code))]).toEqual(codes);
}, 30_000);

test("what is large but not too large is checked whole", () => {
  const text = `${grid}spec s over g = all p in xs: all q in xs: all r in xs: p + q + r < 9\n`;
  expect(analyze({ path: "a.pol", text }, host).diagnostics).toEqual([]);
});
