import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { Refusal } from "../../runtime/refusal.ts";
import { openReward, type Reward } from "../../runtime/rewards/reward.ts";

const TEXT = `env e at 10Hz {
  observe x: number in -10..10
  observe mood: text
  observe xs: list<number, 4>
  act u: number in -1..1 default 0.5
  act on: bool default true
}
reward r over e {
  log  happy = mood == "happy"
  log  twice = each a in xs: 2 * a
  term near = -abs(x) weight 2
  term change = x - previous x
  term effort = if on then -abs(u) else 0
  term inverse = 1 / x else 0
  stop far when x > 9 giving -5
  truncate late when x < -9
}
reward other over e = each a in xs: a + x
`;

let reward: Reward;
beforeAll(async () => { reward = await openReward(await compileText("e.pol", TEXT), { reward: "r" }); });
afterAll(() => reward.dispose());
const seen = (x: number, mood = "sad", xs: readonly number[] = []) => ({ x, mood, xs });

describe("a session", () => {
  test("pays for what it sees, with the defaults of the action", () => {
    const session = reward.session();
    expect(session.step({ observation: seen(2, "happy", [1, 2]) })).toEqual({
      reward: -4, terms: { near: -2, change: 0, effort: -0.5, inverse: 0.5, far: 0 }, logs: { happy: true, twice: [2, 4] },
      counted: { near: -4, change: 0, effort: -0.5, inverse: 0.5, far: 0 }, terminated: null, truncated: null, refused: null,
    });
    expect(session.step({ observation: seen(0), action: { u: 1, on: false } })).toMatchObject({ reward: -2, counted: { change: -2, effort: 0, inverse: 0 }, logs: { happy: false, twice: [] } });
  });
  test("refuses what is not as declared, in one sentence, and goes on as if it had not been", () => {
    const session = reward.session();
    session.step({ observation: seen(1) });
    for (const [observation, action, why] of [
      [seen(11), undefined, "`x` is 11, outside -10..10"], [seen(NaN), undefined, "`x` is NaN"], [{ ...seen(1), mood: 3 }, undefined, "`mood` is a number, not text"],
      [{ x: 1, mood: "" }, undefined, "`xs` is missing"], [seen(1, "", [1, 2, 3, 4, 5]), undefined, "`xs` is no list of at most 4"], [seen(1), { u: 2, on: true }, "`u` is 2, outside"], [null, undefined, "it is no object"],
    ] as const) {
      const { refused, reward: paid } = session.step({ observation, ...(action && { action }) });
      expect([paid, refused]).toEqual([null, expect.stringContaining(why)]);
    }
    expect(session.step({ observation: seen(3) }).counted["change"]).toBe(2);
  });
  test("ends where a stop is taken; a further step is refused until a new episode begins", () => {
    const session = reward.session();
    expect(session.step({ observation: seen(9.5) })).toMatchObject({ terminated: "far", counted: { far: -5 } });
    expect(session.step({ observation: seen(1) })).toMatchObject({ reward: null, refused: "the episode ended by `far`; `reset` begins another" });
    session.reset();
    expect(session.step({ observation: seen(-9.5) })).toMatchObject({ terminated: null, truncated: "late", counted: { change: 0 } });
  });
});

describe("a batch", () => {
  test("is many sessions at once, each with its episode", () => {
    const batch = reward.batch(3);
    const x = batch.input("x");
    batch.input("u").fill(0);
    batch.input("on").fill(2);
    x.set([1, 2, 3]);
    batch.step();
    x.set([2, 4, 11]);
    batch.resets[1] = 1;
    batch.step();
    expect(batch.counted("change")).toEqual(Float64Array.of(1, 0, NaN));
    expect([...batch.refused].map((code) => code !== 0)).toEqual([false, false, true]);
    expect(batch.result(2)).toMatchObject({ reward: null, refused: "`x` is 11, outside -10..10" });
    x.set([3, 5, 5]);
    batch.step();
    expect(batch.counted("change")).toEqual(Float64Array.of(1, 1, 2));
  });
  test("gives lists as columns", async () => {
    const other = await openReward(await compileText("e.pol", TEXT), { reward: "other" });
    try {
      const batch = other.batch(2);
      batch.input("x").set([10, -1]);
      batch.input("xs.length").set([1, 2]);
      batch.input("xs.0").set([1, 2]);
      batch.input("xs.1").set([5, 6]);
      batch.step();
      expect([batch.result(0).reward, batch.result(1).reward]).toEqual([[11], [1, 5]]);
    } finally {
      other.dispose();
    }
  });
  test("names what the reward reads, and refuses what it does not", () => {
    const batch = reward.batch(1);
    expect(batch.inputs).toContain("x");
    expect(() => batch.input("y")).toThrow("`r` reads no input `y`; it reads `x`");
    expect(() => reward.batch(0)).toThrow(Refusal);
    expect(() => batch.counted("happy")).toThrow("no term `happy`");
  });
});

test("a reward is chosen by its name", async () => {
  const bundle = await compileText("e.pol", TEXT);
  await expect(openReward(bundle)).rejects.toThrow("several rewards (`r`, `other`): say which");
  await expect(openReward(bundle, { reward: "no" })).rejects.toThrow("has no reward `no`; it has `r`, `other`");
  await expect(openReward(await compileText("x.pol", "env e { observe x: number }\n"))).rejects.toThrow("declares no reward");
});
