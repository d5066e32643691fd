import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeBundle } from "../../compiler/bundle.ts";
import { analyze, type Host } from "../../compiler/program.ts";
import type { ProgramIr } from "../../compiler/ir/ir.ts";
import { RewardEpisode } from "../../runtime/interpreter/reward.ts";
import { Curve } from "../../runtime/rewards/feedback/curve.ts";
import type { RewardFeedback, SignalFeedback } from "../../runtime/rewards/feedback/results.ts";
import { Feedback, type FeedbackOptions } from "../../runtime/rewards/feedback/player.ts";
import { batchRunner } from "../../runtime/rewards/feedback/runner.ts";
import { Correlation, Spread } from "../../runtime/rewards/feedback/statistics.ts";
import { withSuccess } from "../../runtime/rewards/feedback/with-success.ts";
import { openReward } from "../../runtime/rewards/reward.ts";
import type { BesideValue } from "../../runtime/traces/beside-cells.ts";
import type { Trace } from "../../runtime/traces/trace.ts";
import { featuresOf } from "../../runtime/texts/features.ts";

const host: Host = { readText: () => undefined, exists: () => false };
const ENV = "env e at 10Hz {\n  observe a: number\n  observe b: number\n  observe on: bool\n  act u: number in -1..1 default 0.5\n}\n";

function programOf(text: string): ProgramIr {
  const { program, diagnostics } = analyze({ path: "test.pol", text: ENV + text }, host);
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
  return program;
}

/** Columns by name; NaN, and for a truth 1, is not known. An episode, a text and success are of any kind. */
type Columns = { readonly a?: readonly number[]; readonly b?: readonly number[]; readonly on?: readonly number[]; readonly u?: readonly number[]; readonly [beside: string]: readonly BesideValue[] | undefined };

function traceOf({ a, b, on, u, ...beside }: Columns): Trace {
  const length = [a, b, on, u, ...Object.values(beside)].find((column) => column !== undefined)!.length;
  const filled = (values: readonly number[] | undefined, otherwise: number): Float64Array => Float64Array.from({ length }, (_, i) => values?.[i] ?? otherwise);
  return {
    name: "t.csv", length, times: null, notes: [], obs: [filled(a, 0), filled(b, 0), filled(on, 0)], acts: [u === undefined ? null : filled(u, 0)],
    beside: new Map(Object.entries(beside).map(([label, values]) => [label, { label, at: (row) => values![row] ?? null }])),
  };
}

/** Played by the interpreter. */
function opened({ envs, rewards }: ProgramIr, name = "r", options: FeedbackOptions = {}): Feedback {
  const reward = rewards!.find((one) => one.name === name)!, env = envs.find((one) => one.name === reward.env)!;
  const episode = new RewardEpisode(env, reward), features = featuresOf(reward);
  return new Feedback(env, reward, { reset: () => episode.reset(), step: ({ texts, ...input }) => episode.step({ ...input, features: features(texts) }) }, options);
}

function feedback(reward: string, traces: readonly Columns[], options: FeedbackOptions = {}): RewardFeedback {
  const played = opened(programOf(`reward r over e ${reward}`), "r", options);
  for (const [i, columns] of traces.entries()) played.add(`t${i}`, traceOf(columns));
  return played.result();
}

const named = (all: readonly SignalFeedback[], name: string): SignalFeedback => all.find((one) => one.name === name)!;
const hinted = ({ hints }: RewardFeedback): string[] => hints.map(({ kind, of }) => [kind, ...of].join(" "));

