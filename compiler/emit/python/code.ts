/** A Python expression and how strongly its outermost operator binds. */
export interface Code {
  readonly text: string;
  readonly level: Level;
  /** A number as it stands in the source: no array. */
  readonly literal?: number;
}

export const Level = { compare: 0, or: 1, and: 2, sum: 3, product: 4, sign: 5, call: 6 } as const;
export type Level = (typeof Level)[keyof typeof Level];

const INFIX = {
  "<": Level.compare, "<=": Level.compare, ">": Level.compare, ">=": Level.compare, "==": Level.compare, "!=": Level.compare,
  "|": Level.or, "&": Level.and, "+": Level.sum, "-": Level.sum, "*": Level.product, "/": Level.product,
} as const satisfies Record<string, Level>;
export type Infix = keyof typeof INFIX;

export const plain = (text: string): Code => ({ text, level: Level.call });

export function call(name: string, ...args: readonly (Code | string)[]): Code {
  return plain(`${name}(${args.map((arg) => (typeof arg === "string" ? arg : arg.text)).join(", ")})`);
}

/** Sums of doubles are not associative, and comparisons in a row mean something else in Python: the right operand binds more strongly, both of a comparison's do. */
export function infix(op: Infix, a: Code, b: Code): Code {
  const level = INFIX[op];
  return { text: `${atLeast(a, level === Level.compare ? Level.or : level)} ${op} ${atLeast(b, (level + 1) as Level)}`, level };
}

export function prefix(op: "-" | "~", a: Code): Code {
  return { text: `${op}${atLeast(a, Level.call)}`, level: Level.sign };
}

export function after(a: Code, suffix: string): Code {
  return plain(`${atLeast(a, Level.call)}${suffix}`);
}

/** A double as Python reads it: always with a point, so that no integer arithmetic comes in. */
export function number(value: number): Code {
  const text = Number.isNaN(value) ? "nan" : value === Infinity ? "inf" : value === -Infinity ? "-inf" : decimal(value);
  return { text, level: text.startsWith("-") ? Level.sign : Level.call, literal: value };
}

function decimal(value: number): string {
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function atLeast(code: Code, level: Level): string {
  return code.level >= level ? code.text : `(${code.text})`;
}
