import type { Context } from "../check/context.ts";
import { reads } from "../analyze/derivative.ts";
import { literal } from "../ir/fold.ts";
import type { Ir, ProgramIr, SampledGuardIr } from "../ir/ir.ts";

/** The last proposer must always answer: it reads only constants and memory, stays in range, and its exemptions are listed. */
export function lastResort(program: ProgramIr, cx: Context): void {
  for (const guard of program.guards) {
    const last = guard.proposers.at(-1);
    if (guard.kind !== "sampled" || last?.source.kind !== "controller") continue;
    const controller = program.controllers.find((c) => c.name === last.name);
    const env = program.envs.find((e) => e.name === guard.env);
    if (controller === undefined || env === undefined) continue;
    const span = { start: last.at[0], end: last.at[1] };
    if (last.when !== null) cx.bag.add("lastMayFail", span, { name: last.name });
    // What monitors keep is read like memory, and is unknown after a sample that is not valid.
    const monitors = new Set((env.monitors ?? []).map((one) => one.name));
    const values = new Map<string, Ir>(controller.sets.map((s) => [s.name, s.value]));
    for (const { name, value } of controller.sets) {
      if (reads(value, (r) => r.op === "obs" || r.op === "last" || r.op === "act" || r.op === "previous" || r.op === "model" || (r.op === "mem" && monitors.has(r.name!)))) cx.bag.add("lastReads", span, { name: last.name, action: name });
      const plain = literal(value);
      const slot = env.acts.find((a) => a.name === name);
      if (plain !== undefined && slot !== undefined && ((slot.low !== null && plain < slot.low) || (slot.high !== null && plain > slot.high))) {
        cx.bag.add("outOfRange", span, { value: plain, low: slot.low ?? "", high: slot.high ?? "" });
      }
    }
    const exempt = exemptions(guard, values, env.acts);
    if (exempt.length > 0) cx.bag.add("exempt", span, { name: last.name, conditions: exempt.map((c) => `\`${c}\``).join(", ") });
  }
}

/** Conditions the last resort might violate: all but the limits its constants are seen to keep. */
function exemptions(guard: SampledGuardIr, values: ReadonlyMap<string, Ir>, acts: readonly { name: string; default: number }[]): string[] {
  return guard.conditions.flatMap((c) => {
    if (c.kind !== "limit") return [c.text];
    const set = values.get(c.name);
    const value = set === undefined ? acts.find((a) => a.name === c.name)?.default : literal(set);
    const [low, high] = [literal(c.low), literal(c.high)];
    return value !== undefined && low !== undefined && high !== undefined && value >= low && value <= high ? [] : [c.text];
  });
}
