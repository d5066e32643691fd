import { expect, test } from "vitest";
import { analyze, type Host } from "../../compiler/program.ts";
import { compileText } from "../../runtime/files/load.ts";
import { runTests } from "../../runtime/testing/tests.ts";

const host: Host = { readText: () => undefined, exists: () => false };
const policy = (given: string): string => `env e at 10Hz {
  observe x: [m] in -10..10
  observe hits: list<[m], 3>
  observe battery: number?
  act v: [m/s] in -1..1 default 0
  dynamics { x' = v }
}
controller go over e { v = 1 }
controller stay over e { v = 0 }
guard g over e {
  propose go
  else    stay
  require all h in hits: h > 1m
}
test "t" on g {
  given { ${given} }
  simulate 1s
  expect always active == go
}
`;

const codes = (given: string) => analyze({ path: "a.pol", text: policy(given) }, host).diagnostics.filter((d) => d.severity === "error").map((d) => d.code);

test("a list is given with `list(…)`, an optional observation may be left out", async () => {
  expect(codes("x = 0, hits = list(5, 200cm)")).toEqual([]);
  expect((await runTests(await compileText("a.pol", policy("x = 0, hits = list(5, 200cm)"))))[0]).toMatchObject({ passed: true });
  expect((await runTests(await compileText("a.pol", policy("x = 0, hits = list(5, 50cm)"))))[0]).toMatchObject({ passed: false });
  expect((await runTests(await compileText("a.pol", policy("x = 0, hits = list()"))))[0]).toMatchObject({ passed: true });
});

test("what is missing or too much is an error", () => {
  expect(codes("x = 0")).toEqual(["POL1001"]);
  expect(codes("x = 0, hits = list(1, 2, 3, 4)")).toEqual(["POL0201"]);
  expect(codes("x = 0, hits = list(1s)")).toEqual(["POL0303"]);
});
