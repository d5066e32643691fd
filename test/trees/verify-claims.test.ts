import { expect, test } from "vitest";
import type { ProgramIr } from "../../compiler/ir/ir.ts";
import { verify } from "../../compiler/ir/verify.ts";
import { analyze } from "../../compiler/program.ts";

const TEXT = `env e at 10Hz { observe a: bool }
extern go over e
tree t over e (n: int) { sequence { check n > 0 run go } }
test "x" on t { given { a = true, n = 1 } mock go gives success simulate 1s expect go is success }
prove "y" t never go is running and n <= 0
`;
const program = JSON.stringify(analyze({ path: "a.pol", text: TEXT }, { readText: () => undefined, exists: () => true }).program);
const after = (from: string, to: string): readonly string[] => verify(JSON.parse(program.replaceAll(from, to)) as ProgramIr);

test("tests and claims on trees are sound as they are made", () => expect(after("", "")).toEqual([]));

test.each([
  ['"op":"outcome","t":"num","name":"go"', '"op":"outcome","t":"num","name":"gone"', "names the unknown node `gone`"],
  ['"nodes":["go"]', '"nodes":["gone"]', "mocks the unknown node `gone`"],
  ['"answers":[{"gives":"success","times":1}]', '"answers":[]', "mocks a node without an answer"],
  ['"gives":"success"', '"gives":"idle"', "is none of success, failure, skipped, running"],
  ['"entries":[{"name":"n","value":1}]', '"entries":[{"name":"m","value":1}]', "gives the unknown entry `m`"],
  ['"host":["n"]', '"host":["m"]', "leaves the unknown entry `m` to the host"],
  ['"on":"t"', '"on":"u"', "is about the unknown tree `u`"],
])("%s → %s", (from, to, wrong) => {
  expect(program).toContain(from);
  expect(after(from, to).join("\n")).toContain(wrong);
});
