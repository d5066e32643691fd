import { factOf } from "../ir/fact.ts";
import type { Ir } from "../ir/ir.ts";
import { call, plain, type Code } from "./code.ts";
import { literal } from "./text.ts";

/** What the host has found out about a value: it comes with the call. */
export function emitFact(ir: Ir, operands: readonly Code[]): Code {
  const found = call("fact", plain("past"), plain(literal(factOf(ir))), ...operands);
  return call(ir.t, found);
}
