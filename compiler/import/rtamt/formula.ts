import type { ArithmeticOp, Expr, StepOp, Window } from "./ast.ts";
import { plainLiteral } from "./decimal.ts";
import type { Settled } from "./meaning.ts";

/** How tightly Pol binds, loosest first; a level names what may stand there without parentheses. */
const LEVEL = { implies: 0, or: 1, and: 2, infix: 3, prefix: 4, comparison: 5, sum: 6, product: 7, sign: 8, postfix: 9 } as const;
type Level = (typeof LEVEL)[keyof typeof LEVEL];

const ARITHMETIC: Readonly<Record<ArithmeticOp, Level>> = { "+": LEVEL.sum, "-": LEVEL.sum, "*": LEVEL.product, "/": LEVEL.product };
const STEPS: Readonly<Record<Exclude<StepOp, "s_prev">, string>> = { prev: "weak previous", next: "weak next", s_next: "next" };

/** What a formula is made of besides itself. */
export interface Writing {
  readonly settled: Settled;
  window(window: Window): string;
  /** A number is not finite. */
  tooLarge(e: Extract<Expr, { kind: "number" }>): void;
  /** The name of a spec that has this formula: by it the formula's robustness can be asked for. */
  part(formula: string): string;
  /** RTAMT measures this one in a way of its own. */
  unsound(op: "iff" | "xor"): void;
}

/** True for what RTAMT computes with, false for what it judges. */
export function isNumber(e: Expr): boolean {
  return e.kind === "number" || e.kind === "name" || e.kind === "function" || e.kind === "negate" || e.kind === "arithmetic";
}

/** A formula of RTAMT's as one of Pol's, with the parentheses it needs and no others. */
export function formulaText(e: Expr, writing: Writing): string {
  return new Formula(writing).formula(e, LEVEL.implies, false);
}

class Formula {
  readonly #writing: Writing;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  /** `closed`: `and`, `or` or the like follows, beside which a temporal operator needs parentheses. */
  formula(e: Expr, at: Level, closed: boolean): string {
    const wrap = (level: Level, temporal: boolean, write: (closed: boolean) => string): string =>
      level < at || (temporal && closed) ? `(${write(false)})` : write(closed);
    switch (e.kind) {
      case "not": return wrap(LEVEL.prefix, false, (c) => `not ${this.formula(e.operand, LEVEL.prefix, c)}`);
      case "timed": return wrap(LEVEL.prefix, true, () => `${e.op}${this.#window(e.window)} ${this.formula(e.operand, LEVEL.prefix, false)}`);
      case "edge": return wrap(LEVEL.prefix, true, () => `${e.op} ${this.formula(e.operand, LEVEL.prefix, false)}`);
      case "step":
        if (e.op === "s_prev") return wrap(LEVEL.sign, false, () => `previous ${this.formula(e.operand, LEVEL.postfix, false)}`);
        return wrap(LEVEL.prefix, true, () => `${STEPS[e.op as keyof typeof STEPS]} ${this.formula(e.operand, LEVEL.prefix, false)}`);
      case "infix":
        return wrap(LEVEL.infix, true, () => `${this.formula(e.left, LEVEL.prefix, true)} ${e.op}${this.#window(e.window)} ${this.formula(e.right, LEVEL.prefix, true)}`);
      case "logic": {
        const { op } = e;
        if (op === "iff" || op === "xor") {
          this.#writing.unsound(op);
          return wrap(LEVEL.comparison, false, () => this.#comparison(op === "iff" ? "==" : "!=", e.left, e.right));
        }
        // `and` and `or` group as one likes; `implies` groups to the right in Pol, and to the left in RTAMT.
        const level = LEVEL[op], left = op === "implies" ? LEVEL.or : level;
        return wrap(level, false, (c) => `${this.formula(e.left, left, true)} ${op} ${this.formula(e.right, level, c)}`);
      }
      case "compare": return wrap(LEVEL.comparison, false, () => this.#comparison(e.op, e.left, e.right));
      default: {
        const spec = this.#spec(e);
        return spec ?? wrap(LEVEL.comparison, false, () => `${this.#number(e, LEVEL.sum)} >= 0`);
      }
    }
  }

  #comparison(op: string, left: Expr, right: Expr): string {
    return `${this.#number(left, LEVEL.sum)} ${op} ${this.#number(right, LEVEL.sum)}`;
  }

  #window(window: Window | null): string {
    return window === null ? "" : this.#writing.window(window);
  }

  #number(e: Expr, at: Level): string {
    const wrap = (level: Level, text: string): string => (level < at ? `(${text})` : text);
    switch (e.kind) {
      case "number":
        if (!Number.isFinite(Number(plainLiteral(e.text)))) this.#writing.tooLarge(e);
        return plainLiteral(e.text);
      case "name": {
        const { meanings, signals, constants } = this.#writing.settled;
        const meaning = meanings.get(e)!;
        if (meaning.kind === "signal") return signals.get(meaning.name)!;
        return meaning.kind === "constant" ? constants.get(meaning.constant)! : `robustness(${this.#spec(e)!})`;
      }
      case "negate": return wrap(LEVEL.sign, `-${this.#number(e.operand, LEVEL.sign)}`);
      case "arithmetic": {
        const level = ARITHMETIC[e.op];
        return wrap(level, `${this.#number(e.left, level)} ${e.op} ${this.#number(e.right, (level + 1) as Level)}`);
      }
      case "function": return this.#function(e, wrap);
      default: return `robustness(${this.#writing.part(this.formula(e, LEVEL.implies, false))})`;
    }
  }

  #function({ name, args }: Extract<Expr, { kind: "function" }>, wrap: (level: Level, text: string) => string): string {
    const [x, y] = args as [Expr, Expr];
    const all = (e: Expr): string => this.#number(e, LEVEL.sum);
    switch (name) {
      case "pow": return wrap(LEVEL.sign, `${this.#number(x, LEVEL.postfix)} ^ ${this.#number(y, LEVEL.sign)}`);
      case "log": return wrap(LEVEL.product, `log(${all(x)}) / log(${all(y)})`);
      case "ln": return `log(${all(x)})`;
      default: return `${name}(${all(x)})`;
    }
  }

  /** The spec that a name stands for, if it stands for one. */
  #spec(e: Expr): string | null {
    const { meanings, specs } = this.#writing.settled;
    const meaning = e.kind === "name" ? meanings.get(e) : undefined;
    return meaning?.kind === "spec" ? specs.get(meaning.assertion)! : null;
  }
}
