/** Where something stands in the text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type TimedOp = "always" | "eventually" | "historically" | "once";
export type StepOp = "prev" | "next" | "s_prev" | "s_next";
export type InfixOp = "until" | "unless" | "since";
export type LogicOp = "and" | "or" | "implies" | "iff" | "xor";
export type CompareOp = "<" | "<=" | ">" | ">=" | "==" | "!=";
export type ArithmeticOp = "+" | "-" | "*" | "/";
export type FunctionName = "abs" | "sqrt" | "exp" | "ln" | "pow" | "log";
export type TimeUnit = "s" | "ms" | "us" | "ns";

/** One end of a window: a number or a constant. */
export interface Bound {
  readonly text: string;
  readonly isName: boolean;
  readonly unit: TimeUnit | null;
  readonly place: Place;
}

export interface Window {
  readonly low: Bound;
  readonly high: Bound;
}

/** RTAMT knows no types: a formula is a number, its robustness, and a number is a formula. */
export type Expr =
  | { readonly kind: "number"; readonly text: string; readonly place: Place }
  | { readonly kind: "name"; readonly name: string; readonly place: Place }
  | { readonly kind: "function"; readonly name: FunctionName; readonly args: readonly Expr[] }
  | { readonly kind: "negate"; readonly operand: Expr }
  | { readonly kind: "arithmetic"; readonly op: ArithmeticOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "compare"; readonly op: CompareOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "not"; readonly operand: Expr }
  | { readonly kind: "timed"; readonly op: TimedOp; readonly window: Window | null; readonly operand: Expr }
  | { readonly kind: "step"; readonly op: StepOp; readonly operand: Expr }
  | { readonly kind: "edge"; readonly op: "rise" | "fall"; readonly operand: Expr }
  | { readonly kind: "infix"; readonly op: InfixOp; readonly window: Window | null; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "logic"; readonly op: LogicOp; readonly left: Expr; readonly right: Expr };

export interface Variable {
  readonly kind: "variable";
  readonly name: string;
  readonly type: string;
  /** It was given a value, which RTAMT reads and forgets. */
  readonly valued: boolean;
  readonly place: Place;
}

export interface Constant {
  readonly kind: "constant";
  readonly name: string;
  readonly text: string;
  readonly place: Place;
  readonly valuePlace: Place;
}

export interface Assertion {
  /** Null where the formula has no name: RTAMT calls it `out`. */
  readonly name: string | null;
  readonly formula: Expr;
  /** As it was written, on one line and without comments. */
  readonly text: string;
  readonly place: Place;
}

export interface Specification {
  readonly name: string | null;
  /** Types that were imported. */
  readonly imports: readonly string[];
  readonly declarations: readonly (Variable | Constant)[];
  /** Variables that a ROS topic was named for. */
  readonly topics: readonly string[];
  readonly assertions: readonly Assertion[];
}

/** The expressions directly below one. */
export function operands(e: Expr): readonly Expr[] {
  if ("args" in e) return e.args;
  if ("operand" in e) return [e.operand];
  return "left" in e ? [e.left, e.right] : [];
}
