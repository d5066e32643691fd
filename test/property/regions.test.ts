import { expect, test } from "vitest";
import { regionsOf } from "../../compiler/analyze/regions.ts";
import type { PrivilegeIr, ProgramIr, RuleIr, ToolGuardIr } from "../../compiler/ir/ir.ts";
import { verify } from "../../compiler/ir/verify.ts";
import { Happened } from "../../runtime/interpreter/happened.ts";
import { judge } from "../../runtime/interpreter/tools.ts";
import { boundedCall, boundedProgram } from "./bounded-rules.ts";
import { anyCall, anyHistory, toolProgram } from "./tool-programs.ts";
import { Chance } from "./random.ts";

const SEEDS = process.env["POL_LONG"] === "1" ? 2000 : 200;
const CALLS = 40;

/** The same guard, of the regions of one tool in place of its rules. */
function ofRegions(program: ProgramIr, guard: ToolGuardIr, tool: string): ProgramIr {
  const { privileges } = regionsOf(program, guard).find((one) => one.tool === tool)!;
  const made = privileges.map(({ regions }, i): PrivilegeIr => ({
    name: `r${i}`, env: guard.env, at: [0, 0],
    rules: regions.map(({ verdict, when, at }): RuleIr => ({ effect: verdict, cases: [{ tool, when, elseAsk: null }], hasElseAsk: false, saying: null, thenStop: false, at, text: "" })),
  }));
  return { ...program, privileges: made, guards: [{ ...guard, obeys: made.map((p) => p.name) }] };
}

test("a table's regions are what the interpreter decides, of any rules, on any call", () => {
  let decided = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const c = new Chance(seed);
    const program = toolProgram(c, 2);
    for (const guard of program.guards) {
      if (guard.kind !== "tools") continue;
      const usual = judge(program, guard.name);
      const ofTable = new Map(["pay", "read"].map((tool) => {
        const made = ofRegions(program, guard, tool);
        expect(verify(made).filter((fault) => !fault.includes("text"))).toEqual([]);
        return [tool, judge(made, guard.name)] as const;
      }));
      for (let i = 0; i < CALLS; i++) {
        const { tool, args } = JSON.parse(anyCall(c).json) as { tool: string; args: Record<string, unknown> };
        const table = ofTable.get(tool);
        if (table === undefined) continue;
        const { events, now } = anyHistory(c), happened = new Happened(events, c.is(0.2) ? { id: 0, time: 0 } : null);
        const [of, is] = happened.judging({ ...now, tool, args }, () => [table(tool, args, happened).verdict, usual(tool, args, happened).verdict] as const);
        expect(of, `seed ${seed}, ${guard.name}: ${tool} ${JSON.stringify(args)}`).toBe(is);
        if (is !== "forbid") decided++;
      }
    }
  }
  expect(decided).toBeGreaterThan(SEEDS);
}, 600_000);

test("and of rules that cover and contradict one another, beside what the guard keeps", () => {
  const permitted = { ask: 0, allow: 0 };
  for (let seed = 1; seed <= 10 * SEEDS; seed++) {
    const c = new Chance(seed);
    const program = boundedProgram(c), guard = program.guards[0] as ToolGuardIr;
    const [usual, ofTable] = [judge(program, "g"), judge(ofRegions(program, guard, "pay"), "g")];
    for (let i = 0; i < CALLS; i++) {
      const args = boundedCall(c), is = usual("pay", args).verdict;
      expect(ofTable("pay", args).verdict, `seed ${seed}: ${JSON.stringify(args)}`).toBe(is);
      if (is !== "forbid") permitted[is]++;
    }
  }
  expect(Math.min(permitted.ask, permitted.allow)).toBeGreaterThan(SEEDS);
}, 600_000);