describe("by hand", () => {
  const two = feedback("{ term x = a  term y = -b weight 2  log z = a * 1m }", [{ a: [1, 2, 3, 4], b: [0, 1, 0, 1] }]);

  test("least, mean and greatest: as written, and as it counts", () => {
    expect(named(two.terms, "y")).toMatchObject({ value: { min: -1, mean: -0.5, max: 0 }, counted: { min: -2, mean: -1, max: 0 } });
    expect(named(two.logs, "z")).toMatchObject({ value: { min: 1, mean: 2.5, max: 4 }, counted: null, share: null, unit: "m" });
    expect(two.total.counted).toEqual({ min: 0, mean: 1.5, max: 3 });
    expect(two.returns).toEqual({ min: 6, mean: 6, max: 6 });
  });

  test("shares: 10 of 14 and 4 of 14, the second taken away", () => {
    expect(two.terms.map(({ share, signedShare }) => [share, signedShare])).toEqual([[10 / 14, 10 / 14], [4 / 14, -4 / 14]]);
  });

  test("correlation over steps: −2 / √(5 · 4)", () => {
    expect(named(two.terms, "x").correlations["y"]).toBeCloseTo(-2 / Math.sqrt(20), 12);
    expect(named(two.terms, "y").correlations).toEqual({ x: named(two.terms, "x").correlations["y"] });
    expect(named(two.logs, "z").correlations["x"]).toBeCloseTo(1, 12);
  });

  test("correlation with success is over episodes: of a term's sums, of a log's means", () => {
    const episodes = [{ a: [1, 1], success: [0, 0] }, { a: [2, 2, 2], success: [0, 1] }, { a: [3], success: ["true"] }];
    const { terms, logs, total, success } = feedback("{ term x = a  log z = a }", episodes);
    // Sums 2, 6, 3 and means 1, 2, 3 with 0, 0 and 1: the second trace's last row has none, and it is not counted.
    expect(success).toEqual({ by: ["column `success`"], known: 2, mean: 0.5, graded: false });
    for (const { success: r } of [named(terms, "x"), named(logs, "z"), total]) expect(r).toBeCloseTo(1, 12);
    const known = feedback("{ term x = a  log z = a }", [episodes[0]!, { ...episodes[1]!, success: [0, 0, 1] }, { ...episodes[2]!, success: [false] }]);
    expect(named(known.terms, "x").success).toBeCloseTo((-1 * (2 - 11 / 3) + 2 * (6 - 11 / 3) - (3 - 11 / 3)) / Math.sqrt(6 * (25 / 9 + 49 / 9 + 4 / 9)), 12);
    expect(named(known.logs, "z").success).toBeCloseTo(0, 12);
  });

  test("where a term is constant", () => {
    const { terms } = feedback("{ term x = a  term y = 3  term z = b }", [{ a: [1, 1, 2, 2, 2], b: [0, 0, 0, 0, 0] }, { a: [5, 5, 5], b: [1, 1, 1] }]);
    expect(terms.map(({ constant }) => constant)).toEqual([
      { throughout: false, episodes: 1, in: ["t1"], steps: 5 / 6 }, { throughout: true, episodes: 2, in: ["t0", "t1"], steps: 1 }, { throughout: false, episodes: 2, in: ["t0", "t1"], steps: 1 },
    ]);
  });

  test("a list counts by its sum, element by element otherwise", () => {
    const { terms, total } = feedback("{ term x = list(a, b)  term y = 1 }", [{ a: [1, -2], b: [3, 4] }]);
    expect(named(terms, "x")).toMatchObject({ counted: { min: -2, mean: 1.5, max: 4 }, signedShare: 6 / 12 });
    expect(named(terms, "y").share).toBe(2 / 12);
    expect(total.counted).toEqual({ min: -1, mean: 2.5, max: 5 });
    expect(named(terms, "x").correlations["y"]).toBeNull();
  });

  test("vectors, records and truths in logs are told apart", () => {
    const env = "env v {\n  observe p: vec3[m]\n  observe q: { w: number, ok: bool }\n}\nreward r over v { term x = p.x / 1m  log p = p  log q = q }\n";
    const played = opened(programOf(env));
    played.add("t", { name: "t", length: 2, times: null, notes: [], acts: [], obs: [[1, 2], [3, 4], [5, 6], [7, 8], [0, 2]].map((values) => Float64Array.from(values)) });
    expect(played.result().logs.map(({ name, value }) => [name, value?.mean])).toEqual([["p.x", 1.5], ["p.y", 3.5], ["p.z", 5.5], ["q.w", 7.5], ["q.ok", 0.5]]);
  });
});

