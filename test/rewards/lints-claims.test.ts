import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepRanges } from "../../compiler/analyze/reward-ranges.ts";
import type { Context } from "../../compiler/check/context.ts";
import { Bag } from "../../compiler/diagnostics/bag.ts";
import type { EnvIr } from "../../compiler/ir/ir.ts";
import { LISTS, loopsOf, type RewardIr } from "../../compiler/ir/reward.ts";
import type { Input } from "../../compiler/lint/reward/inputs.ts";
import { atRestAction } from "../../compiler/lint/reward/motion.ts";
import { atRest } from "../../compiler/lint/reward/rest.ts";
import { lintReward } from "../../compiler/lint/reward/rewards.ts";
import { searched } from "../../compiler/lint/reward/search.ts";
import { analyze } from "../../compiler/program.ts";
import { checkInputs } from "../../runtime/interpreter/reward-inputs.ts";
import { NodeValues } from "../../runtime/interpreter/reward-nodes.ts";
import { play } from "./front.ts";
import { rewardPrograms, steps } from "./generate.ts";

const TIMES = process.env["POL_LONG"] === "1" ? 10 : 1;
const HOST = { readText: () => undefined, exists: () => true };

/** The message of the one finding with a code. */
function message(text: string, code: string): { readonly message: string; readonly help: string } {
  const { message, help } = analyze({ path: "a.pol", text }, HOST).diagnostics.find((one) => one.code === code)!;
  return { message, help: help! };
}

const ENV = `env cart at 50Hz {
  observe pos:  [m] in -5..5
  observe held: bool
  act     push: number in -2..2 default 0
}
`;

describe("what a finding says is what the reward pays", () => {
  test("hovering", () => {
    const text = `${ENV}reward r over cart {
  stage reach until held { term near = 1 - tanh(abs(pos - 2m) / 10cm) }
  stage carry            { term more = 1 - tanh(abs(pos - 3m) / 10cm) }
  term effort = -abs(push) weight 0.1
  stop there when abs(pos - 3m) < 1cm and not held giving 20
}`;
    const found = message(text, "POL0815");
    const [, rate, count] = /can pay (\S+) a step: (\d+) steps/.exec(found.message)!;
    const [[, pos], [, held]] = [/`pos` ([-\d.]+)/.exec(found.help)!, /`held` (\w+)/.exec(found.help)!];
    const { step } = play(text);
    let sum = 0;
    for (let k = 0; k < Number(count); k += 1) {
      const { reward, step: { terminated } } = step({ pos: Number(pos), held: held === "true" });
      expect(terminated).toBeNull();
      expect(reward).toBeGreaterThan(0.95 * Number(rate));
      sum += reward as number;
    }
    // The last step pays where it ends, too.
    expect(sum).toBeGreaterThan(20 + Number(rate) * 0.9);
    expect(sum - 2 * Number(rate)).toBeLessThan(20 + Number(rate));
  });

  test.each(["max(0, (previous pos - pos) / 1m)", "tanh((previous pos - pos) / 1m) * 3", "if pos > previous pos then 0 else (previous pos - pos) / 1m"])("a round trip: %s", (e) => {
    const text = `${ENV}reward r over cart { term t = ${e} }`;
    const [, value, change, how] = /pays (\S+) for a change of (\S+) (forth and back|in two steps and back in one)/.exec(message(text, "POL0818").message)!;
    const by = Number(change), trip = how === "forth and back" ? [0, by, 0] : [0, by / 2, by, 0];
    const best = Math.max(...[1, -1].map((side) => {
      const { step } = play(text);
      return trip.reduce((sum, at) => sum + (step({ pos: side * at, held: false }).reward as number), 0);
    }));
    expect(best).toBeCloseTo(Number(value), 2);
  });

  test("pay at rest, wherever that is", () => {
    const calm = "exp(-abs(pos - previous pos) / 1cm) * exp(-abs(push))";
    const text = `${ENV}reward r over cart { term t = (2 - tanh(abs(pos) / 1m)) * ${calm} }`;
    const [, value] = /pays (\S+) or more/.exec(message(text, "POL0814").message)!;
    fc.assert(fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (pos) => {
      const { step } = play(text);
      step({ pos, held: false }, { push: 0 });
      expect(step({ pos, held: false }, { push: 0 }).reward).toBeGreaterThanOrEqual(Number(value) - 1e-9);
    }), { numRuns: 30 });
    const { step } = play(text);
    step({ pos: 0, held: false }, { push: 0 });
    expect(step({ pos: 1, held: false }, { push: 0 }).reward).toBeLessThan(0.01);
  });
});

