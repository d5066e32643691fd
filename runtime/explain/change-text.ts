import type { Ir } from "../../compiler/ir/ir.ts";
import { TRUE } from "../interpreter/values.ts";
import { property } from "../interpreter/values.ts";
import type { CallRecord } from "../record/record.ts";
import type { Candidate } from "./candidates.ts";
import { SECRET } from "./secrets.ts";
import { named, shown } from "./shown.ts";
import { argumentsOf, type Situation } from "./situation.ts";

/** A change in words: `amount` at most 500, where it is 4200. */
export function changeText(one: Candidate, record: CallRecord, situation: Situation): string {
  if (one.kind === "value") return valueText(one, record);
  return one.kind === "before" ? beforeText(one.ir, one.truth === TRUE, situation) : findingText(one.ir, one.truth === TRUE);
}

function valueText({ path, value: to, end }: Extract<Candidate, { kind: "value" }>, record: CallRecord): string {
  const name = named(path);
  let now: unknown = argumentsOf(record);
  for (const step of path) now = property(now, step);
  const is = record.secret?.includes(path[0]!) === true ? SECRET : now === undefined ? "missing" : shown(now);
  if (to === undefined) return `without ${name}`;
  const isBound = typeof to === "number" && typeof now === "number" && end === (to < now ? "most" : "least");
  return `${name} ${isBound ? `at ${end} ` : ""}${shown(to)}, where it is ${is}`;
}

function findingText({ op, name, path, args, value }: Ir, holds: boolean): string {
  const [operand] = args ?? [];
  const what = operand === undefined ? "a value" : operand.op === "arg" ? named(operand.path!) : operand.op === "text" ? shown(operand.value) : operand.op === "local" ? `each \`${operand.name}\`` : "the value";
  const source = name === undefined ? "the prompt" : `results of ${name}${(path ?? []).join("")}`;
  switch (op) {
    case "from": return operand?.op === "text" ? `${holds ? "" : "not "}${what} in ${source}` : `${what} ${holds ? "out of" : "not out of"} ${source}`;
    case "carries": return `${what} ${holds ? "with something" : "without anything"} ${name}`;
    case "within": return `${what} ${holds ? "in" : "outside"} ${name}(${(path ?? []).map((one) => JSON.stringify(one)).join(", ")})`;
    default: return `${what} ${holds ? "" : "not "}as the pattern ${JSON.stringify(value)} says`;
  }
}

function beforeText(ir: Ir, holds: boolean, { places }: Situation): string {
  const [inner] = ir.args ?? [];
  if (holds && ir.op === "once" && inner?.op === "returned" && inner.name !== "anything") return `after \`${inner.name}\` has returned${within(ir)}`;
  if (holds && ir.op === "once" && inner?.op === "called" && inner.name !== "anything") return `after a call of \`${inner.name}\`${within(ir)}`;
  const text = ir.at === undefined ? ir.op : places.of(ir.at).text;
  return holds ? `when \`${text}\` holds` : `when \`${text}\` does not hold any more`;
}

function within({ window }: Ir): string {
  if (window === "turn") return " in this turn";
  return window === undefined || window[1] === null ? "" : ` in the last ${duration(window[1])}`;
}

function duration(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
