import type { Bag } from "./bag.ts";
import type { Kind } from "./models.ts";
import { isNumber, truthIn } from "./ports.ts";
import type { Assignment, Expr } from "./script/ast.ts";
import type { Slot } from "./slot.ts";
import type { Written } from "./tree.ts";
import type { Words } from "./words.ts";
import type { InFile } from "./xml/read.ts";

/** What an expression is: a kind, a literal that fits several, or whatever an entry turns out to be. */
type Is = Kind | { readonly literal: string } | Slot;

/** What a tree's scripts say of the kinds of its entries. */
export interface Scope {
  readonly words: Words;
  readonly bag: Bag;
  readonly read: (key: string, place: InFile) => Slot;
  readonly write: (key: string, place: InFile) => Slot;
}

const isSlot = (is: Is): is is Slot => typeof is === "object" && !("literal" in is);

/** What stands in a port says of its kind. */
export function hintLiteral(slot: Slot, value: string, place: InFile, words: Words): void {
  if (words.get(value)?.kind === "number") slot.hint("number");
  else if (truthIn(value) !== null) slot.hint(isNumber(value) ? "bit" : "bool");
  else if (isNumber(value)) slot.hint("number");
  else slot.hard("text", place);
}

/** A value that has to be a number. */
export function inferNumber({ expr, attribute }: Written, scope: Scope): void {
  asNumber(infer(expr, attribute.at, scope), attribute.at(expr.at), scope);
}

/** A value that is asked whether it is true. */
export function inferCondition({ expr, attribute }: Written, scope: Scope): void {
  asTruth(infer(expr, attribute.at, scope), attribute.at(expr.at), scope);
}

export function inferSet({ expr, attribute }: Written<Assignment>, scope: Scope): void {
  const { target, op, value } = expr, place = attribute.at(target.at);
  if (scope.words.has(target.name)) scope.bag.wrong(place, `\`${target.name}\` is an enumerator, and no entry that a script could write`);
  const slot = scope.write(target.name, place), is = infer(value, attribute.at, scope);
  if (op === "=" || op === ":=") return same(slot, is, attribute.at(value.at), "bool", scope);
  scope.read(target.name, place);
  slot.hard("number", place);
  asNumber(is, attribute.at(value.at), scope);
}

/** The subject of a switch is a text where nothing says otherwise. */
export function inferSwitch(subject: Written, cases: readonly Written[], scope: Scope): void {
  const is = infer(subject.expr, subject.attribute.at, scope);
  for (const { expr, attribute } of cases) {
    const of = infer(expr, attribute.at, scope);
    if (isSlot(is) && typeof of === "object" && "literal" in of && isNumber(of.literal)) is.hint("switch");
    else same(is, of, attribute.at(expr.at), "bool", scope);
  }
}

function infer(expr: Expr, at: (index: number) => InFile, scope: Scope): Is {
  const place = at(expr.at), inner = (e: Expr): Is => infer(e, at, scope);
  switch (expr.kind) {
    case "number": case "bool": case "text": return expr.kind;
    case "literal": return { literal: expr.value };
    case "name": {
      const word = scope.words.get(expr.name);
      return word === undefined ? scope.read(expr.name, place) : (word.kind as "number" | "text");
    }
    case "assign":
      scope.bag.wrong(place, "an assignment stands on its own in Pol; write it before this, with `;` between");
      return "number";
    case "not":
      asTruth(inner(expr.of), at(expr.of.at), scope);
      return "bool";
    case "logic":
      for (const side of [expr.left, expr.right]) asTruth(inner(side), at(side.at), scope);
      return "bool";
    case "negate":
      asNumber(inner(expr.of), at(expr.of.at), scope);
      return "number";
    case "arithmetic": {
      const sides = [inner(expr.left), inner(expr.right)];
      if (expr.op === "+" && sides.includes("text")) scope.bag.wrong(place, "Pol's blackboard does not join texts: let a leaf do it");
      else [expr.left, expr.right].forEach((side, i) => asNumber(sides[i]!, at(side.at), scope));
      return "number";
    }
    case "compare": {
      const all = expr.operands.map(inner);
      expr.ops.forEach((op, i) => {
        const left = all[i]!, right = all[i + 1]!, where = at(expr.operands[i + 1]!.at);
        if (op === "==" || op === "!=") return same(left, right, where, "asked", scope);
        asNumber(left, at(expr.operands[i]!.at), scope);
        asNumber(right, where, scope);
      });
      return "bool";
    }
    case "if": {
      const asked = inner(expr.condition), then = inner(expr.then), otherwise = inner(expr.otherwise);
      if (isSlot(asked)) asked.hint("asked");
      same(then, otherwise, at(expr.otherwise.at), "bool", scope);
      return isSlot(then) ? then : isSlot(otherwise) ? otherwise : then === "bool" && otherwise === "number" ? "number" : then;
    }
  }
}

/** Two values that are compared, or of which one becomes the other. `truth`: what a truth value says of an entry. */
function same(a: Is, b: Is, place: InFile, truth: "bool" | "asked", scope: Scope): void {
  if (isSlot(a) && isSlot(b)) return a.union(b);
  if (isSlot(b)) return same(b, a, place, truth, scope);
  if (!isSlot(a)) {
    if ((a === "text") !== (b === "text") && typeof a === "string" && typeof b === "string") scope.bag.wrong(place, "a text and a number are never the same");
  } else if (typeof b === "object" && "literal" in b) hintLiteral(a, b.literal, place, scope.words);
  else if (b === "bool") a.hint(truth);
  else if (!isSlot(b)) a.hard(b, place);
}

function asNumber(is: Is, place: InFile, { bag }: Scope): void {
  if (isSlot(is)) is.hard("number", place);
  else if (is === "text" || (typeof is === "object" && !isNumber(is.literal))) bag.wrong(place, "a number is wanted here, and this is a text");
}

function asTruth(is: Is, place: InFile, { bag }: Scope): void {
  if (isSlot(is)) is.hint("asked");
  else if (is === "text") bag.wrong(place, "a condition is wanted here, and this is a text");
}
