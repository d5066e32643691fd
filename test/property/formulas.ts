import fc from "fast-check";

export interface Choice {
  /** Future operators without an end. */
  readonly endless: boolean;
  /** Past operators alone. */
  readonly past: boolean;
  readonly depth: number;
  /** Also whether z is there. */
  readonly optional?: boolean;
}

const comparison = fc.tuple(fc.constantFrom("x", "y", "x + y", "abs(y)", "x - 2 * y"), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), fc.integer({ min: -2, max: 2 }))
  .map(([a, op, b]) => `${a} ${op} ${b}`);
const bare = fc.constantFrom("on", "not on", "x > previous x", "near(x, y)", "true");
const optionals = fc.constantFrom("(z is present)", "(z is missing)", "there(z)", "(x > 0 or z is missing)");
const atom = fc.oneof({ weight: 4, arbitrary: comparison }, { weight: 1, arbitrary: bare }).map((text) => `(${text})`);

/** A window in whole samples of one second. */
const window = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })).map(([low, more]) => `[${low}s, ${low + more}s]`);
const maybe = (choice: boolean): fc.Arbitrary<string> => (choice ? fc.oneof(window, fc.constant("")) : window);

/** A formula over x, y, z and on, every part in parentheses. */
export function formulas({ endless, past, depth, optional = false }: Choice): fc.Arbitrary<string> {
  const leaf = optional ? fc.oneof({ weight: 5, arbitrary: atom }, { weight: 1, arbitrary: optionals }) : atom;
  if (depth === 0) return leaf;
  const part = formulas({ endless, past, depth: depth - 1, optional });
  const unary = (words: readonly string[], windows: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(fc.constantFrom(...words), windows, part).map(([word, w, x]) => `(${word}${w} ${x})`);
  const binary = (words: readonly string[], windows: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(part, fc.constantFrom(...words), windows, part).map(([x, word, w, y]) => `(${x} ${word}${w} ${y})`);
  const none = fc.constant("");
  const ahead = past ? [] : [
    unary(["eventually", "always"], maybe(endless)), binary(["until", "unless", "release"], maybe(endless)), unary(["next", "weak next"], none),
  ];
  return fc.oneof(
    leaf, unary(["not"], none), binary(["and", "or", "implies", "iff", "xor"], none),
    unary(["once", "historically"], maybe(true)), binary(["since"], maybe(true)), unary(["previous", "weak previous", "rise", "fall"], none), ...ahead,
  );
}

/** Small numbers, so that equal and neighbouring ones meet; now and then nothing. */
export const samples = fc.array(
  fc.record({
    x: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -3, max: 3 }) }, { weight: 1, arbitrary: fc.constant(NaN) }),
    y: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -3, max: 3 }) }, { weight: 1, arbitrary: fc.constant(NaN) }),
    z: fc.constantFrom(1, NaN),
    on: fc.constantFrom(0, 2, 2, 0, 1),
  }),
  { minLength: 1, maxLength: 14 },
);

/** Each formula over an env with a rate, or with times. */
export function program(formulas: readonly string[], envs: readonly ("sampled" | "timed")[]): string {
  const env = (head: string): string => `env ${head} {\n  observe x: number\n  observe y: number\n  observe z: number?\n  observe on: bool\n}\n`;
  const specs = (env: string): string => formulas.map((f, i) => `spec ${env}_${i} over ${env} = ${f}\nspec ${env}_${i}_always over ${env} = always ${f}\n`).join("");
  const heads = { sampled: "sampled at 1Hz", timed: "timed" };
  return `fn there(a: number?) -> bool = a is present\nfn near(a: number, b: number) -> bool = a < b and b < a + 3\n${envs.map((one) => env(heads[one]) + specs(one)).join("")}`;
}
