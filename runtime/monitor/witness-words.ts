import type { EnvIr, Ir, Slot } from "../../compiler/ir/ir.ts";
import { TRUE } from "../interpreter/values.ts";
import type { Atom, Node } from "./witness-nodes.ts";
import type { Reason } from "./witness-reason.ts";
import { numberText, quoted, timeText } from "./witness-text.ts";
import type { Values } from "./witness-values.ts";
import type { Clock } from "./witness-windows.ts";

export interface Telling {
  readonly env: EnvIr;
  readonly clock: Clock;
  readonly values: Values;
  /** The source, if it is at hand. */
  readonly text: string | undefined;
}

/** An atom is the same at all samples from one to another. */
interface Fact {
  readonly atom: Atom & Node;
  readonly holds: boolean;
  readonly from: number;
  readonly to: number;
}

const MOST_FACTS = 3;

/** One sentence of the facts, first things first. */
export function told(reason: Reason, telling: Telling): string | null {
  const facts = alike(reason).flatMap(([atom, instants]) => factsOf(atom, instants, telling)).sort((a, b) => a.from - b.from || a.atom.id - b.atom.id);
  if (facts.length === 0) return null;
  // A time is said once where several facts have it.
  const first = facts.slice(0, MOST_FACTS).map((fact, i) => `${i > 0 && sameTime(fact, facts[i - 1]!) ? "" : `${timeOf(fact, telling)} `}${factText(fact, telling)}`);
  return [...first, ...(facts.length > MOST_FACTS ? [`${facts.length - MOST_FACTS} more`] : [])].join(", and ");
}

const sameTime = (a: Fact, b: Fact): boolean => a.from === b.from && a.to === b.to;

function timeOf({ from, to }: Fact, { clock }: Telling): string {
  return from === to ? `at ${timeText(clock.timeOf(from))}` : `from ${timeText(clock.timeOf(from))} to ${timeText(clock.timeOf(to))}`;
}

/** Atoms that read the same are one, wherever they stand. */
function alike(reason: Reason): readonly (readonly [Atom & Node, readonly number[]])[] {
  const known = new Map<string, [Atom & Node, readonly number[]]>();
  for (const [atom, instants] of reason) {
    const text = quoted(atom.ir, undefined), one = known.get(text);
    if (one === undefined) known.set(text, [atom, instants]);
    else one[1] = [...new Set([...one[1], ...instants])].sort((a, b) => a - b);
  }
  return [...known.values()];
}

function factsOf(atom: Atom & Node, instants: readonly number[], { values }: Telling): readonly Fact[] {
  if (atom.reads.length === 0) return [];
  const facts: { atom: Atom & Node; holds: boolean; from: number; to: number }[] = [];
  for (const k of instants) {
    const holds = values.truth(atom, k) === TRUE, last = facts.at(-1);
    if (last !== undefined && last.to === k - 1 && last.holds === holds) last.to = k;
    else facts.push({ atom, holds, from: k, to: k });
  }
  return facts;
}

function factText(fact: Fact, telling: Telling): string {
  const { clock } = telling;
  const simple = againstConstant(fact.atom.ir, telling.env);
  if (simple !== null) return comparisonText(simple, fact, telling);
  const isSignal = signalOf(fact.atom.ir, telling.env) !== null;
  const what = quoted(fact.atom.ir, isSignal ? undefined : telling.text);
  if (isSignal) return `${what} is ${fact.from === fact.to ? String(fact.holds) : fact.holds ? "always true" : "never true"}`;
  const holds = fact.from !== fact.to ? (fact.holds ? "always holds" : "never holds") : fact.holds ? "holds" : "does not hold";
  const seen = seenText(fact, telling);
  return `${what} ${holds}${seen === "" ? "" : ` (${fact.from === fact.to ? "" : `at ${timeText(clock.timeOf(fact.from))} `}${seen})`}`;
}

/** Robustness in no unit: its spec's atoms may have any. */
const MEASURE = { kind: "num", unit: "" } as const;

