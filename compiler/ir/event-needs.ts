import { isTemporal, type Ir, type ProgramIr, type ToolGuardIr } from "./ir.ts";

/** What a guard's rules read of earlier events. */
export interface EventNeeds {
  /** Arguments, of whichever tool. */
  readonly args: readonly string[];
  /** Tools whose results are read; null: all. */
  readonly results: readonly string[] | null;
  /** Seconds back from a call beyond which nothing is asked. */
  readonly reach: number;
  /** The same, of sessions that are over: nobody asks about their turns. */
  readonly lasting: number;
}

export function eventNeeds(program: ProgramIr, guard: ToolGuardIr): EventNeeds {
  const [args, results] = [new Set<string>(), new Set<string>()];
  const specs = new Map(program.specs.map(({ name, formula }) => [name, formula]));
  const visit = (ir: Ir, isLater: boolean): number => {
    const back = own(ir, isLater);
    const below = Math.max(0, ...(ir.args ?? []).map((arg) => visit(arg, isLater && back === 0)));
    if (ir.op === "called" || ir.op === "returned" || ir.op === "latest" || ir.op === "total") for (const name of ir.path ?? []) args.add(name);
    if (ir.op === "latest") results.add(ir.name ?? "anything");
    return ir.op === "spec" ? visit(specs.get(ir.name!)!, isLater) : back + below;
  };
  const rules = program.privileges.filter(({ name }) => guard.obeys.includes(name)).flatMap((privilege) => privilege.rules);
  const asked = rules.flatMap((rule) => rule.cases.flatMap(({ when, elseAsk }) => [when, elseAsk])).filter((ir) => ir !== null);
  const [reach, lasting] = [false, true].map((isLater) => Math.max(0, ...asked.map((ir) => visit(ir, isLater)))) as [number, number];
  return { args: [...args].sort(), results: results.has("anything") ? null : [...results].sort(), reach, lasting };
}

/** How far back an operator itself looks. A turn may last; what was last, may be long ago. `isLater`: from a call of another session. */
function own(ir: Ir, isLater: boolean): number {
  if (ir.op === "latest" || ir.op === "previous" || ir.op === "rise" || ir.op === "fall") return Infinity;
  if (!isTemporal(ir) && ir.op !== "calls" && ir.op !== "total") return 0;
  if (ir.window === "turn") return isLater ? 0 : Infinity;
  return ir.window?.[1] ?? Infinity;
}