describe("episodes", () => {
  test("a column `episode` begins one where it changes", () => {
    const { episodes, steps, returns } = feedback("{ term x = a }", [{ a: [1, 2, 3, 4], episode: ["a", "a", "b", "a"] }, { a: [5] }]);
    expect({ episodes, steps, returns }).toEqual({ episodes: 4, steps: 5, returns: { min: 3, mean: 3.75, max: 5 } });
  });

  test("each begins anew", () => {
    const { terms } = feedback("{ term x = a - previous a }", [{ a: [1, 3, 10, 11], episode: [1, 1, 2, 2] }]);
    expect(terms[0]!.counted).toEqual({ min: 0, mean: 0.75, max: 2 });
  });

  test("a stop ends one; what is behind it is left out, and said", () => {
    const told = feedback("{ term x = a  stop won when a > 2 giving 5  truncate late when b > 0 }", [{ a: [1, 3, 9] }, { a: [1, 1], b: [0, 1] }, { a: [1] }]);
    expect(told).toMatchObject({
      steps: 5, afterStop: 1, open: 1, notes: [{ trace: "t0", note: "1 step behind a stop is left out" }],
      stops: [{ name: "won", kind: "terminate", episodes: 1 }, { name: "late", kind: "truncate", episodes: 1 }],
    });
  });

  test("an action without a column is its default, which is said", () => {
    const { terms, notes } = feedback("{ term x = u }", [{ a: [1, 2] }, { u: [1, -1] }]);
    expect([terms[0]!.counted, notes]).toEqual([{ min: -1, mean: 0.25, max: 1 }, [{ trace: "t0", note: "there is no column for `u`; its default is used" }]]);
  });

  test("stages: who came how far, and how long they are in each", () => {
    const reward = "{ stage far until a > 1 { term f = clamp(a, 0, 1) }  stage near until on { }  stage done { term g = clamp(b, 0, 1) } }";
    const told = feedback(reward, [{ a: [0, 2, 2, 2], on: [0, 0, 0, 2] }, { a: [2, 2], on: [2, 0] }, { a: [0, 0] }]);
    expect(told.stages).toEqual([
      { name: "far", reached: 3, ended: 1, steps: 3, dwell: 1 }, { name: "near", reached: 2, ended: 0, steps: 2, dwell: 1 }, { name: "done", reached: 2, ended: 2, steps: 3, dwell: 1.5 },
    ]);
    expect(told.terms.map(({ name, stage }) => [name, stage])).toEqual([["f", "far"], ["g", "done"]]);
    expect(told.logs).toEqual([]);
  });

  test("a reward without stages has none", () => expect(feedback("{ term x = a }", [{ a: [1] }]).stages).toBeNull());
});

describe("what is not known", () => {
  test("a refused step is counted with its term, its reason and where it comes first; nothing of it is told", () => {
    const told = feedback("{ term x = 1 / a  term y = b }", [{ a: [1, 0, 0, 2], b: [1, 100, 100, 1] }]);
    expect(told.refused).toEqual({ steps: 2, reasons: [{ why: "term `x` is not known", steps: 2, first: { episode: "t0", row: 2 } }] });
    expect(told.terms.map(({ refused, counted }) => [refused, counted!.max])).toEqual([[2, 1], [0, 1]]);
    expect(told.hints[0]).toMatchObject({ kind: "refused", text: "2 of 4 steps are refused, most often because term `x` is not known (first in t0, row 2); a term that is not always known needs an `else`" });
  });

  test("values outside of what is declared are one reason, however many there are", () => {
    const { refused } = feedback("{ term x = u }", [{ u: [2, 3, 0, 4] }]);
    expect(refused.reasons).toEqual([{ why: "`u` is 2, outside -1..1", steps: 3, first: { episode: "t0", row: 1 } }]);
  });

  test("an `else` is counted", () => {
    const told = feedback("{ term x = 1 / a else 7  log y = 1 / a }", [{ a: [0, 1] }]);
    expect([told.terms[0]!.unknown, told.logs[0]!.unknown, told.terms[0]!.counted!.max, told.logs[0]!.value!.max]).toEqual([1, 1, 7, 1]);
    expect(hinted(told)).toContain("unknown x");
  });

  test("a trace of which every step is refused says nothing else", () => {
    const told = feedback("{ term x = 1 / a }", [{ a: [0, 0] }]);
    expect(told).toMatchObject({ steps: 2, returns: null, total: { counted: null, success: null }, terms: [{ counted: null, share: null }] });
  });
});

