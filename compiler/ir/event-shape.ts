import { isTemporal, type Ir } from "./ir.ts";

/** Events of one kind, of one tool or of `anything`. */
export interface Sort {
  readonly kind: "called" | "returned";
  readonly name: string;
}

type SpecOf = (name: string) => Ir;

/** What stands here for different things at different events. */
function isAboutEvents(ir: Ir): boolean {
  return ir.op === "spec" || isTemporal(ir) || ["called", "returned", "latest", "calls", "total"].includes(ir.op) || (ir.args ?? []).some(isAboutEvents);
}

/** An event of a sort with arguments that the judged call alone says: it can be looked up. */
function isLookedUp(ir: Ir): boolean {
  return (ir.op === "called" || ir.op === "returned") && !(ir.args ?? []).some(isAboutEvents);
}

/** The sort of events at which alone a formula can be other than false (`holds`), or other than true; null where it is not one. */
export function sortOf(ir: Ir, holds: boolean, specOf: SpecOf): Sort | null {
  const args = ir.args ?? [];
  const first = (sorts: readonly (Sort | null)[]): Sort | null => sorts.find((sort) => sort !== null) ?? null;
  switch (ir.op) {
    case "called": case "returned": return holds ? { kind: ir.op, name: ir.name ?? "anything" } : null;
    case "spec": return sortOf(specOf(ir.name!), holds, specOf);
    case "not": return sortOf(args[0]!, !holds, specOf);
    case "and": return holds ? first(args.map((arg) => sortOf(arg, true, specOf))) : null;
    case "or": return holds ? null : first(args.map((arg) => sortOf(arg, false, specOf)));
    case "implies": return holds ? null : sortOf(args[0]!, true, specOf) ?? sortOf(args[1]!, false, specOf);
    default: return null;
  }
}

/**
 * The ways in which `once x` (or `once not x`) can be so without every event being looked at: one of them is, or none. Null: all events
 * have to be looked at.
 */
export function ways(ir: Ir, holds: boolean, specOf: SpecOf): readonly Way[] | null {
  const all = (args: readonly Ir[], of: boolean): readonly Way[] | null => {
    const each = args.map((arg) => ways(arg, of, specOf));
    return each.some((one) => one === null) ? null : each.flatMap((one) => one!);
  };
  if (ir.op === "spec") return ways(specOf(ir.name!), holds, specOf);
  if (ir.op === "not") return ways(ir.args![0]!, !holds, specOf);
  if (ir.op === (holds ? "or" : "and")) return all(ir.args!, holds);
  if (holds && isLookedUp(ir)) return [{ how: "looked up", ir }];
  const sort = sortOf(ir, holds, specOf);
  return sort === null ? null : [{ how: "among", sort, ir, holds }];
}

export type Way =
  | { readonly how: "looked up"; readonly ir: Ir }
  /** One event of the sort after the other. */
  | { readonly how: "among"; readonly sort: Sort; readonly ir: Ir; readonly holds: boolean };
