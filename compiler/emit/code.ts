/** A TypeScript expression and how strongly its outermost operator binds. */
export interface Code {
  readonly text: string;
  readonly level: Level;
  /** Costs nothing to write twice: a literal, a name, an element. */
  readonly plain?: boolean;
}

export const Level = { choice: -3, or: -2, and: -1, compare: 0, sum: 1, product: 2, sign: 3, call: 4 } as const;
export type Level = (typeof Level)[keyof typeof Level];

export function plain(text: string): Code {
  return { text, level: Level.call, plain: true };
}

export function call(name: string, ...args: readonly Code[]): Code {
  return { text: `${name}(${args.map((arg) => arg.text).join(", ")})`, level: Level.call };
}

export function number(value: number | null): Code {
  if (value === null) return plain("NaN");
  const text = Object.is(value, -0) ? "-0" : String(value);
  return { text, level: text.startsWith("-") ? Level.sign : Level.call, plain: true };
}

export function element(array: string, index: string): Code {
  return plain(`${array}[${index}]!`);
}

export function atLeast(code: Code, level: Level): string {
  return code.level >= level ? code.text : `(${code.text})`;
}

const INFIX = { add: "+", sub: "-", mul: "*", div: "/" } as const;

/** The right operand binds more strongly: floating-point sums are not associative. */
export function infix(op: keyof typeof INFIX, a: Code, b: Code): Code {
  const level = op === "add" || op === "sub" ? Level.sum : Level.product;
  return { text: `${atLeast(a, level)} ${INFIX[op]} ${atLeast(b, (level + 1) as Level)}`, level };
}

export function negative(a: Code): Code {
  return { text: `-${atLeast(a, Level.call)}`, level: Level.sign };
}