describe("over whatever rewards there are", () => {
  const subject = (env: EnvIr, reward: RewardIr): { readonly bag: Bag; readonly look: () => void } => {
    const bag = new Bag("a.pol"), cx = { bag, text: "" } as Context;
    const span = { start: 0, end: 0 }, named = (text: string) => ({ kind: "Ident", text, span }) as const;
    const decl = { kind: "Reward", name: named("r"), formula: null, items: [], span, doc: null, over: named("e") } as const;
    const program = { format: 1, path: "", envs: [env], fns: [], specs: [], controllers: [], policies: [], privileges: [], guards: [], tests: [], rewards: [reward] } as const;
    const places = new Map(reward.nodes.map((_, id) => [id, [0, 0] as const]));
    const until = reward.stops.map(({ name, when }) => ({ name, until: when }));
    return { bag, look: () => lintReward({ cx, program, env, reward, source: { places, stages: until }, decl, ...stepRanges(env, reward) }) };
  };

  test("no lint fails, and all of them say something", { timeout: 600_000 }, () => {
    const said = new Set<string>();
    fc.assert(fc.property(rewardPrograms(), ({ env, reward }) => {
      const { bag, look } = subject(env, reward);
      look();
      for (const { code } of bag.diagnostics) said.add(code);
    }), { numRuns: 150 * TIMES });
    expect(said.size).toBeGreaterThan(3);
  });

  /** An episode of the same inputs, no action among them. */
  test("at rest a program is what it would be if it stood still", { timeout: 600_000 }, () => {
    let compared = 0, rewritten = 0;
    fc.assert(fc.property(rewardPrograms().chain((p) => steps(p.env, p.reward, 1).map(([input]) => ({ ...p, input: input! }))), ({ env, reward, input }) => {
      const rest = atRest(env, reward), outside = loopsOf(reward);
      const still = { ...input, acts: env.acts.map(atRestAction) };
      fc.pre(checkInputs(env, reward)(still) === null);
      let cells: readonly (readonly number[])[] = reward.cells.map(({ kind }) => (kind === "value" ? [0] : []));
      for (let k = 0; k < 3; k += 1) {
        const values = new NodeValues(reward, { ...still, steps: k, cells }), again = new NodeValues(rest, { ...still, steps: k, cells });
        const ids = reward.nodes.flatMap(({ op }, id) => (LISTS.has(op) || outside[id]!.length > 0 ? [] : [id]));
        // What is unknown, less itself, is not 0.
        if (k > 0 && ids.every((id) => !Number.isNaN(values.of(id)))) {
          for (const id of ids) expect([id, again.of(id)]).toEqual([id, values.of(id)]);
          compared += ids.length;
          rewritten += ids.filter((id) => reward.nodes[id]!.op !== rest.nodes[id]!.op).length;
        }
        cells = reward.cells.map((cell, i) => [values.of(cell.next) as number, ...cells[i]!].slice(0, cell.kind === "value" ? 1 : cell.max));
      }
    }), { numRuns: 300 * TIMES });
    expect(compared).toBeGreaterThan(200);
    expect(rewritten).toBeGreaterThan(5);
  });
});

describe("the search", () => {
  const input = (name: string, more: Partial<Input> = {}): Input => ({ of: "obs", slot: 0, name, unit: "", low: -5, high: 5, kind: "num", integer: false, fixed: undefined, ...more });

  test("comes near a peak that it may not stand on, the same every time", () => {
    const inputs = [input("x"), input("y", { slot: 1 }), input("flag", { slot: 2, kind: "bool", low: 0, high: 2 })];
    const away = ([x, y]: readonly number[]): number => Math.hypot(x! - 3, y! + 2);
    const look = (values: readonly number[]): { score: number; isAllowed: boolean } => ({ score: -away(values) + values[2]!, isAllowed: away(values) > 0.5 });
    const found = searched(inputs, look, 400)!;
    expect(found.score).toBeGreaterThan(1.3);
    expect(away(found.values)).toBeGreaterThan(0.5);
    expect(searched(inputs, look, 400)).toEqual(found);
  });
  test("keeps what is fixed, stays in range, and looks no more often than it may", () => {
    let looks = 0;
    fc.assert(fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: 1, max: 60 }), (fixed, most) => {
      looks = 0;
      searched([input("x", { fixed }), input("n", { slot: 1, integer: true, low: 0, high: 3 })], ([x, n]) => {
        looks += 1;
        expect(x === fixed).toBe(true);
        expect([0, 1, 2, 3]).toContain(n);
        return { score: n!, isAllowed: true };
      }, most);
      expect(looks).toBeLessThanOrEqual(most);
    }), { numRuns: 50 });
  });
  test("finds nothing where nothing is allowed", () => expect(searched([input("x")], () => ({ score: 1, isAllowed: false }), 50)).toBeUndefined());
});
