import { plainLiteral } from "../../rtamt/decimal.ts";
import { literal, shown } from "../../writing/text.ts";
import type { Bag } from "../bag.ts";
import type { Kind } from "../models.ts";
import { isNumber, truthIn } from "../ports.ts";
import type { CompareOp, Expr } from "../script/ast.ts";
import type { Words } from "../words.ts";
import type { InFile } from "../xml/read.ts";

/** Where an expression stands: what its names mean there. */
export interface Here {
  readonly words: Words;
  readonly bag: Bag;
  readonly name: (key: string) => string;
  readonly kind: (key: string) => Kind;
  readonly at: (index: number) => InFile;
}

/** A piece of an expression in Pol and how tightly it holds together. */
interface Piece {
  readonly text: string;
  readonly level: number;
}

const LEVEL = { if: 0, iff: 1, or: 2, and: 3, not: 4, compare: 5, add: 6, multiply: 7, sign: 8, atom: 9 } as const;

const piece = (text: string, level: keyof typeof LEVEL = "atom"): Piece => ({ text, level: LEVEL[level] });
const within = ({ text, level }: Piece, least: keyof typeof LEVEL): string => (level < LEVEL[least] ? `(${text})` : text);

/** As a condition: a number is true where it is 1, and false where it is 0. */
export const conditionText = (expr: Expr, here: Here): string => truth(expr, here).text;
/** As a value of that kind. */
export const valueText = (expr: Expr, kind: Kind, here: Here): string => valueOf(expr, kind, here).text;
/** As a number where an operand may stand, as after `retry`. */
export const countText = (expr: Expr, here: Here): string => within(number(expr, here), "add");
/** As a number where a factor may stand. */
export const factorText = (expr: Expr, here: Here): string => within(number(expr, here), "multiply");

/** What an expression is in Pol; what stands in a port is a text where nothing asks for more. */
export function kindOf(expr: Expr, here: Here): Kind | "literal" {
  switch (expr.kind) {
    case "number": case "bool": case "text": case "literal": return expr.kind;
    case "name": return (here.words.get(expr.name)?.kind as Kind | undefined) ?? here.kind(expr.name);
    case "not": case "logic": case "compare": return "bool";
    case "negate": case "arithmetic": case "assign": return "number";
    case "if": {
      const kinds = [kindOf(expr.then, here), kindOf(expr.otherwise, here)];
      return kinds.includes("text") ? "text" : kinds.every((kind) => kind === "bool") ? "bool" : kinds.includes("number") ? "number" : kinds[0]!;
    }
  }
}

function valueOf(expr: Expr, kind: Kind, here: Here): Piece {
  return kind === "bool" ? truth(expr, here) : kind === "text" ? textOf(expr, here) : number(expr, here);
}

function wrong(expr: Expr, here: Here, message: string): Piece {
  here.bag.wrong(here.at(expr.at), message);
  return piece("0");
}

function truth(expr: Expr, here: Here): Piece {
  switch (expr.kind) {
    case "bool": return piece(String(expr.value));
    case "number": return Number(expr.text) === 0 || Number(expr.text) === 1 ? piece(String(Number(expr.text) === 1)) : wrong(expr, here, `${shown(expr.text)} is neither 0 nor 1, and BehaviorTree.CPP throws where it is asked for a truth value`);
    case "literal": {
      const value = truthIn(expr.value);
      return value === null ? wrong(expr, here, `a truth value is wanted here, and ${shown(expr.value)} is none`) : piece(String(value));
    }
    case "not": return negation(expr.of, here);
    case "logic": return piece([expr.left, expr.right].map((side, i) => operand(truth(side, here), expr.op, i)).join(` ${expr.op} `), expr.op);
    case "compare": return comparisons(expr.ops, expr.operands, here);
    case "if": return choice(expr, here, (e) => truth(e, here));
    case "name": {
      const kind = kindOf(expr, here);
      if (kind === "bool") return piece(here.name(expr.name));
      return kind === "number" ? piece(`truth(${number(expr, here).text})`) : wrong(expr, here, `${shown(expr.name)} is a text, and a condition is wanted here`);
    }
    case "text": return wrong(expr, here, "a condition is wanted here, and this is a text");
    default: return piece(`truth(${number(expr, here).text})`);
  }
}

/** `!v` is true where a number is 0, whatever else it may be. */
function negation(of: Expr, here: Here): Piece {
  const kind = kindOf(of, here);
  if (kind === "number" && of.kind !== "number") return piece(`${within(number(of, here), "add")} == 0`, "compare");
  return piece(`not ${within(truth(of, here), "atom")}`, "not");
}

