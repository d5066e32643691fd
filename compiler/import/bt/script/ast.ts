/** A script of BehaviorTree.CPP: statements, the last of which is its value. `at` is an index in the text. */
export type Script = readonly Expr[];

export type AssignOp = ":=" | "=" | "+=" | "-=" | "*=" | "/=";
export type ArithmeticOp = "+" | "-" | "*" | "/";
export type CompareOp = "==" | "!=" | "<" | "<=" | ">" | ">=";

interface Base {
  readonly at: number;
}
export interface NameExpr extends Base {
  readonly kind: "name";
  readonly name: string;
}
export interface Assignment extends Base {
  readonly kind: "assign";
  readonly op: AssignOp;
  readonly target: NameExpr;
  readonly value: Expr;
}
export type Expr =
  | NameExpr
  | Assignment
  /** Decimal, as Pol writes it. */
  | (Base & { readonly kind: "number"; readonly text: string })
  | (Base & { readonly kind: "bool"; readonly value: boolean })
  | (Base & { readonly kind: "text"; readonly value: string })
  /** What stands in a port: a number, a truth value or a text, as it is used. */
  | (Base & { readonly kind: "literal"; readonly value: string })
  | (Base & { readonly kind: "not" | "negate"; readonly of: Expr })
  | (Base & { readonly kind: "arithmetic"; readonly op: ArithmeticOp; readonly left: Expr; readonly right: Expr })
  | (Base & { readonly kind: "logic"; readonly op: "and" | "or"; readonly left: Expr; readonly right: Expr })
  /** `a < b <= c`: one operand more than operators. */
  | (Base & { readonly kind: "compare"; readonly ops: readonly CompareOp[]; readonly operands: readonly Expr[] })
  | (Base & { readonly kind: "if"; readonly condition: Expr; readonly then: Expr; readonly otherwise: Expr });
