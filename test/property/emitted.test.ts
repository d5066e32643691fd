import { expect, test } from "vitest";
import { emit } from "../../compiler/emit/module.ts";
import { typecheck } from "../../compiler/emit/typecheck.ts";
import { verify } from "../../compiler/ir/verify.ts";
import { Chance } from "./random.ts";
import { sampledProgram } from "./sampled-programs.ts";
import { toolProgram } from "./tool-programs.ts";

const source = { path: "t.pol", text: "" };

test("generated programs are emitted as small functions that type-check", { timeout: 120_000 }, () => {
  let parts = 0;
  for (const program of [1, 2, 3, 4].flatMap((seed) => [sampledProgram(new Chance(seed), 12), toolProgram(new Chance(seed), 4)])) {
    expect(verify(program)).toEqual([]);
    const { code } = emit(program, source);
    expect(typecheck(code)).toEqual([]);
    // A tree is one function of many: how large each is, `test/trees` says.
    for (const body of code.split(/^(?:export )?function /m).slice(1).filter((text) => !text.startsWith("tree_"))) expect(body.split("\n}\n")[0]!.match(/\w+/g)!.length).toBeLessThan(500);
    parts += code.match(/Part of/g)?.length ?? 0;
  }
  // Otherwise nothing has been split.
  expect(parts).toBeGreaterThan(10);
});
