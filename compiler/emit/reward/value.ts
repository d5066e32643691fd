import { Level, atLeast, call, infix, negative, number, plain, type Code } from "../code.ts";

/** What an expression gives: a number, a truth value that is always known, or one of Kleene's three. */
export type Form = "num" | "bool" | "tri";
export const TYPES: Readonly<Record<Form, string>> = { num: "number", bool: "boolean", tri: "Tri" };

export interface Value extends Code {
  readonly form: Form;
  /** How many nodes of emitted code it is. */
  readonly weight: number;
}

const total = (values: readonly Value[]): number => values.reduce((sum, one) => sum + one.weight, 1);

export function name(text: string, form: Form): Value {
  return { ...plain(text), form, weight: 1 };
}

export function literal(value: number | null): Value {
  // `NaN` itself is an object to V8: see `number.ts` of the kernel.
  return value === null ? applied("nan", "num") : { ...number(value), form: "num", weight: 1 };
}

export function truth(value: 0 | 1 | 2): Value {
  return value === 1 ? name("UNKNOWN", "tri") : name(value === 2 ? "true" : "false", "bool");
}

export function applied(fn: string, form: Form, ...args: readonly Value[]): Value {
  return { ...call(fn, ...args), form, weight: total(args) };
}

export function arithmetic(op: "add" | "sub" | "mul" | "div", a: Value, b: Value): Value {
  return { ...infix(op, a, b), form: "num", weight: total([a, b]) };
}

export function minus(a: Value): Value {
  return { ...negative(a), form: "num", weight: total([a]) };
}

/** A comparison of two values that are known. */
export function compare(op: "<" | "<=" | ">" | ">=" | "===" | "!==", a: Value, b: Value): Value {
  return { text: `${atLeast(a, Level.sum)} ${op} ${atLeast(b, Level.sum)}`, level: Level.compare, form: "bool", weight: total([a, b]) };
}

/** `&&` or `||` of truth values that are known. */
export function joined(op: "and" | "or", all: readonly Value[]): Value {
  const neutral = op === "and" ? "true" : "false";
  const rest = all.filter(({ text }) => text !== neutral);
  if (rest.length <= 1) return rest[0] ?? name(neutral, "bool");
  const level = Level[op];
  return { text: rest.map((one) => atLeast(one, level)).join(op === "and" ? " && " : " || "), level, form: "bool", weight: total(rest) };
}

export function denied(a: Value): Value {
  if (isLiteral(a)) return truth(a.text === "true" ? 0 : 2);
  return { text: `!${atLeast(a, Level.sign)}`, level: Level.sign, form: "bool", weight: total([a]) };
}

/** A choice by a condition that is known; of truth values both are of one form. */
export function choice(when: Value, then: Value, otherwise: Value): Value {
  if (isLiteral(when)) return when.text === "true" ? then : otherwise;
  const text = `${atLeast(when, Level.or)} ? ${atLeast(then, Level.choice)} : ${atLeast(otherwise, Level.choice)}`;
  return { text, level: Level.choice, form: then.form, weight: total([when, then, otherwise]) };
}

/** A truth value as one of Kleene's three. */
export function asTri(a: Value): Value {
  if (a.form !== "bool") return a;
  return isLiteral(a) ? name(a.text === "true" ? "TRUE" : "FALSE", "tri") : choice(a, name("TRUE", "tri"), name("FALSE", "tri"));
}

const isLiteral = ({ text }: Value): boolean => text === "true" || text === "false";

/** Whether it is definitely true. */
export function isTrue(a: Value): Value {
  return a.form === "bool" ? a : a.text === "UNKNOWN" ? truth(0) : compare("===", a, name("TRUE", "tri"));
}

export function isFalse(a: Value): Value {
  return a.form === "bool" ? denied(a) : a.text === "UNKNOWN" ? truth(0) : compare("===", a, name("FALSE", "tri"));
}

/** Whether two truth values that are known are the same. */
export function alike(a: Value, b: Value): Value {
  if (isLiteral(a)) return a.text === "true" ? b : denied(b);
  if (isLiteral(b)) return alike(b, a);
  return compare("===", a, b);
}

/** As a number that goes into a buffer. */
export function asNumber(a: Value): Value {
  return a.form === "bool" ? choice(a, literal(2), literal(0)) : a;
}
