import type { Ir, ProgramIr } from "../ir.ts";
import type { Say } from "./shape.ts";

/** Functions call no cycle and specs name none: everything ends. */
export function verifyCycles(program: ProgramIr, say: Say): void {
  const fns = new Map(program.fns.map((fn) => [fn.name, namesIn(fn.body, ["call"])]));
  const specs = new Map(program.specs.map((spec) => [spec.name, namesIn(spec.formula, ["spec", "robustness", "margin"])]));
  for (const name of inCycles(fns)) say(`function \`${name}\``, "calls itself");
  for (const name of inCycles(specs)) say(`spec \`${name}\``, "is defined by itself");
}

export function namesIn(ir: Ir, ops: readonly string[], into = new Set<string>()): ReadonlySet<string> {
  if (ops.includes(ir.op) && ir.name !== undefined) into.add(ir.name);
  for (const arg of ir.args ?? []) namesIn(arg, ops, into);
  return into;
}

function inCycles(uses: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  // A name is out of every cycle once all it uses is.
  const left = new Map(uses);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [name, used] of left) if (![...used].some((other) => left.has(other))) left.delete(name);
  }
  return [...left.keys()];
}