describe("success", () => {
  const by = (reward: string, columns: Columns, options: FeedbackOptions = {}) => {
    const { success } = feedback(reward, [columns], options);
    return success === null ? null : [success.by.join(), success.mean];
  };
  const stops = "term x = a  stop won when a > 2 giving 5  stop lost when a < 0 giving -1";

  test("a log `success` before a column, a column before a stop that pays", () => {
    expect(by(`{ ${stops}  log success = on }`, { a: [3], on: [0], success: [1] })).toEqual(["log `success`", 0]);
    expect(by(`{ ${stops} }`, { a: [3], success: [0.25] })).toEqual(["column `success`", 0.25]);
    expect(by(`{ ${stops} }`, { a: [1, 3] })).toEqual(["stop `won`", 1]);
    expect(by(`{ ${stops} }`, { a: [1, -3] })).toEqual(["stop `won`", 0]);
    expect(by(`{ ${stops} }`, { a: [1] })).toEqual(["stop `won`", 0]);
  });

  test("nothing says so", () => expect(by("{ term x = a  stop lost when a < 0 giving -1 }", { a: [1] })).toBeNull());

  test("a log that is not known at the last step", () => expect(by("{ term x = b  log success = a > 1 }", { a: [NaN], b: [1] })).toEqual(["log `success`", null]));

  test("a column that is asked for", () => {
    expect(by(`{ ${stops} }`, { a: [3], won: ["FALSE"], success: [1] }, { success: { column: "won" } })).toEqual(["column `won`", 0]);
    expect(() => by("{ term x = a }", { a: [3], success: ["maybe"] })).toThrow("t0: `maybe` in column `success` says nothing about success; write true or false, 1 or 0, or a number");
  });

  test.each([
    ["{ term x = a  log y = b > 0 }", "y and x > 2"],
    ["{ term x = a }", "once b > 0 // at any time"],
    ["= a // of one formula", "r > 2 and once b > 0"],
  ])("a condition in Pol beside %s: %s", async (reward, condition) => {
    const found = await withSuccess({ path: "test.pol", text: `${ENV}reward r over e ${reward}\n` }, "r", condition, host);
    if ("problem" in found) throw new Error(found.problem);
    const played = opened(found.bundle.ir, "r", { success: found.success });
    played.add("t", traceOf({ a: [1, 3], b: [1, 1] }));
    played.add("t", traceOf({ a: [1, 1], b: [0, 0] }));
    const plain = feedback(reward, [{ a: [1, 3], b: [1, 1] }, { a: [1, 1], b: [0, 0] }]);
    expect(played.result()).toMatchObject({ success: { by: [`\`${condition}\``], known: 2, mean: 0.5 }, returns: plain.returns, terms: plain.terms.map(({ name, counted }) => ({ name, counted })) });
    expect(played.result().logs.length).toBe(plain.logs.length);
  });

  test.each([
    ["a >", "it is neither a condition nor a number"],
    ["a > 1) log y = (b > 1", "it is neither a condition nor a number"],
    ["a > 1) spec t over e = (b > 1", "it is neither a condition nor a number"],
    ["list(a, b)", "it is neither a condition nor a number"],
    ["cc > 1", "`cc`"],
  ])("what is wrong with %s", async (condition, problem) => {
    const found = await withSuccess({ path: "test.pol", text: `${ENV}reward r over e { term x = a }\n` }, "r", condition, host);
    expect("problem" in found ? found.problem : "nothing").toContain(problem);
  });
});

