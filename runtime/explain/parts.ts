import type { Ir } from "../../compiler/ir/ir.ts";
import type { Place } from "../record/record.ts";
import type { Part } from "./explanation.ts";
import { seen, type Seeing } from "./seen.ts";
import { truthOf } from "./situation.ts";

const JOINED = { and: "all of", or: "one of", implies: "the first implies the second" } as const;

/**
 * A condition, taken apart where its parts stand in the source. `wanted`: what it has to be for its rule to speak. `whole`: its
 * place, where it has none of its own.
 */
export function partsOf(ir: Ir, wanted: boolean, seeing: Seeing, whole: Place): Part {
  const { situation } = seeing;
  const place = ir.at === undefined ? whole : situation.places.of(ir.at);
  const truth = truthOf(situation.value(ir));
  const common = { ...place, truth, fits: truth === String(wanted) };
  const inner = operands(ir);
  if (inner === null) return { ...common, joined: null, seen: seen(ir, seeing), parts: [] };
  if (ir.op === "not") return { ...common, joined: "not", seen: [], parts: inner.map((one) => partsOf(one, !wanted, seeing, place)) };
  // `a implies b` is `not a or b`.
  const parts = inner.map((one, i) => partsOf(one, ir.op === "implies" && i === 0 ? !wanted : wanted, seeing, place));
  return { ...common, joined: JOINED[ir.op as keyof typeof JOINED], seen: [], parts };
}

/** The parts that a condition is read as; null for one that is a part itself. A range is one, though it is two comparisons. */
function operands(ir: Ir): readonly Ir[] | null {
  const args = ir.args ?? [];
  if (ir.op === "not") return operands(args[0]!) === null && ir.at !== undefined ? null : args;
  if ((ir.op !== "and" && ir.op !== "or" && ir.op !== "implies") || args.some((one) => one.at === undefined && operands(one) === null)) return null;
  return ir.op === "implies" ? args : args.flatMap((one) => (one.op === ir.op && operands(one) !== null ? operands(one)! : [one]));
}