/** The values that the atom reads at the fact's first sample. */
function seenText({ atom, from }: Fact, { env, values }: Telling): string {
  const seen = new Map<string, string>();
  const visit = (ir: Ir): void => {
    const slot = ir.op === "margin" || ir.op === "robustness" ? MEASURE : signalOf(ir, env);
    if (slot === null) return (ir.args ?? []).forEach(visit);
    seen.set(quoted(ir, undefined), valueText(values.number(ir, from), slot));
  };
  visit(atom.ir);
  const all = [...seen].map(([name, value]) => `${name} is ${value}`);
  return [...all.slice(0, MOST_FACTS), ...(all.length > MOST_FACTS ? [`${all.length - MOST_FACTS} more`] : [])].join(", ");
}

type Order = "lt" | "le" | "gt" | "ge";
type Comparison = Order | "eq" | "ne";
const WORDS: Readonly<Record<Order, string>> = { lt: "below", le: "at most", gt: "above", ge: "at least" };
const TURNED: Readonly<Record<Comparison, Comparison>> = { lt: "gt", le: "ge", gt: "lt", ge: "le", eq: "eq", ne: "ne" };
const isComparison = (op: Ir["op"]): op is Comparison => Object.hasOwn(TURNED, op);

interface AgainstConstant {
  readonly signal: Ir;
  readonly slot: Slot;
  readonly op: Comparison;
  readonly constant: number;
}

/** `gap > 2 m`, or `2 m < gap`. */
function againstConstant({ op, args }: Ir, env: EnvIr): AgainstConstant | null {
  const [x, y] = args ?? [];
  if (!isComparison(op) || x === undefined || y === undefined) return null;
  const [left, right] = [signalOf(x, env), signalOf(y, env)];
  if (left !== null && y.op === "num") return { signal: x, slot: left, op, constant: y.value as number };
  return right !== null && x.op === "num" ? { signal: y, slot: right, op: TURNED[op], constant: x.value as number } : null;
}

/** The slot that an expression is, now or one sample ago. */
function signalOf(ir: Ir, env: EnvIr): Slot | null {
  const named = (slots: readonly Slot[]): Slot | null => slots.find((slot) => slot.name === ir.name) ?? null;
  switch (ir.op) {
    case "obs": return named(env.obs);
    case "act": case "last": return named(env.acts);
    case "mem": return named(env.memories);
    case "previous": return ir.args![0]!.t === "bool" ? null : signalOf(ir.args![0]!, env);
    default: return null;
  }
}

function comparisonText({ signal, slot, op, constant }: AgainstConstant, { holds, from, to }: Fact, telling: Telling): string {
  const { values, clock } = telling;
  const name = quoted(signal, undefined), against = valueText(constant, slot);
  const value = (k: number): number => values.number(signal, k);
  if (op === "eq" || op === "ne") {
    const equal = (op === "eq") === holds;
    if (from === to) return `${name} is ${equal ? against : `${valueText(value(from), slot)}, not ${against}`}`;
    return `${name} is ${equal ? "always" : "never"} ${against}`;
  }
  if (from === to) return `${name} is ${valueText(value(from), slot)}, ${holds ? "" : "not "}${WORDS[op]} ${against}`;
  // The value that comes nearest to what it is said not to be.
  const greatest = (op === "lt" || op === "le") === holds;
  let [nearest, least, most] = [from, value(from), value(from)];
  for (let k = from + 1; k <= to; k++) {
    const one = value(k);
    if (greatest ? one > most : one < least) nearest = k;
    [least, most] = [Math.min(least, one), Math.max(most, one)];
  }
  const extreme = least === most ? `${valueText(least, slot)} throughout` : `${valueText(greatest ? most : least, slot)} at ${greatest ? "most" : "least"}, at ${timeText(clock.timeOf(nearest))}`;
  return `${name} is ${holds ? "always" : "never"} ${WORDS[op]} ${against} (it is ${extreme})`;
}

function valueText(value: number, { kind, values, unit }: Pick<Slot, "kind" | "values" | "unit">): string {
  if (Number.isNaN(value)) return "unknown";
  if (kind === "enum") return values?.[value] ?? String(value);
  if (kind === "bool") return value === TRUE ? "true" : value === 0 ? "false" : "unknown";
  return unit === "" ? numberText(value) : `${numberText(value)} ${unit}`;
}
