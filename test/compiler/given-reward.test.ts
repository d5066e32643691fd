import { expect, test } from "vitest";
import { analyze, type Host } from "../../compiler/program.ts";
import { compileText } from "../../runtime/files/load.ts";
import { runTests } from "../../runtime/testing/tests.ts";

const host: Host = { readText: () => undefined, exists: () => false };
const policy = (steps: string, reward = "paid"): string => `env e at 10Hz {
  observe said: text
  observe other: text
  observe hits: list<[m], 3> in 0..10
  act push: vec2 in -1..1 default 0
  act lamp: bool default false
}
reward paid over e {
  term right  = if said == other then 1 else 0 else 0
  term near   = -sum(hits) / 1m
  term effort = -norm(push)
  term light  = if lamp then -1 else 0
}
reward changed over e = norm(push - previous push)
test "t" on ${reward} { ${steps} }
`;
const codes = (steps: string) => analyze({ path: "a.pol", text: policy(steps) }, host).diagnostics.filter((d) => d.severity === "error").map((d) => d.code);
const result = async (steps: string, reward?: string) => (await runTests(await compileText("a.pol", policy(steps, reward))))[0]!.failures.map(({ message }) => message);

test("texts are given, and what is not named stays", async () => {
  expect(await result('given { said = "a", other = "b", hits = list(1m) } with { said = "b" } expect paid increases')).toEqual([]);
  expect(await result('given { said = "b", other = "b", hits = list(1m) } with { said = "\\n" } expect paid increases')).toEqual(["`paid` went from 0 to -1, it does not increase"]);
  expect(await result('given { said = "b", hits = list(1m) } with { other = "b" } expect paid increases')).toEqual([]);
});

test("an action is given, else it is the default; `given` puts it back", async () => {
  expect(await result("given { hits = list() } with { push = vec2(0.6, 0.8) } expect paid decreases with { lamp = true } expect paid decreases")).toEqual([]);
  expect(await result("given { hits = list(), push = 1 } given { hits = list() } expect paid increases")).toEqual([]);
  expect(await result("given { hits = list() } with { push.x = 0.5 } with { push.x = 0.5 } expect changed decreases", "changed")).toEqual([]);
});

test("what does not fit is an error", () => {
  expect(codes("given { push = vec2(2, 0) } expect paid increases")).toEqual(["POL0214"]);
  expect(codes("given { said = 3 } expect paid increases")).toEqual(["POL0201"]);
  expect(codes("given { push = 1m } expect paid increases")).toEqual(["POL0303"]);
  expect(codes("given { hits = list(1m, 11m) } expect paid increases")).toEqual(["POL0214"]);
  expect(codes("given { pusch = 1 } expect paid increases")).toEqual(["POL0101"]);
});

test("a guard is given no action, and no text", () => {
  const guard = (given: string) => analyze({ path: "a.pol", text: `env e at 10Hz { observe x: [m] act v: [m/s] in -1..1 default 0 dynamics { x' = v } }
controller stay over e { v = 0 }
guard g over e { propose stay }
test "t" on g { given { ${given} } simulate 1s expect x > 0m }` }, host).diagnostics.filter((d) => d.severity === "error").map((d) => d.code);
  expect(guard("x = 1, v = 1")).toEqual(["POL0106"]);
});
