/** How a function of the prelude types: `unit` in and out. `special`: has code of its own in `check/calls.ts`. */
export interface PreludeFunction {
  readonly params: readonly string[];
  readonly rule: "keeps unit" | "plain" | "root" | "angle to plain" | "plain to angle" | "two to angle" | "to plain" | "special";
  readonly doc: string;
}

const f = (params: string, rule: PreludeFunction["rule"], doc: string): PreludeFunction => ({ params: params === "" ? [] : params.split(", "), rule, doc });

/** Functions every file has. */
export const PRELUDE: Readonly<Record<string, PreludeFunction>> = {
  abs: f("x", "keeps unit", "Distance from zero; of a vector, by component."),
  sign: f("x", "to plain", "−1, 0 or 1."),
  floor: f("x", "keeps unit", "Greatest whole number not above x."),
  ceil: f("x", "keeps unit", "Least whole number not below x."),
  round: f("x", "keeps unit", "Nearest whole number, halves away from zero."),
  sqrt: f("x", "root", "Square root; unknown below zero."),
  exp: f("x", "plain", "e to the x."),
  log: f("x", "plain", "Natural logarithm; unknown at zero and below."),
  tanh: f("x", "plain", "Hyperbolic tangent."),
  sin: f("x", "angle to plain", "Sine of an angle."),
  cos: f("x", "angle to plain", "Cosine of an angle."),
  tan: f("x", "angle to plain", "Tangent of an angle."),
  asin: f("x", "plain to angle", "Angle whose sine is x; unknown outside −1..1."),
  acos: f("x", "plain to angle", "Angle whose cosine is x; unknown outside −1..1."),
  atan: f("x", "plain to angle", "Angle whose tangent is x."),
  atan2: f("y, x", "two to angle", "Angle of the point (x, y)."),
  clamp: f("x, low, high", "special", "x, or the bound it is beyond; of a vector, by component."),
  min: f("a, b, …", "special", "The least; of a list, its least element."),
  max: f("a, b, …", "special", "The greatest; of a list, its greatest element."),
  sum: f("a, b, …", "special", "The sum; of a list, of its elements."),
  mean: f("a weight 1, …", "special", "The weighted mean; of a list, of its elements."),
  count: f("a, b, …", "special", "How many of the conditions hold."),
  length: f("list", "special", "How many elements a list has, or characters a text."),
  norm: f("v", "special", "Euclidean length of a vector or a list of numbers."),
  dot: f("a, b", "special", "Scalar product."),
  cross: f("a, b", "special", "Vector product of two vec3."),
  vec2: f("x, y", "special", "A vector of two."),
  vec3: f("x, y, z", "special", "A vector of three."),
  toward: f("angle", "special", "The unit vector at an angle: (cos, sin)."),
  list: f("a, b, …", "special", "A list of values of one type; in rewards."),
  indices: f("list", "special", "The list 0, 1, … below a list's length; in rewards."),
  sort: f("list", "special", "The numbers of a list, ascending; in rewards."),
  sums: f("list", "special", "The running sums of a list; in rewards."),
  product: f("list", "special", "The product of a list's plain numbers; in rewards."),
  argmin: f("list", "special", "The first index, from 0, at which a list is least; in rewards."),
  interpolate: f("x, xs, ys", "special", "Piecewise linear through the points (xs[i], ys[i]), xs ascending; held at both ends; in rewards."),
  rotate: f("q, v", "special", "A vec3 turned by a unit quaternion."),
  unrotate: f("q, v", "special", "A vec3 turned back by a unit quaternion."),
  conjugate: f("q", "special", "The inverse of a unit quaternion."),
  find: f("text, pattern", "special", "What the one group of the first place matched that fits the pattern, or missing; in rewards."),
  number: f("text", "special", "The number that the whole of a text is, or missing; in rewards."),
  trim: f("text", "special", "A text without the whitespace at its ends; in rewards."),
  margin: f("spec", "special", "Robustness of φ now, where the spec is `always φ`."),
  robustness: f("spec, sharpness", "special", "Robustness of a spec: by how much it holds; with a sharpness, in rewards, a smooth one."),
  truth: f("x", "special", "False for 0, true for 1; of any other number unknown."),
  calls: f("tool, window", "special", "How many calls were granted in the window, this one included."),
  total: f("tool.argument, window", "special", "Sum of an argument over the calls granted in the window, this one included."),
};
