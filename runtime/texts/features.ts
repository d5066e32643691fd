import type { Ir } from "../../compiler/ir/ir.ts";
import type { RewardIr } from "../../compiler/ir/reward.ts";
import { pattern } from "../../stdlib/text/pattern.ts";
import { lengthOf } from "../interpreter/lists.ts";
import { equal, MANY } from "../interpreter/operators.ts";
import { FALSE, isPresent, TRUE, UNKNOWN, unknownOf } from "../interpreter/values.ts";
import { finder } from "./find.ts";

/** Text observations by their paths; one that is missing is null or not there. */
export type Texts = Readonly<Record<string, string | null>>;

/** A text or null, a number or NaN, a truth value 0, 1 or 2. */
type Value = string | number | null;
type Step = (values: readonly Value[], texts: Texts) => Value;

/**
 * A reward's features, in order, of the texts of one step (`text-features.md`): NaN is a number, and 1 a truth value, that is not known.
 * What several features have in common is worked out once.
 */
export function featuresOf({ features }: Pick<RewardIr, "features">): (texts: Texts) => number[] {
  const steps: Step[] = [];
  const known = new Map<string, number>();
  const place = (ir: Ir): number => {
    const args = (ir.args ?? []).map(place);
    const key = JSON.stringify([ir.op, ir.t, ir.name, ir.value, args]);
    const there = known.get(key) ?? steps.push(stepOf(ir, args)) - 1;
    known.set(key, there);
    return there;
  };
  const results = features.map(place);
  return (texts) => {
    const values: Value[] = [];
    for (const step of steps) values.push(step(values, texts));
    return results.map((i) => values[i] as number);
  };
}

function stepOf(ir: Ir, args: readonly number[]): Step {
  const text = (i: number): ((values: readonly Value[]) => string | null) => (values) => values[args[i]!] as string | null;
  const [a, b] = [text(0), text(1)];
  switch (ir.op) {
    case "num": case "bool": { const value = literal(ir); return () => value; }
    case "text": { const value = whole(ir.value as string | null); return () => value; }
    case "obs": { const name = ir.name!; return (_, texts) => (Object.hasOwn(texts, name) ? whole(texts[name]!) : null); }
    case "find": { const find = finder(ir.value as string); return (v) => { const t = a(v); return t === null ? null : find(t); }; }
    case "trim": return (v) => a(v)?.trim() ?? null;
    case "number": return (v) => numberIn(a(v));
    case "eq": return (v) => equal(a(v), b(v));
    case "ne": return (v) => 2 - equal(a(v), b(v));
    case "matches": { const { test } = pattern(ir.value as string); return (v) => { const t = a(v); return t === null ? UNKNOWN : truth(test(t)); }; }
    case "contains": return (v) => { const [t, part] = [a(v), b(v)]; return t === null || part === null ? UNKNOWN : truth(t.includes(part)); };
    case "length": return (v) => lengthOf(a(v));
    case "present": { const { t } = ir.args![0]!; return (v) => isPresent(t, v[args[0]!]); }
    case "and": case "or": { const { from, with: join } = MANY[ir.op]; return (v) => args.reduce<number>((all, i) => join(all, v[i] as number), from); }
    case "not": return (v) => 2 - (v[args[0]!] as number);
    case "if": return (v) => { const when = v[args[0]!]; return when === TRUE ? v[args[1]!]! : when === FALSE ? v[args[2]!]! : unknownOf(ir.t); };
    default: throw new Error(`unverified IR: \`${ir.op}\` is no part of a text feature`);
  }
}

function literal({ t, value }: Ir): number {
  return t === "num" ? ((value as number | null) ?? NaN) : value === true ? TRUE : value === false ? FALSE : UNKNOWN;
}

const truth = (holds: boolean): number => (holds ? TRUE : FALSE);

/** A text with half of a surrogate pair is no text: no two engines see the same characters in it. */
const whole = (text: string | null): string | null => (text?.isWellFormed() === true ? text : null);

const DECIMAL = /^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** The number that the whole of a text is; one too large for a double is not known. */
function numberIn(text: string | null): number {
  const value = text !== null && DECIMAL.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : NaN;
}