describe("hints", () => {
  const played = (reward: string, ...columns: Columns[]): string[] => hinted(feedback(reward, columns));
  const twelve = (of: (i: number) => Columns): Columns[] => Array.from({ length: 12 }, (_, i) => of(i));

  test("a sound reward gets none", () => {
    expect(played("{ term x = a  term y = b }", ...twelve((i) => ({ a: [i % 3, i % 2], b: [1, (i * 5) % 3], success: [0, Number((2 * i) % 3 + i % 4 > 2)] })))).toEqual([]);
  });

  test("constant, dominating and tiny terms", () => {
    expect(played("{ term x = a  term y = 0  term z = b weight 0.001  term w = 1 }", { a: [40, 50], b: [1, 0] })).toEqual(["constant y", "constant w", "dominates x", "tiny z", "together x z"]);
  });

  test("a whole that pays for failing, by a term that does", () => {
    const all = twelve((i) => ({ a: [i % 2 === 0 ? 5 : 0, i % 5], b: [1, i % 2], success: [0, i % 2] }));
    expect(played("{ term x = a  term y = b }", ...all)).toEqual(expect.arrayContaining(["total", "against x"]));
    expect(feedback("{ term x = a  term y = -b }", all).hints.find(({ of }) => of[0] === "y")?.text).toContain("`y` costs more in episodes that succeed (r -1.00)");
  });

  test("a term that success has nothing to do with; not of a cost, not of few episodes", () => {
    const all = twelve((i) => ({ a: [i % 4 < 2 ? 1 : 0], b: [i % 2], success: [i % 2] }));
    expect(played("{ term x = a  term y = b }", ...all)).toContain("unrelated x");
    expect(played("{ term x = -a  term y = b }", ...all)).not.toContain("unrelated x");
    expect(played("{ term x = a  term y = b }", ...all.slice(0, 8))).not.toContain("unrelated x");
  });

  test("none succeed, all succeed; a stage that nobody comes to", () => {
    expect(played("{ term x = a }", { a: [1, 2], success: [0, 0] }, { a: [1, 2], success: [0, 0] })).toEqual(["success"]);
    expect(played("{ term x = a }", { a: [1, 2], success: [0, 1] }, { a: [1, 2], success: [0, 1] })).toEqual(["success"]);
    expect(played("{ stage one until on { term x = clamp(a, 0, 1) }  stage two { term y = clamp(b, 0, 1) } }", { a: [0.1, 0.2] })).toEqual(["stage", "dominates x"]);
  });

  test("two terms that are one", () => expect(played("{ term x = a  term y = 1 - a }", { a: [0.1, 0.9, 0.4] })).toContain("together x y"));
});