/** A chain goes to the left; a part on the right that is a chain of the same keeps its parentheses. */
const operand = (part: Piece, level: "and" | "or" | "add" | "multiply", i: number): string => (i > 0 && part.level === LEVEL[level] ? `(${part.text})` : within(part, level));

function choice(expr: Extract<Expr, { kind: "if" }>, here: Here, of: (e: Expr) => Piece): Piece {
  return piece(`if ${asked(expr.condition, here).text} then ${of(expr.then).text} else ${of(expr.otherwise).text}`, "if");
}

/** What stands before `?`: any number but 0 is true there, and any text but the empty one. */
function asked(expr: Expr, here: Here): Piece {
  const kind = kindOf(expr, here);
  if (kind === "text") return piece(`${within(textOf(expr, here), "add")} != ""`, "compare");
  return kind === "number" && expr.kind !== "number" ? piece(`${within(number(expr, here), "add")} != 0`, "compare") : truth(expr, here);
}

function comparisons(ops: readonly CompareOp[], operands: readonly Expr[], here: Here): Piece {
  const all = ops.map((op, i) => comparison(op, operands[i]!, operands[i + 1]!, here));
  return all.length === 1 ? all[0]! : piece(all.map((part) => within(part, "and")).join(" and "), "and");
}

function comparison(op: CompareOp, left: Expr, right: Expr, here: Here): Piece {
  const kinds = [kindOf(left, here), kindOf(right, here)];
  const sides = (of: (e: Expr, here: Here) => Piece): Piece => piece(`${within(of(left, here), "add")} ${op} ${within(of(right, here), "add")}`, "compare");
  if (op !== "==" && op !== "!=") return sides(number);
  if (kinds.includes("text") || kinds.every((kind) => kind === "literal")) return sides(textOf);
  if (!kinds.includes("bool") || kinds.includes("number")) return sides(number);
  const isSame = op === "==";
  for (const [constant, other] of [[right, left], [left, right]] as const) {
    const value = constant.kind === "bool" ? constant.value : constant.kind === "literal" ? truthIn(constant.value) : null;
    if (value !== null) return value === isSame ? truth(other, here) : negation(other, here);
  }
  return piece(`${within(truth(left, here), "compare")} ${isSame ? "iff" : "xor"} ${within(truth(right, here), "compare")}`, "iff");
}

function number(expr: Expr, here: Here): Piece {
  switch (expr.kind) {
    case "number": return piece(expr.text);
    case "literal": {
      const word = here.words.get(expr.value);
      if (word?.kind === "number") return numeral(word.text);
      return isNumber(expr.value) ? numeral(expr.value.trim()) : wrong(expr, here, `a number is wanted here, and ${shown(expr.value)} is none`);
    }
    case "name": {
      const word = here.words.get(expr.name), kind = kindOf(expr, here);
      if (word?.kind === "number") return numeral(word.text);
      if (kind === "text") return wrong(expr, here, `${shown(expr.name)} is a text, and a number is wanted here`);
      return kind === "number" ? piece(here.name(expr.name)) : asNumber(expr, here);
    }
    case "negate": return piece(`-${within(number(expr.of, here), "atom")}`, "sign");
    case "arithmetic": {
      const level = expr.op === "+" || expr.op === "-" ? "add" : "multiply";
      return piece([expr.left, expr.right].map((side, i) => operand(number(side, here), level, i)).join(` ${expr.op} `), level);
    }
    case "if": return choice(expr, here, (e) => number(e, here));
    case "text": return wrong(expr, here, "a number is wanted here, and this is a text");
    case "bool": return piece(expr.value ? "1" : "0");
    default: return asNumber(expr, here);
  }
}

const asNumber = (expr: Expr, here: Here): Piece => piece(`if ${truth(expr, here).text} then 1 else 0`, "if");

function numeral(text: string): Piece {
  const plain = plainLiteral(text.replace(/^[+-]/, ""));
  return text.startsWith("-") ? piece(`-${plain}`, "sign") : piece(plain);
}

function textOf(expr: Expr, here: Here): Piece {
  if (expr.kind === "text" || expr.kind === "literal") {
    const written = literal(expr.value);
    return written === null ? wrong(expr, here, "this text holds a sign that Pol has no way to write") : piece(written);
  }
  if (expr.kind === "if") return choice(expr, here, (e) => textOf(e, here));
  if (expr.kind !== "name" || kindOf(expr, here) !== "text") return wrong(expr, here, "a text is wanted here, and this is none");
  const word = here.words.get(expr.name);
  return word?.kind === "text" ? textOf(word, here) : piece(here.name(expr.name));
}
