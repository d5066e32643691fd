import { after, call, plain } from "./code.ts";
import type { AlongAxis, Dialect } from "./dialect.ts";

const REDUCE = { sum: "np.add", prod: "np.multiply", min: "np.minimum", max: "np.maximum", all: "np.logical_and", any: "np.logical_or" } as const;
const RELIST = { sort: "np.sort", cumsum: "np.cumsum", cummin: "np.minimum.accumulate", cummax: "np.maximum.accumulate" } as const;

export const numpy: Dialect = {
  target: "numpy",
  functions: {
    abs: "np.abs", sign: "np.sign", sqrt: "np.sqrt", exp: "np.exp", log: "np.log", tanh: "np.tanh", sin: "np.sin", cos: "np.cos", tan: "np.tan",
    asin: "np.arcsin", acos: "np.arccos", atan: "np.arctan", floor: "np.floor", ceil: "np.ceil",
  },
  isfinite: "np.isfinite",
  hasPacks: false,
  array: "Array",
  bools: "Bools",
  constant: (value) => call("np.float64", value),
  truth: (value) => plain(value ? "np.True_" : "np.False_"),
  where: (when, yes, no) => call("np.where", when, yes, no),
  least: (x, y) => call("np.minimum", x, y),
  greatest: (x, y) => call("np.maximum", x, y),
  clamp: (x, low, high) => call("np.minimum", call("np.maximum", x, low), high),
  atan2: (y, x) => call("np.arctan2", y, x),
  float: (truth) => after(truth, ".astype(np.float64)"),
  norm: (vectors) => call("np.linalg.norm", vectors, "axis=-1"),
  along: (what, x) => (isReduction(what) ? call("_along", REDUCE[what], x) : call(RELIST[what], x, "axis=-1")),
  count: (truths) => call("_count", ...truths),
  steep: (x) => x,
  rows: (kept) => after(kept, "[rows]"),
  copy: (x) => call("np.array", x),
};

function isReduction(what: AlongAxis): what is keyof typeof REDUCE {
  return Object.hasOwn(REDUCE, what);
}
