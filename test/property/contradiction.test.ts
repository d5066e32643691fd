import { expect, test } from "vitest";
import { simplify } from "../../compiler/analyze/simplify.ts";
import { neverTrue } from "../../compiler/lint/contradiction.ts";
import { isGivenBy } from "../../compiler/types/given.ts";
import { compileNumber } from "../../runtime/interpreter/expressions.ts";
import { overEvents } from "../../runtime/interpreter/events.ts";
import { Happened } from "../../runtime/interpreter/happened.ts";
import { frame, type Frame, scopeOf } from "../../runtime/interpreter/scope.ts";
import { FALSE, TRUE } from "../../runtime/interpreter/values.ts";
import { env, program } from "../interpreter/build.ts";
import { boundedCall, condition, TOOL } from "./bounded-rules.ts";
import { Chance } from "./random.ts";

const SEEDS = process.env["POL_LONG"] === "1" ? 100_000 : 10_000;
const CALLS = 60;

test("what is said to hold for no call holds for none, and what is simplified means the same", () => {
  const all = program({ envs: [env({ rate: null, tools: [TOOL] })] });
  let args: Record<string, unknown> = {}, happened = new Happened();
  const events = overEvents(() => happened, () => { throw new Error("no spec"); });
  const isGiven = isGivenBy(TOOL);
  const shown = { never: 0, simpler: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const c = new Chance(seed);
    const ir = condition(c, 3), simple = simplify(ir, "pay");
    const [isNever, isFalse] = [neverTrue(ir, { isFalse: false, isGiven }), neverTrue(ir, { isFalse: true, isGiven })];
    if (simple !== ir) shown.simpler++;
    if (isNever) shown.never++;
    if (!isNever && !isFalse && simple === ir) continue;
    const scope = scopeOf<Frame>(all, all.envs[0]!, events);
    const [value, now] = [compileNumber(ir, scope), compileNumber(simple, scope)];
    for (let i = 0; i < CALLS; i++) {
      args = boundedCall(c);
      happened = Happened.only({ tool: "pay", args }, null);
      const f = frame({ args }), is = value(f);
      if (isNever) expect(is, `seed ${seed}: ${JSON.stringify(args)}`).not.toBe(TRUE);
      if (isFalse) expect(is, `seed ${seed}: ${JSON.stringify(args)}`).toBe(FALSE);
      expect(now(f), `seed ${seed}: ${JSON.stringify(args)}`).toBe(is);
    }
  }
  expect(shown.never).toBeGreaterThan(SEEDS / 50);
  expect(shown.simpler).toBeGreaterThan(SEEDS / 10);
}, 600_000);
