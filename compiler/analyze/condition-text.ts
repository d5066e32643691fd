import { oneLine } from "../../grammar/spans.ts";
import { literal } from "../ir/fold.ts";
import type { Ir } from "../ir/ir.ts";
import { key } from "../ir/key.ts";

const JOINS: Partial<Record<Ir["op"], string>> = { and: "and", or: "or", implies: "implies", iff: "iff", xor: "xor" };
const COMPARES: Partial<Record<Ir["op"], string>> = { lt: "<", le: "<=", gt: ">", ge: ">=", eq: "==", ne: "!=" };
/** What binds like `not`: beside others it stands in parentheses. */
const PREFIX: ReadonlySet<Ir["op"]> = new Set(["all", "any", "once", "historically", "since", "rise", "fall", "previous", "if"]);

/** A condition in the words of the source, as far as it stands there. */
export function conditionText(ir: Ir, source: string): string {
  const written = ir.at === undefined ? "" : oneLine(source.slice(...ir.at));
  if (written !== "") return written;
  const args = ir.args ?? [];
  const join = JOINS[ir.op];
  if (join !== undefined) return operands(ir, source).join(` ${join} `);
  const compare = COMPARES[ir.op];
  if (compare !== undefined) return args.map((arg) => conditionText(arg, source)).join(` ${compare} `);
  if (ir.op === "not") return args[0]!.op === "present" ? `${conditionText(args[0]!.args![0]!, source)} is missing` : `not ${isAlone(args[0]!) ? conditionText(args[0]!, source) : `(${conditionText(args[0]!, source)})`}`;
  if (ir.op === "num" || ir.op === "bool") return String(ir.value ?? "unknown");
  if (ir.op === "text") return JSON.stringify(ir.value);
  if (ir.op === "arg") return ir.path!.join(".");
  return `${ir.name ?? ir.op}(${args.map((arg) => conditionText(arg, source)).join(", ")})`;
}

const LOOSE: ReadonlySet<Ir["op"]> = new Set(["all", "any", "since", "if"]);
const isAlone = ({ op, at }: Ir): boolean => JOINS[op] === undefined && !LOOSE.has(op) && !(at === undefined && COMPARES[op] !== undefined);

/** Operands of `and`, `or` and their like: two bounds on one thing are a range, others stand in parentheses where they need them. */
function operands(ir: Ir, source: string): string[] {
  const args = ir.args ?? [];
  const used = new Set<number>();
  return args.flatMap((arg, i): string[] => {
    if (used.has(i)) return [];
    if (ir.op === "and") {
      const j = args.findIndex((other, j) => j > i && !used.has(j) && isRange(arg, other));
      if (j >= 0) {
        used.add(j);
        const [low, high] = arg.op === "ge" ? [arg, args[j]!] : [args[j]!, arg];
        return [`${conditionText(low.args![0]!, source)} in ${conditionText(low.args![1]!, source)}..${conditionText(high.args![1]!, source)}`];
      }
    }
    const text = conditionText(arg, source);
    const needs = (JOINS[arg.op] !== undefined && arg.op !== ir.op && !isWrittenRange(arg)) || PREFIX.has(arg.op);
    return [needs ? `(${text})` : text];
  });
}

function isRange(a: Ir, b: Ir): boolean {
  if ((a.at !== undefined && b.at !== undefined) || !((a.op === "ge" && b.op === "le") || (a.op === "le" && b.op === "ge"))) return false;
  return key(a.args![0]!) === key(b.args![0]!) && literal(a.args![1]!) !== undefined && literal(b.args![1]!) !== undefined;
}

/** `x in a..b` is an `and` that needs no parentheses. */
function isWrittenRange({ op, at, args = [] }: Ir): boolean {
  return op === "and" && at !== undefined && args.length === 2 && args.every((arg) => arg.at === undefined && (arg.op === "ge" || arg.op === "le"));
}
