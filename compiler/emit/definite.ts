import type { Ir, Op } from "../ir/ir.ts";
import { size } from "../ir/size.ts";
import { Level, atLeast, plain, type Code } from "./code.ts";
import type { Place } from "./place.ts";
import { emitPoint } from "./point.ts";
import type { Unit } from "./unit.ts";

/** Larger conditions are computed as Kleene's, whose parts are functions of their own. */
const MOST = 40;

/** A comparison where it is definitely true, and where it is definitely false: neither where an operand is not known. */
const COMPARISONS: Partial<Record<Op, readonly [whereTrue: string, whereFalse: string]>> = { lt: ["<", ">="], le: ["<=", ">"], gt: [">", "<="], ge: [">=", "<"] };
const JOINS = { and: [" && ", Level.and], or: [" || ", Level.or] } as const;

/** A condition as JavaScript's own: whether it is definitely true (`wanted` 2), or definitely false (0). */
export function definitely(ir: Ir, wanted: 2 | 0, place: Place, unit: Unit): Code {
  return size(ir) > MOST ? kleene(ir, wanted, place, unit) : definite(ir, wanted, place, unit);
}

function definite(ir: Ir, wanted: 2 | 0, place: Place, unit: Unit): Code {
  const { op, args = [] } = ir;
  const all = (way: "and" | "or", of: (arg: Ir, i: number) => 2 | 0): Code => joined(way, args.map((arg, i) => definite(arg, of(arg, i), place, unit)));
  switch (op) {
    case "bool": return plain(String(ir.value === (wanted === 2)));
    case "not": return definite(args[0]!, wanted === 2 ? 0 : 2, place, unit);
    case "and": return all(wanted === 2 ? "and" : "or", () => wanted);
    case "or": return all(wanted === 2 ? "or" : "and", () => wanted);
    case "implies": return all(wanted === 2 ? "or" : "and", (_, i) => (i === 0 ? (wanted === 2 ? 0 : 2) : wanted));
    case "eq": case "ne": return equality(ir, wanted, place, unit);
    case "lt": case "le": case "gt": case "ge": return compared(ir, COMPARISONS[op]![wanted === 2 ? 0 : 1], place, unit);
    default: return kleene(ir, wanted, place, unit);
  }
}

function compared({ args }: Ir, operator: string, place: Place, unit: Unit): Code {
  const [a, b] = args!.map((arg) => atLeast(emitPoint(arg, place, unit), Level.sum));
  return { text: `${a!} ${operator} ${b!}`, level: Level.compare };
}

/** Only that numbers are the same takes but one comparison; TypeScript refuses it where it sees their values. */
function equality(ir: Ir, wanted: 2 | 0, place: Place, unit: Unit): Code {
  const { op, args = [] } = ir, isSame = (op === "eq") === (wanted === 2);
  const isSeen = !args.some((arg) => READS.has(arg.op)) || args.some((arg) => arg.op === "num" && typeof arg.value !== "number");
  if (!isSame || args[0]!.t !== "num" || isSeen) return kleene(ir, wanted, place, unit);
  const [a, b] = args.map((arg) => anyNumber(emitPoint(arg, place, unit)));
  return { text: `${a!} === ${b!}`, level: Level.compare };
}

/** An operand; of an element TypeScript is not to conclude from one comparison what another gives. */
const anyNumber = (code: Code): string => (code.plain === true && code.text.endsWith("]!") ? `(${code.text.slice(0, -1)} as number)` : atLeast(code, Level.sum));

const READS: ReadonlySet<Op> = new Set(["obs", "last", "mem", "entry"]);

function kleene(ir: Ir, wanted: 2 | 0, place: Place, unit: Unit): Code {
  const { text } = emitPoint(ir, place, unit);
  const known = { TRUE: 2, UNKNOWN: 1, FALSE: 0 }[text];
  if (known !== undefined) return plain(String(known === wanted));
  const slot = /^truth\((\w+\[[^\]]*\]!)\)$/.exec(text)?.[1];
  return { text: slot === undefined ? `${text} === ${wanted === 2 ? "TRUE" : "FALSE"}` : `${anyNumber(plain(slot))} === ${wanted}`, level: Level.compare };
}

function joined(way: "and" | "or", all: readonly Code[]): Code {
  const [operator, level] = JOINS[way], neutral = way === "and" ? "true" : "false";
  const rest = all.filter(({ text }) => text !== neutral);
  if (rest.some(({ text }) => text === (way === "and" ? "false" : "true"))) return plain(way === "and" ? "false" : "true");
  return rest.length <= 1 ? (rest[0] ?? plain(neutral)) : { text: rest.map((one) => atLeast(one, (level + 1) as Level)).join(operator), level };
}
