import { describe, expect, test } from "vitest";
import { analyze, type Host } from "../../compiler/program.ts";
import { compileText } from "../../runtime/files/load.ts";
import { openReward } from "../../runtime/rewards/reward.ts";

const ENV = "env e { observe z: [m] in -10..10  observe zs: list<[m], 4> in 0..5  observe v: vec2[m] }\n";
const OBSERVED = { z: 0.22, zs: [0.01, 0.03], v: [0.01, 0.02] };

async function paid(items: string) {
  const reward = await openReward(await compileText("a.pol", `${ENV}reward r over e { ${items} }\n`));
  try {
    return reward.session().step({ observation: OBSERVED });
  } finally {
    reward.dispose();
  }
}

describe("a quotient of like units counts, and is shown, in ones", () => {
  test.each([
    ["term t = (z - 2cm) / 20cm", 1],
    ["term t = 0.25 + min((z - 2cm) / 20cm, 1)", 1.25],
    ["log l = z / 1cm term t = l / 2", 11],
    ["term t = z / 1cm temperature 22", Math.E],
    ["term t = z / 1m weight z / 1cm", 4.84],
    ["term t = 1m / (z - z) else z / 1cm", 22],
    ["term t = product(each x in zs: x / 1cm)", 3],
    ["term t = sum(each x in zs: x / 1cm)", 4],
  ])("%s", async (items, wanted) => expect((await paid(items)).reward).toBeCloseTo(wanted, 12));

  test("in a list, a vector and a term of its own", async () => {
    const { terms, logs, reward } = await paid("log l = (1 / 1cm) * v term t = each x in zs: x / 1cm");
    expect(logs["l"]).toEqual([expect.closeTo(1, 12), expect.closeTo(2, 12)]);
    expect(terms["t"]).toEqual(reward);
    expect(reward).toEqual([expect.closeTo(1, 12), expect.closeTo(3, 12)]);
  });
});

test("two knots at one place are a step", async () => {
  const at = (x: number): string => `interpolate(${x}, list(0, 1, 1, 2), list(0, 10, 20, 20))`;
  expect((await paid(`term t = ${at(0.5)} + 100 * ${at(1.5)}`)).reward).toBeCloseTo(2005, 9);
});

test("beside another error nothing is said of a stage's bounds", () => {
  const host: Host = { readText: () => undefined, exists: () => false };
  const text = `${ENV}reward r over e { log wrong = 1m + 1s stage a until z > 1m { term p = tanh(z / 1m) } stage b { term q = tanh(norm(v) / 1m) } }`;
  expect(analyze({ path: "a.pol", text }, host).diagnostics.map((d) => d.code)).toEqual(["POL0302"]);
});
