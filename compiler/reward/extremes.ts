import type { Builder } from "./builder.ts";

/** The least or greatest of several nodes, or of what a loop's body is at each index; infinite values are neutral, or decide. */
export interface Extremes {
  joined(op: "min" | "max", nodes: readonly number[]): number;
  over(op: "min" | "max", loop: number, body: number): number;
}

export function hard(b: Builder): Extremes {
  return {
    joined: (op, nodes) => b.node(op, "num", nodes),
    over: (op, loop, body) => b.node(op === "min" ? "least" : "most", "num", [body], { loop }),
  };
}

const EPSILON = 1e-8;

/**
 * D-GMSR (Uzun, Elango, Garoche, Açıkmeşe 2024, arXiv 2405.10996), as `kernel/smooth-mean.ts` has it: of y1..yn the least is
 * sqrt(M0) − sqrt(Mp), M0 = (ε^n + Π max(y, 0)²)^(1/n), Mp = (ε^p + Σ |min(y, 0)|^2p / n)^(1/p), in logarithms.
 */
export function smooth(b: Builder, sharpness: number): Extremes {
  const op = (name: Parameters<Builder["node"]>[0], ...args: number[]): number => b.node(name, "num", args);
  const is = (name: Parameters<Builder["node"]>[0], ...args: number[]): number => b.node(name, "bool", args);
  const [zero, one] = [b.num(0), b.num(1)];
  const far = op("mul", b.num(1e308), b.num(10));
  const power = b.num(2 * sharpness);
  const logEpsilon = Math.log(EPSILON);

  /** (ε^(root/2) (1 + e^ratio))^(1/root) − sqrt(ε), at most `most`. */
  const above = (ratio: number, root: number, most: number): number => {
    // log(1 + e^x) = max(x, 0) + log(1 + e^-|x|)
    const log = op("div", op("add", op("max", ratio, zero), op("log", op("add", one, op("exp", op("neg", op("abs", ratio)))))), root);
    const value = op("mul", b.num(Math.sqrt(EPSILON)), op("sub", op("exp", log), one));
    return op("clamp", value, b.num(5e-324), most);
  };

  /** `sum` and `most` reduce what is made of each value. */
  const least = (sign: 1 | -1, sum: (f: (y: number) => number) => number, most: (f: (y: number) => number) => number): number => {
    const signed = (f: (y: number) => number) => (y: number): number => f(sign > 0 ? y : op("neg", y));
    const finite = (y: number): number => is("lt", op("abs", y), far);
    const total = (f: (y: number) => number): number => sum(signed(f));
    const count = total((y) => b.choose(finite(y), one, zero));
    const worst = most(signed((y) => b.choose(finite(y), op("max", op("neg", y), zero), zero)));
    const best = most(signed((y) => b.choose(finite(y), op("max", y, zero), zero)));
    const bottom = total((y) => b.choose(is("le", y, op("neg", far)), one, zero));
    const nulls = total((y) => b.choose(is("eq", y, zero), one, zero));
    const only = total((y) => b.choose(finite(y), y, zero));
    const ratios = total((y) => b.choose(is("and", finite(y), is("lt", y, zero)), op("pow", op("div", op("neg", y), worst), power), zero));
    const logs = total((y) => b.choose(is("and", finite(y), is("gt", y, zero)), op("log", y), zero));
    const failing = above(op("sub", op("add", op("mul", power, op("log", worst)), op("log", op("div", ratios, count))), b.num(sharpness * logEpsilon)), power, worst);
    const holding = above(op("sub", op("mul", b.num(2), logs), op("mul", count, b.num(logEpsilon))), op("mul", b.num(2), count), best);
    const mean = b.choose(is("gt", worst, zero), op("neg", failing), b.choose(is("gt", nulls, zero), zero, holding));
    const several = b.choose(is("eq", count, zero), far, b.choose(is("eq", count, one), only, mean));
    const value = b.choose(is("gt", bottom, zero), op("neg", far), several);
    return sign > 0 ? value : op("neg", value);
  };

  return {
    joined: (which, nodes) => nodes.length === 1 ? nodes[0]! : least(which === "min" ? 1 : -1,
      (f) => nodes.map(f).reduce((x, y) => op("add", x, y)), (f) => op("max", ...nodes.map(f))),
    over: (which, loop, body) => least(which === "min" ? 1 : -1,
      (f) => b.node("sum", "num", [f(body)], { loop }), (f) => b.node("most", "num", [f(body)], { loop })),
  };
}
