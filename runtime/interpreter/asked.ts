import { isTemporal, type Ir, type IrType } from "../../compiler/ir/ir.ts";
import type { Chain, Event, Trait } from "./chain.ts";
import { compile, type Point } from "./expressions.ts";
import { same } from "./lists.ts";
import type { Frame, Scope } from "./scope.ts";
import { FALSE, fromJson, property, TRUE } from "./values.ts";

/** What a formula asks about one event: whether it is a call or return of a tool, with such arguments. */
export interface Asked {
  /** Where those of the kind and tool are. */
  readonly chain: string;
  readonly isThis: (e: Event) => boolean;
  readonly args: readonly Ir[];
  readonly path: readonly string[];
  /** What the arguments are to be. */
  readonly wanted: readonly Point[];
  /** That is the same, wherever it is asked. */
  readonly isFixed: boolean;
  /** How events are told apart by each argument; one of another type than is asked for has no value. */
  readonly traits: readonly Trait[];
}

export function asked(ir: Ir, scope: Scope<Frame>, kind: "call" | "returned" | "ok"): Asked {
  const { name = "anything", args = [], path = [] } = ir;
  const isKind = (e: Event): boolean => (kind === "ok" ? e.ok && e.kind === "returned" : e.kind === kind);
  return {
    chain: name === "anything" ? kind : `${kind} ${name}`,
    isThis: (e) => isKind(e) && (name === "anything" || e.tool === name),
    args, path, wanted: args.map((arg) => compile(arg, scope)), isFixed: !args.some(looksBack),
    traits: args.map(({ t }, i) => ({ name: `${t} ${path[i]}`, of: (e) => known(t, fromJson(t, property(e.args, path[i] ?? ""))) })),
  };
}

/** Whether it may be one thing at one event and another at the next. */
function looksBack(ir: Ir): boolean {
  return isTemporal(ir) || ["spec", "called", "returned", "latest", "calls", "total"].includes(ir.op) || (ir.args ?? []).some(looksBack);
}

/** Whether an event of the kind and tool has the arguments. */
export function matches({ args, path, wanted }: Asked, e: Event, f: Frame): number {
  let all: number = TRUE;
  for (let i = 0; i < args.length && all !== FALSE; i += 1) {
    const { t } = args[i]!;
    all = Math.min(all, same(t, fromJson(t, property(e.args, path[i] ?? "")), wanted[i]!(f)));
  }
  return all;
}

/** A value that can be compared, or undefined. */
function known(t: IrType, value: unknown): unknown {
  return same(t, value, value) === TRUE ? value : undefined;
}

/** Comes to the events of a chain that match: each time to a chain of them, which match for sure or may. */
export function matching(a: Asked, whole: Chain, f: Frame, visit: (chain: Chain, isSure: boolean) => void, i = 0, isSure = true): void {
  if (whole.first === whole.end) return;
  if (i === a.args.length) return visit(whole, isSure);
  const value = known(a.args[i]!.t, a.wanted[i]!(f));
  if (value === undefined) return matching(a, whole, f, visit, i + 1, false);
  const told = whole.told(a.traits[i]!), [alike, vague] = [told.get(value), told.get(undefined)];
  if (alike !== undefined) matching(a, alike, f, visit, i + 1, isSure);
  if (vague !== undefined) matching(a, vague, f, visit, i + 1, false);
}