describe("properties", () => {
  const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const rows = fc.array(fc.record({ a: value, b: value, on: fc.constantFrom(0, 2), episode: fc.integer({ min: 0, max: 3 }), success: fc.boolean() }), { minLength: 1, maxLength: 30 });
  const columnsOf = (all: readonly { a: number; b: number; on: number; episode: number; success: boolean }[]): Columns =>
    ({ a: all.map(({ a }) => a), b: all.map(({ b }) => b), on: all.map(({ on }) => on), episode: all.map(({ episode }) => episode), success: all.map(({ success }) => success) });
  const reward = "{ term x = a  term y = if on then b else -1 weight 3  term z = a * b  log w = b }";
  const program = programOf(`reward r over e ${reward}\nreward more over e { term x = a  term k = 4  term y = if on then b else -1 weight 3  term z = a * b  log w = b }`);
  const told = (name: string, columns: Columns): RewardFeedback => {
    const played = opened(program, name);
    played.add("t", traceOf(columns));
    return played.result();
  };

  test("shares sum up to 1 and lie around their signed ones; correlations lie between −1 and 1", () => {
    fc.assert(fc.property(rows, (all) => {
      const { terms, logs, total } = told("r", columnsOf(all));
      const shares = terms.map(({ share }) => share ?? 0);
      if (terms.some(({ share }) => share !== null)) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const { share, signedShare } of terms) expect(Math.abs(signedShare ?? 0)).toBeLessThanOrEqual((share ?? 0) + 1e-12);
      for (const { correlations, success } of [...terms, ...logs, total]) for (const r of [...Object.values(correlations), success]) if (r !== null) expect(Math.abs(r)).toBeLessThanOrEqual(1);
      for (const { counted } of terms) expect(counted!.min <= counted!.mean && counted!.mean <= counted!.max).toBe(true);
    }), { numRuns: 100 });
  });

  test("a constant term changes nothing about the others but their shares, all alike", () => {
    fc.assert(fc.property(rows, (all) => {
      const [without, more] = [told("r", columnsOf(all)), told("more", columnsOf(all))];
      for (const one of without.terms) {
        const other = named(more.terms, one.name);
        expect({ ...other, correlations: { ...other.correlations, k: undefined }, share: 0, signedShare: 0 }).toEqual({ ...one, correlations: { ...one.correlations, k: undefined }, share: 0, signedShare: 0 });
        const [x, y] = [named(without.terms, "x"), named(more.terms, "x")];
        if (x.share !== null && x.share > 1e-9) expect((other.share ?? 0) * x.share).toBeCloseTo((one.share ?? 0) * (y.share ?? 0), 9);
      }
      expect(named(more.terms, "k")).toMatchObject({ constant: { throughout: true }, correlations: { x: null, y: null, z: null } });
    }), { numRuns: 100 });
  });

  test("the isolate tells what the interpreter does", async () => {
    const text = `${ENV}reward r over e {
  stage far until a > 100 { term f = clamp(a, 0, 1) }
  stage near { term g = clamp(b, 0, 1) }
  term l = list(a, b)
  term x = 1 / b else 0  term y = sqrt(a + 500)  log w = if on then a else 0  log on = on
  stop won when a > 900 giving 5  truncate cut when b > 900
}`;
    const program = programOf(text.slice(ENV.length));
    const loaded = await openReward(await makeBundle(program, { path: "test.pol", text }, {}, "test"), { reward: "r" });
    const runner = batchRunner(loaded.batch(1));
    fc.assert(fc.property(fc.array(rows, { minLength: 1, maxLength: 3 }), (traces) => {
      const plain = opened(program);
      const again = new Feedback(loaded.env, loaded.ir, runner);
      for (const played of [plain, again]) for (const [i, all] of traces.entries()) played.add(`t${i}`, traceOf(columnsOf(all)));
      expect(again.result()).toEqual(plain.result());
    }), { numRuns: 50 });
    loaded.dispose();
  });

  const pairs = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 60 });

  test("correlation is that of the two-pass formula; moved or stretched it stays", () => {
    const of = (all: readonly (readonly [number, number])[]): number | null => {
      const r = new Correlation();
      for (const [x, y] of all) r.add(x, y);
      return r.value;
    };
    fc.assert(fc.property(pairs, value, (all, by) => {
      const n = all.length, mx = all.reduce((s, [x]) => s + x, 0) / n, my = all.reduce((s, [, y]) => s + y, 0) / n;
      const [xx, yy, xy] = all.reduce(([a, b, c], [x, y]) => [a + (x - mx) ** 2, b + (y - my) ** 2, c + (x - mx) * (y - my)], [0, 0, 0]);
      const r = of(all);
      if (xx! > 1e-6 && yy! > 1e-6) {
        expect(r).toBeCloseTo(xy! / Math.sqrt(xx! * yy!), 6);
        expect(of(all.map(([x, y]) => [3 * x + by, y]))).toBeCloseTo(r!, 6);
        expect(of(all.map(([x, y]) => [y, x]))).toBeCloseTo(r!, 9);
      }
      expect(of(all.map(([x]) => [x, by]))).toBeNull();
    }));
  });

  test("what is not finite is left out", () => {
    const [r, spread] = [new Correlation(), new Spread()];
    for (const [x, y] of [[1, 2], [NaN, 3], [2, Infinity], [3, 6]] as const) r.add(x, y);
    for (const x of [NaN, 2, -Infinity, 4]) spread.add(x);
    expect([r.pairs, spread.span]).toEqual([2, { min: 2, mean: 3, max: 4 }]);
    expect(r.value).toBeCloseTo(1, 12);
  });

  test("a curve has few points, however long episodes are, and their means", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 3 }), (steps, episodes) => {
      const curve = new Curve();
      for (let e = 0; e < episodes; e += 1) for (let k = 0; k < steps; k += 1) curve.add(k, k);
      expect(curve.points.length).toBeLessThanOrEqual(400);
      // The last part may be cut off, the others have their mean in the middle.
      for (const { step, mean } of curve.points.slice(0, -1)) expect(mean).toBeCloseTo(step, 9);
    }), { numRuns: 30 });
  });
});
