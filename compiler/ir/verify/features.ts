import { patternProblem } from "../../../stdlib/text/group-pattern.ts";
import { OPS, type Ir, type IrType, type Op } from "../ir.ts";
import type { Say } from "./shape.ts";

/** What each operation of `text-features.md` takes; `any` and `if` are looked at by themselves. */
const TAKES: Partial<Record<Op, IrType | "any" | "if">> = {
  num: "any", bool: "any", text: "any", obs: "any", find: "text", trim: "text", number: "text", eq: "text", ne: "text", matches: "text", contains: "text", length: "text",
  present: "any", and: "bool", or: "bool", not: "bool", if: "if",
};

const LITERALS: Partial<Record<Op, string>> = { num: "number", bool: "boolean", text: "string" };

/** What a reward reads out of texts; `texts` are the paths of the env's text observations. */
export function verifyFeature(ir: Ir, texts: ReadonlySet<string>, where: string, say: Say): void {
  if (ir.t !== "num" && ir.t !== "bool") say(where, `is of type ${ir.t} where a number or a truth value is needed`);
  walk(ir, texts, where, say);
}

function walk(ir: Ir, texts: ReadonlySet<string>, where: string, say: Say): void {
  const { op, args = [] } = ir;
  const takes = TAKES[op];
  if (takes === undefined) return say(where, `uses \`${op}\`, which reads no texts`);
  const wanted = OPS[op].args;
  if (wanted !== "many" && args.length !== wanted) return say(where, `gives \`${op}\` ${args.length} operands`);
  const fits = takes === "any" || (takes === "if" ? args[0]!.t === "bool" && args[1]!.t === args[2]!.t : args.every(({ t }) => t === takes));
  if (!fits) say(where, `gives \`${op}\` operands of the wrong type`);
  if (ir.t !== resultOf(ir)) say(where, `calls the result of \`${op}\` ${ir.t}`);
  own(ir, texts, where, say);
  for (const arg of args) walk(arg, texts, where, say);
}

function resultOf({ op, args }: Ir): IrType {
  const { out } = OPS[op];
  return out === "same" ? args![1]!.t : out === "own" ? "text" : out;
}

function own({ op, name, value }: Ir, texts: ReadonlySet<string>, where: string, say: Say): void {
  if (op in LITERALS && typeof value !== LITERALS[op] && value !== null) say(where, `has a ${op} without a value`);
  if (op === "obs" && !texts.has(name ?? "")) say(where, `names the unknown text \`${name ?? ""}\``);
  if (op !== "find" && op !== "matches") return;
  const problem = typeof value === "string" ? patternProblem(value, op === "find" ? 1 : 0) : "it is no text";
  if (problem !== null) say(where, `has a pattern that is refused: ${problem}`);
}
