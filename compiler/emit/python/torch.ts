import { after, call, plain, type Code } from "./code.ts";
import type { AlongAxis, Dialect } from "./dialect.ts";

const ALONG: Readonly<Record<AlongAxis, readonly [name: string, suffix: string]>> = {
  sum: ["torch.sum", ""], prod: ["torch.prod", ""], min: ["torch.amin", ""], max: ["torch.amax", ""], all: ["torch.all", ""], any: ["torch.any", ""],
  sort: ["torch.sort", ".values"], cumsum: ["torch.cumsum", ""], cummin: ["torch.cummin", ".values"], cummax: ["torch.cummax", ".values"],
};

const isBound = (x: Code): boolean => typeof x.literal === "number" && !Number.isNaN(x.literal);
const constant = (value: Code): Code => call("self._constant", value);
const steep = (x: Code): Code => call("_steep", x);
const array = (x: Code): Code => (x.literal === undefined ? x : constant(x));

/** A bound that is a literal is a parameter of `clamp`; two arrays are compared. */
function bounded(pair: string, side: "min" | "max"): (x: Code, y: Code) => Code {
  return (x, y) => {
    if (isBound(y) && x.literal === undefined) return call("torch.clamp", x, `${side}=${y.text}`);
    if (isBound(x) && y.literal === undefined) return call("torch.clamp", y, `${side}=${x.text}`);
    return call(pair, array(x), array(y));
  };
}
const least = bounded("torch.minimum", "max"), greatest = bounded("torch.maximum", "min");

export const torch: Dialect = {
  target: "torch",
  functions: {
    abs: "torch.abs", sign: "_sign", sqrt: "torch.sqrt", exp: "torch.exp", log: "torch.log", tanh: "torch.tanh", sin: "torch.sin", cos: "torch.cos",
    tan: "torch.tan", asin: "torch.asin", acos: "torch.acos", atan: "torch.atan", floor: "torch.floor", ceil: "torch.ceil",
  },
  isfinite: "torch.isfinite",
  hasPacks: true,
  array: "torch.Tensor",
  bools: "torch.Tensor",
  constant,
  truth: (value) => call("self._truth", value ? "True" : "False"),
  // Two literals would make an array of the default type, not of this one.
  where: (when, yes, no) => call("torch.where", when, no.literal === undefined ? yes : array(yes), no),
  least,
  greatest,
  clamp: (x, low, high) => (x.literal === undefined && isBound(low) && isBound(high) ? call("torch.clamp", x, low, high) : least(greatest(x, low), high)),
  atan2: (y, x) => call("torch.atan2", steep(array(y)), steep(array(x))),
  float: (truth) => after(truth, ".to(self.dtype)"),
  count: (truths) => call("_count", "self.dtype", ...truths),
  norm: (vectors) => call("torch.linalg.vector_norm", vectors, "dim=-1"),
  along: (what, x) => plain(`${ALONG[what][0]}(${x.text}, dim=-1)${ALONG[what][1]}`),
  steep,
  rows: (kept) => kept,
  copy: (x) => after(x, ".clone()"),
};
