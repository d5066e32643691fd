import { plainLiteral } from "../../rtamt/decimal.ts";
import { shown } from "../../writing/text.ts";
import type { ArithmeticOp, AssignOp, CompareOp, Expr, Script } from "./ast.ts";
import { ScriptMistake, type Token, tokensOf } from "./tokens.ts";

const MOST_DEPTH = 100;
/** Each makes Pol's expression a level deeper. */
const MOST_OPERATORS = 150;
const ASSIGN: ReadonlySet<string> = new Set([":=", "=", "+=", "-=", "*=", "/="] satisfies AssignOp[]);
const COMPARE: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="] satisfies CompareOp[]);
const BITS: ReadonlySet<string> = new Set(["&", "|", "^", "~"]);

/** Reads a script by the grammar of BehaviorTree.CPP 4: `&&` and `||` bind alike and group to the left. Throws a `ScriptMistake`. */
export function parseScript(script: string): Script {
  const tokens = tokensOf(script);
  if (tokens.length === 1) throw new ScriptMistake(0, "this script is empty");
  return new Parser(tokens).statements();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  #operators = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  statements(): Script {
    const all: Expr[] = [];
    for (;;) {
      if (this.#token.kind === "end") return all;
      this.#operators = 0;
      all.push(this.#assignment());
      if (!this.#is(";") && this.#next < this.#tokens.length - 1) this.#expected("an operator or `;`");
      if (this.#is(";")) this.#next += 1;
    }
  }

  get #token(): Token {
    return this.#tokens[this.#next]!;
  }

  /** An operator between two operands. */
  #operator(): Token {
    if (++this.#operators > MOST_OPERATORS) throw new ScriptMistake(this.#token.at, `more than ${MOST_OPERATORS} operators in one statement: give parts of it to entries before`);
    return this.#take();
  }

  #take(): Token {
    return this.#tokens[this.#next++]!;
  }

  #is(...signs: readonly string[]): boolean {
    return this.#token.kind === "sign" && signs.includes(this.#token.text);
  }

  #expect(sign: string): void {
    if (!this.#is(sign)) this.#expected(`\`${sign}\``);
    this.#next += 1;
  }

  #expected(what: string): never {
    const { kind, text, at } = this.#token;
    if (BITS.has(text) && kind === "sign") throw new ScriptMistake(at, `Pol has no operator for \`${text}\`: let a leaf compute this`);
    throw new ScriptMistake(at, `expected ${what} but found ${kind === "end" ? "the end" : shown(text)}`);
  }

  #assignment(): Expr {
    if (++this.#depth > MOST_DEPTH) throw new ScriptMistake(this.#token.at, `nested more than ${MOST_DEPTH} levels deep`);
    const left = this.#conditional();
    const { kind, text, at } = this.#token;
    this.#depth -= 1;
    if (kind !== "sign" || !ASSIGN.has(text)) return left;
    if (left.kind !== "name") throw new ScriptMistake(left.at, "only an entry of the blackboard can be given a value");
    this.#next += 1;
    return { kind: "assign", op: text as AssignOp, target: left, value: this.#conditional(), at };
  }

  #conditional(): Expr {
    const condition = this.#logical();
    if (!this.#is("?")) return condition;
    const { at } = this.#operator();
    const then = this.#assignment();
    this.#expect(":");
    return { kind: "if", condition, then, otherwise: this.#conditional(), at };
  }

  #logical(): Expr {
    let left = this.#comparison();
    while (this.#is("&&", "||")) {
      const { text, at } = this.#operator();
      left = { kind: "logic", op: text === "&&" ? "and" : "or", left, right: this.#comparison(), at };
    }
    return left;
  }

  #comparison(): Expr {
    const operands = [this.#sum()], ops: CompareOp[] = [];
    const { at } = this.#token;
    while (this.#token.kind === "sign" && COMPARE.has(this.#token.text)) {
      ops.push(this.#operator().text as CompareOp);
      operands.push(this.#sum());
    }
    return ops.length === 0 ? operands[0]! : { kind: "compare", ops, operands, at };
  }

  #sum(): Expr {
    return this.#chain(["+", "-"], () => this.#chain(["*", "/"], () => this.#prefixed()));
  }

  #chain(ops: readonly string[], operand: () => Expr): Expr {
    let left = operand();
    while (this.#is(...ops)) {
      const { text, at } = this.#operator();
      left = { kind: "arithmetic", op: text as ArithmeticOp, left, right: operand(), at };
    }
    if (this.#token.kind === "sign" && BITS.has(this.#token.text)) this.#expected("an operator");
    return left;
  }

  #prefixed(): Expr {
    const signs: Token[] = [];
    while (this.#is("-", "+", "!")) signs.push(this.#take());
    if (signs.length > MOST_DEPTH) throw new ScriptMistake(signs[0]!.at, `nested more than ${MOST_DEPTH} levels deep`);
    return signs.reduceRight<Expr>((of, { text, at }) => (text === "+" ? of : { kind: text === "!" ? "not" : "negate", of, at }), this.#atom());
  }

  #atom(): Expr {
    const { kind, text, at } = this.#token;
    if (this.#is("(")) {
      this.#next += 1;
      const inner = this.#assignment();
      this.#expect(")");
      return inner;
    }
    if (kind === "end" || kind === "sign") this.#expected("a value");
    this.#next += 1;
    if (kind === "text") return { kind, value: text.slice(1, -1), at };
    if (kind === "name") return text === "true" || text === "false" ? { kind: "bool", value: text === "true", at } : { kind, name: text, at };
    const plain = plainLiteral(text);
    if (!Number.isFinite(Number(plain))) throw new ScriptMistake(at, `${shown(text)} is larger than any number that can be computed with`);
    return { kind: "number", text: plain, at };
  }
}
