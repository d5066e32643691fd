import type { Ir, Op } from "../ir/ir.ts";

/** What is read out of texts by the host, and may stand inside such a reading. */
const READS: ReadonlySet<Op> = new Set(["text", "obs", "find", "trim", "number", "eq", "ne", "matches", "present", "length", "contains", "if", "and", "or", "not", "bool", "num"]);

/** A number or truth that is read out of a text. */
export function isOfText(ir: Ir): boolean {
  return ir.t !== "text" && (ir.args ?? []).some((arg) => arg.t === "text");
}

/** What a reading of a text has in it that texts alone do not say. */
export function notOfText(ir: Ir): Ir | undefined {
  if (!READS.has(ir.op) || (ir.op === "obs" && ir.t !== "text")) return ir;
  if ((ir.op === "eq" || ir.op === "ne") && ir.args![0]!.t !== "text") return ir;
  for (const arg of ir.args ?? []) {
    const found = notOfText(arg);
    if (found !== undefined) return found;
  }
  return undefined;
}
