import { expect, test } from "vitest";
import { expectGolden } from "../grammar/golden.ts";
import { typecheck } from "../../compiler/emit/typecheck.ts";
import { emit } from "../../compiler/emit/module.ts";
import { verify } from "../../compiler/ir/verify.ts";
import { cruise, source as cruiseSource } from "./cruise.ts";
import { source as tellerSource, teller } from "./teller.ts";

for (const [name, program, source] of [["cruise", cruise, cruiseSource], ["teller", teller, tellerSource]] as const) {
  test(`${name} is emitted as a module that reads like it and type-checks`, () => {
    expect(verify(JSON.parse(JSON.stringify(program)))).toEqual([]);
    const { code } = emit(program, source);
    expectGolden(`emit/${name}.emitted`, code);
    expect(typecheck(code)).toEqual([]);
    expect(emit(JSON.parse(JSON.stringify(program)), source).code).toBe(code);
  });
}

test("--verify finds what TypeScript finds", () => {
  const { code } = emit(teller, tellerSource);
  expect(typecheck(code.replace(/gt\(length\(.*\), 200\)/, "1 + 1")).length).toBeGreaterThan(0);
});
