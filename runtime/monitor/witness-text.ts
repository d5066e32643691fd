import type { Ir } from "../../compiler/ir/ir.ts";

const DIGITS = 4;
const TIME_DIGITS = 9;
const LONGEST = 80;

export function numberText(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

/** Enough digits to tell neighbouring samples apart. */
export function timeText(seconds: number): string {
  return `${Number(seconds.toPrecision(TIME_DIGITS))} s`;
}

/** Operators between operands, and how tightly they bind. */
const INFIX: Partial<Record<Ir["op"], readonly [word: string, binding: number]>> = {
  since: ["since", 1], until: ["until", 1], unless: ["unless", 1], release: ["release", 1], implies: ["implies", 1], iff: ["iff", 1], xor: ["xor", 1], or: ["or", 1], and: ["and", 2],
  lt: ["<", 3], le: ["<=", 3], gt: [">", 3], ge: [">=", 3], eq: ["==", 3], ne: ["!=", 3], add: ["+", 4], sub: ["-", 4], mul: ["*", 5], div: ["/", 5], pow: ["^", 6],
};
const PREFIX = 2.5;
const TIGHT = 7;
const NAMED: ReadonlySet<Ir["op"]> = new Set(["obs", "act", "mem", "local", "spec"]);

/** As the source writes it, on one line; without the source, as it would. */
export function quoted(ir: Ir, source: string | undefined): string {
  const written = source !== undefined && ir.at !== undefined ? source.slice(...ir.at).replace(/\s+/g, " ") : printed(ir);
  return `\`${written.length > LONGEST ? `${written.slice(0, LONGEST - 1)}…` : written}\``;
}

const isPrefix = (ir: Ir): boolean => ir.t === "bool" && (ir.args ?? []).length === 1 && ir.op !== "call";
const bindingOf = (ir: Ir): number => INFIX[ir.op]?.[1] ?? (isPrefix(ir) || ir.op === "previous" || ir.op === "last" ? PREFIX : ir.op === "if" ? 0 : TIGHT);

function printed(ir: Ir): string {
  const args = ir.args ?? [], list = (): string => args.map(printed).join(", ");
  const inside = (arg: Ir, least: number): string => (bindingOf(arg) < least ? `(${printed(arg)})` : printed(arg));
  const infix = INFIX[ir.op];
  // Operators of one rank beside each other are told apart, but for sums and products, which go from the left.
  if (infix !== undefined) return args.map((arg, i) => inside(arg, i > 0 || infix[1] < 4 && arg.op !== ir.op ? infix[1] + 0.1 : infix[1])).join(` ${infix[0]} `);
  switch (ir.op) {
    case "num": return numberText(ir.value as number);
    case "bool": return String(ir.value ?? "unknown");
    case "last": return `previous ${ir.name}`;
    case "neg": return `-${inside(args[0]!, TIGHT)}`;
    case "previous": return `${ir.weak === true ? "weak " : ""}previous ${inside(args[0]!, TIGHT)}`;
    case "if": return `if ${printed(args[0]!)} then ${printed(args[1]!)} else ${printed(args[2]!)}`;
    case "present": return `${inside(args[0]!, TIGHT)} is present`;
    case "call": return `${ir.name}(${list()})`;
    case "robustness": case "margin": return `${ir.op}(${ir.name})`;
  }
  if (NAMED.has(ir.op)) return ir.name ?? "";
  const window = Array.isArray(ir.window) ? `[${ir.window[0]}s, ${ir.window[1] === null ? "" : `${ir.window[1]}s`}]` : "";
  return isPrefix(ir) ? `${ir.weak === true ? "weak " : ""}${ir.op}${window} ${inside(args[0]!, PREFIX)}` : `${ir.op}(${list()})`;
}
