import fc from "fast-check";

/** What random specifications are sampled at, with window bounds of so many samples. */
export interface Sampling {
  readonly value: number;
  readonly unit: "s" | "ms";
  readonly bounds: readonly (readonly [from: string, to: string])[];
}

export const SAMPLINGS: readonly Sampling[] = [
  { value: 1, unit: "s", bounds: [["0", "2"], ["1", "3s"], ["0", "0"], ["2000ms", "2s"], ["1", "c"]] },
  { value: 500, unit: "ms", bounds: [["0", "1.5"], ["500ms", "1500ms"], ["0.5", "1"], ["500", "1000ms"], [".5", "1.e0"]] },
  { value: 3, unit: "s", bounds: [["0", "6"], ["3", "c"], ["3000", "9000ms"]] },
  { value: 7, unit: "ms", bounds: [["0ms", "14ms"], ["7", "21ms"], ["0.007", "0.014"]] },
];

const names = ["x", "y", "min"];
const numbers = ["0", "1", "2.5", ".5", "1e1", "c", "0.1"];

/** Formulas in RTAMT's own words, with more parentheses than needed or with none that are not. */
export function formulas(sampling: Sampling, earlier: readonly string[]): fc.Arbitrary<string> {
  const window = fc.oneof(fc.constant(""), fc.constantFrom(...sampling.bounds).chain(([from, to]) => fc.constantFrom(`[${from},${to}]`, `[${from} : ${to}]`)));
  const { any } = fc.letrec<{ any: string; number: string }>((tie) => {
    const any = tie("any"), number = tie("number");
    const leaf = fc.constantFrom(...names, ...numbers, ...earlier);
    const call = fc.oneof(
      fc.tuple(fc.constantFrom("abs(", "sqrt(abs ", "exp(", "ln(1 + abs "), number).map(([f, a]) => `${f}${f.endsWith(" ") ? `(${a})` : a})`),
      fc.tuple(fc.constantFrom("pow(", "log(abs", "pow(-"), number, fc.constantFrom("2", "-c", "3")).map(([f, a, b]) => `${f}(${a}), ${f === "log(abs" ? "c + 1" : b})`),
    );
    const arithmetic = fc.tuple(number, fc.constantFrom("+", "-", "*", " / "), number).map(([a, op, b]) => `${a} ${op} ${b}`);
    const comparison = fc.tuple(number, fc.constantFrom("<", "<=", ">", ">=", "==", "!=="), number).map(([a, op, b]) => `${a} ${op} ${b}`);
    const joined = fc.tuple(any, fc.constantFrom("and", "or", "->", "<->", "xor", "&", "|", "implies", "iff"), any).map(([a, op, b]) => `${a} ${op} ${b}`);
    const timed = fc.tuple(fc.constantFrom("always", "eventually", "historically", "once", "G", "F", "H", "O"), window, any).map(([op, w, a]) => `${op}${w} ${a}`);
    const prefixed = fc.tuple(fc.constantFrom("not", "prev", "next", "s_prev", "s_next", "X", "!"), any).map(([op, a]) => `${op} ${a}`);
    const edge = fc.tuple(fc.constantFrom("rise", "fall"), any).map(([op, a]) => `${op}(${a})`);
    const infix = fc.tuple(any, fc.constantFrom("until", "since", "unless", "U", "S", "W"), window, any).map(([a, op, w, b]) => `${a} ${op}${w} ${b}`);
    const minus = number.map((a) => `-${a}`);
    return {
      number: fc.oneof({ maxDepth: 3, depthIdentifier: "number" }, { weight: 12, arbitrary: leaf }, call, { weight: 3, arbitrary: arithmetic }, minus, arithmetic.map((a) => `(${a})`), any.map((a) => `(${a})`)),
      any: fc.oneof(
        { maxDepth: 4, depthIdentifier: "any" },
        { weight: 8, arbitrary: comparison }, { weight: 2, arbitrary: joined }, { weight: 2, arbitrary: timed }, { weight: 2, arbitrary: infix },
        prefixed, edge, number, comparison.map((a) => `(${a})`), joined.map((a) => `(${a})`), timed.map((a) => `(${a})`), infix.map((a) => `(${a})`),
      ),
    };
  });
  return any;
}

/** A whole text: a constant, up to three formulas that later ones use, and the last. */
export const specifications: fc.Arbitrary<{ readonly sampling: Sampling; readonly text: string }> = fc.constantFrom(...SAMPLINGS).chain((sampling) =>
  fc.integer({ min: 0, max: 3 }).chain((parts) =>
    fc.tuple(...Array.from({ length: parts + 1 }, (_, i) => formulas(sampling, Array.from({ length: i }, (_, j) => `p${j}`)))).map((all) => {
      const c = sampling.unit === "s" ? `${sampling.value * 2}` : "3";
      return { sampling, text: [`const float c = ${c}`, ...all.map((formula, i) => `${i < parts ? `p${i} = ` : ""}${formula};`)].join("\n") };
    })));
