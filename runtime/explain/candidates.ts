import type { Ir, ToolIr } from "../../compiler/ir/ir.ts";
import { key } from "../../compiler/ir/key.ts";
import { isOver } from "../interpreter/lists.ts";
import { FALSE, fromJson, property, TRUE } from "../interpreter/values.ts";
import type { Json } from "../interpreter/values.ts";
import { isReading } from "./readings.ts";
import type { Situation } from "./situation.ts";

/** One thing that could be otherwise: an argument's value, or what a condition finds. */
export type Candidate = { readonly ir: Ir; readonly cost: number } & (
  | { readonly kind: "value"; readonly path: readonly string[]; readonly value: unknown; /** Of a bound: whether it is the greatest or the least that fits. */ readonly end: End }
  | { readonly kind: "finding" | "before"; readonly key: string; readonly truth: number }
);

/** As many as are tried. */
const MOST = 48;

/** What could be otherwise, out of conditions: their own bounds and texts, their sources, what would have to have happened. Cheapest first. */
export function candidatesOf(conditions: readonly Ir[], args: Json, tool: ToolIr, situation: Situation): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (one: Candidate): void => {
    const name = one.kind === "value" ? `${one.path.join(".")}=${JSON.stringify(one.value)}` : `${one.key}=${one.truth}`;
    if (!found.has(name)) found.set(name, one);
  };
  const visit = (ir: Ir): void => {
    // What is said of each element has no truth of its own.
    const isFree = readsElement(ir);
    const others = isFree ? [TRUE, FALSE] : [situation.value(ir) === TRUE ? FALSE : TRUE];
    if (isHappening(ir) && !isFree) for (const truth of others) add({ kind: "before", ir, key: key(ir), truth, cost: 8 });
    if (FINDINGS.has(ir.op)) for (const truth of others) add({ kind: "finding", ir, key: key(ir), truth, cost: 4 });
    if (!isFree) for (const one of values(ir, args, tool, situation)) add(one);
    ir.args?.forEach(visit);
  };
  conditions.forEach(visit);
  return [...found.values()].sort((a, b) => a.cost - b.cost).slice(0, MOST);
}

const FINDINGS: ReadonlySet<Ir["op"]> = new Set(["from", "carries", "within", "matches"]);

/** The smallest condition that reads what happened; whether this is such a call is no part of that. */
function isHappening(ir: Ir): boolean {
  if (ir.t !== "bool" || ir.op === "called") return false;
  if (isReading(ir)) return true;
  return (ir.args ?? []).some((arg) => arg.t !== "bool" && reads(arg));
}

/** Whether an expression reads the variable of a quantifier around it. */
function readsElement(ir: Ir, bound: readonly string[] = []): boolean {
  if (ir.op === "local") return !bound.includes(ir.name!);
  const isQuantifier = isOver(ir.op);
  return (ir.args ?? []).some((arg, i) => readsElement(arg, isQuantifier && i === 1 ? [...bound, ir.name!] : bound));
}

const reads = (ir: Ir): boolean => (isReading(ir) && ir.op !== "called") || (ir.args ?? []).some(reads);

function values(ir: Ir, args: Json, tool: ToolIr, situation: Situation): Candidate[] {
  const value = (path: readonly string[], to: unknown, cost: number): Extract<Candidate, { kind: "value" }> => ({ kind: "value", ir, path, value: to, cost, end: null });
  if (ir.op === "present" && ir.args![0]!.op === "arg") return ir.args![0]!.path!.length === 1 ? [value(ir.args![0]!.path!, undefined, 2)] : [];
  if (ir.op === "arg" && ir.t === "bool") return [value(ir.path!, situation.value(ir) !== TRUE, 2)];
  const [a, b] = ir.args ?? [];
  const { op } = ir;
  if (a === undefined || b === undefined || !isComparison(op)) return [];
  return [[a, b] as const, [b, a] as const].flatMap(([side, other]): Candidate[] => {
    if (side.op === "arg" && side.t === "text") return other.op === "text" && typeof other.value === "string" ? [value(side.path!, other.value, 3)] : [];
    const bound = situation.value(other);
    // A bound that is secret would be told by the value that it leaves.
    if (situation.isSecret(other) || (side.op === "total" && situation.isSecret(side))) return [];
    if (side.t !== "num" || typeof bound !== "number" || !Number.isFinite(bound)) return [];
    const path = side.op === "arg" ? side.path! : side.op === "total" && side.name === tool.name ? side.path! : null;
    if (path === null || path.length === 0) return [];
    const now = numberAt(args, path);
    // A total gives way by what is too much of it.
    const target = side.op === "arg" ? bound : now + bound - (situation.value(side) as number);
    const step = isWhole(tool, path) ? 1 : 0.01;
    return STEPS[side === a ? op : MIRRORED[op]].filter(() => Number.isFinite(target)).map(([times, end]) => {
      const to = Number((target + times * step).toPrecision(12));
      return { ...value(path, to, 1 + distance(now, to)), end };
    });
  });
}

type Comparison = "lt" | "le" | "gt" | "ge" | "eq" | "ne";
type End = "most" | "least" | null;
/** The values on both sides of a bound that lie nearest to it, in steps from it, and whether one is the greatest or least of its side. */
const STEPS: Readonly<Record<Comparison, readonly (readonly [times: number, end: End])[]>> = {
  lt: [[-1, "most"], [0, "least"]], le: [[0, "most"], [1, "least"]], gt: [[1, "least"], [0, "most"]], ge: [[0, "least"], [-1, "most"]],
  eq: [[0, null], [1, null], [-1, null]], ne: [[1, null], [-1, null], [0, null]],
};
const MIRRORED: Readonly<Record<Comparison, Comparison>> = { lt: "gt", le: "ge", gt: "lt", ge: "le", eq: "eq", ne: "ne" };
const isComparison = (op: Ir["op"]): op is Comparison => Object.hasOwn(STEPS, op);

/** In 0..1, so that of two values the nearer one is cheaper. */
const distance = (from: number, to: number): number => (Number.isNaN(from) ? 0.5 : Math.abs(to - from) / (1 + Math.abs(to) + Math.abs(from)));

function numberAt(args: Json, path: readonly string[]): number {
  let value: unknown = args;
  for (const name of path) value = property(value, name);
  return fromJson("num", value) as number;
}

function isWhole(tool: ToolIr, [name, ...more]: readonly string[]): boolean {
  const schema = property(property(tool.schema, "properties"), name ?? "");
  return more.length === 0 && property(schema, "type") === "integer";
}
