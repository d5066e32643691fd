import { expect, test } from "vitest";
import { isShown } from "../../compiler/analyze/prove.ts";
import type { Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { judge } from "../../runtime/interpreter/tools.ts";
import { privilege, rule } from "../interpreter/build.ts";
import { boundedCall, boundedProgram, condition, TOOL } from "./bounded-rules.ts";
import { Chance } from "./random.ts";

const SEEDS = process.env["POL_LONG"] === "1" ? 20_000 : 2000;
const VERDICTS = ["allow", "ask", "forbid"] as const;

/** The program's guard, obeying this one privilege alone. */
const obeying = (program: ProgramIr, of: ProgramIr["privileges"][number]): ProgramIr =>
  ({ ...program, privileges: [of], guards: program.guards.map((guard) => (guard.kind === "tools" ? { ...guard, obeys: [of.name] } : guard)) });

test("what is shown of a privilege is so for every call, and something is shown", () => {
  const shown = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed++) {
    const c = new Chance(seed);
    const program = boundedProgram(c), of = program.privileges[0]!;
    const when: Ir | null = c.is(0.2) ? null : condition(c, 1);
    const verdict = judge(obeying(program, of), "g");
    const holds = judge(obeying(program, privilege("claim", rule("allow", "pay", when))), "g");
    const claims = VERDICTS.flatMap((one) => [true, false].map((always) => [always, one] as const)).filter(([always, one]) => isShown(of, TOOL, always, one, when));
    for (const [always, one] of claims) shown.set(`${always} ${one}`, (shown.get(`${always} ${one}`) ?? 0) + 1);
    for (let i = 0; claims.length > 0 && i < 30; i++) {
      const args = boundedCall(c);
      if (holds("pay", args).verdict !== "allow") continue;
      for (const [always, one] of claims) expect(verdict("pay", args).verdict === one, `seed ${seed}: ${always ? "always" : "never"} ${one}, ${JSON.stringify(args)}`).toBe(always);
    }
  }
  expect([...shown.keys()].sort()).toEqual(["false allow", "false ask", "false forbid", "true allow", "true ask", "true forbid"]);
}, 600_000);
