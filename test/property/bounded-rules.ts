import type { Ir, ProgramIr, ToolIr } from "../../compiler/ir/ir.ts";
import { arg, bool, e, num, privilege, program, rule, env, text } from "../interpreter/build.ts";
import type { Chance } from "./random.ts";

/** Rules of bounds and texts on few arguments, so that they often contradict or cover one another. */

const TOOL: ToolIr = {
  name: "pay", result: null, readOnly: false,
  schema: { type: "object", properties: { a: { type: "number" }, b: { type: "number" }, s: { type: "string" }, t: { type: "string" }, f: { type: "boolean" } }, required: ["a", "s", "f"], additionalProperties: false },
};
const READ: ToolIr = { name: "read", result: null, readOnly: true, schema: { type: "object", properties: {}, additionalProperties: false } };
const NUMBERS = [-1, 0, 1, 2], TEXTS = ["x", "y"];

export function boundedProgram(c: Chance): ProgramIr {
  const any = () => rule(c.pick(["allow", "allow", "ask", "forbid"] as const), c.pick(["pay", null]), c.is(0.1) ? null : condition(c, 3), c.is(0.3) ? { effect: "allow", elseAsk: c.is(0.3) ? null : condition(c, 2) } : {});
  const privileges = Array.from({ length: 1 + c.below(2) }, (_, i) => privilege(`p${i}`, ...Array.from({ length: 1 + c.below(4) }, any)));
  const kept = c.is(0.5) ? [privilege("g 1", rule("forbid", null, e("not", condition(c, 2))), rule("allow", null))] : [];
  const all = [...privileges, ...kept];
  return program({
    envs: [env({ rate: null, tools: [TOOL, READ] })], privileges: all,
    guards: [{ kind: "tools", name: "g", env: "e", at: [0, 0], proposers: [], obeys: all.map((p) => p.name), later: [] }],
  });
}

export function condition(c: Chance, depth: number): Ir {
  if (depth > 0 && c.is(0.7)) {
    const sub = (): Ir => condition(c, depth - 1);
    switch (c.below(6)) {
      case 0: return e("not", sub());
      case 1: return e("implies", sub(), sub());
      case 2: return e("or", sub(), sub());
      default: return e("and", ...Array.from({ length: 2 + c.below(2) }, sub));
    }
  }
  switch (c.below(9)) {
    case 0: return e("present", c.pick([arg("b", "num"), arg("t", "text")]));
    case 1: return arg("f", "bool");
    case 2: case 3: return e(c.pick(["eq", "ne"] as const), arg(c.pick(["s", "t"]), "text"), text(c.pick(TEXTS)));
    case 4: return c.is(0.5) ? bool(c.pick([true, false, null])) : { op: c.pick(["called", "returned"] as const), t: "bool", name: c.pick(["pay", "read", "anything"]), args: [], path: [] };
    default: {
      const [x, n] = [arg(c.pick(["a", "a", "b"]), "num"), num(c.pick(NUMBERS))];
      return e(c.pick(["lt", "le", "gt", "ge", "eq", "ne"] as const), ...(c.is(0.8) ? [x, n] : [n, x]));
    }
  }
}

/** A call that fits the schema. */
export function boundedCall(c: Chance): Record<string, unknown> {
  const number = (): number => c.pick([-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3]);
  const word = (): string => c.pick([...TEXTS, "z"]);
  return { a: number(), ...(c.is(0.7) && { b: number() }), s: word(), ...(c.is(0.7) && { t: word() }), f: c.is(0.5) };
}

export { TOOL };
