import type * as ast from "../../../grammar/ast.ts";
import type { Bag } from "./bag.ts";

/** What an expression may name: entries of the tree it stands in. */
export interface Scope {
  readonly bag: Bag;
  readonly entries: ReadonlySet<string>;
}

interface Piece {
  readonly text: string;
  readonly level: number;
}

/** `&&` and `||` bind alike there, so that one within the other stands in parentheses. */
const LEVEL = { if: 0, logic: 1, compare: 2, add: 3, multiply: 4, sign: 5, atom: 6 } as const;
const piece = (text: string, level: keyof typeof LEVEL = "atom"): Piece => ({ text, level: LEVEL[level] });
const within = ({ text, level }: Piece, least: keyof typeof LEVEL): string => (level < LEVEL[least] ? `(${text})` : text);

export const scriptText = (e: ast.Expr, scope: Scope): string => script(e, scope).text;

/** One assignment after the other. */
export function setsText(sets: readonly ast.Assign[], scope: Scope): string {
  return sets.map(({ path, value }) => {
    if (path.parts.length > 1) scope.bag.wrong(path.span, "an entry of BehaviorTree.CPP's blackboard has no parts that a script could set");
    return `${entryName(path.parts[0]!, scope)} := ${scriptText(value, scope)}`;
  }).join("; ");
}

/** A name that a script can hold. */
export function entryName({ text, span }: ast.Ident, { entries, bag }: Scope): string {
  if (!entries.has(text)) bag.wrong(span, `\`${text}\` is no entry of the blackboard, and BehaviorTree.CPP's scripts read nothing else`);
  else if (!/^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(text)) bag.wrong(span, `an entry called \`${text}\` cannot be named in a script of BehaviorTree.CPP`);
  return text;
}

function script(e: ast.Expr, scope: Scope): Piece {
  switch (e.kind) {
    case "Num":
      if (e.unit !== null) scope.bag.wrong(e.span, `\`${e.text}\` has a unit, and numbers in BehaviorTree.CPP have none`);
      return piece(e.text);
    case "Bool": return piece(String(e.value));
    case "Text": return quoted(e, scope);
    case "Name": return piece(entryName(e.name, scope));
    case "Paren": return script(e.inner, scope);
    case "If": return piece(`${within(script(e.condition, scope), "logic")} ? ${within(script(e.then, scope), "logic")} : ${within(script(e.otherwise, scope), "logic")}`, "if");
    case "Unary":
      if (e.op === "previous") return wrong(e, scope, "`previous`");
      return piece(`${e.op === "not" ? "!" : "-"}${within(script(e.operand, scope), "atom")}`, "sign");
    case "Binary": return binary(e, scope);
    case "InRange": {
      const value = within(script(e.value, scope), "add");
      return piece(`${value} >= ${within(script(e.low, scope), "add")} && ${value} <= ${within(script(e.high, scope), "add")}`, "logic");
    }
    case "Apply": {
      // A number is asked for its truth there without a word.
      const [arg] = e.args;
      if (e.callee.text === "truth" && arg !== undefined && e.args.length === 1) return script(arg.value, scope);
      return wrong(e, scope, `\`${e.callee.text}\``);
    }
    default: return wrong(e, scope, "this expression");
  }
}

function wrong({ span }: ast.Expr, { bag }: Scope, what: string): Piece {
  bag.wrong(span, `BehaviorTree.CPP's scripts have no equivalent of ${what}; let a leaf compute it`);
  return piece("0");
}

function quoted({ value, span }: ast.Text, { bag }: Scope): Piece {
  if (/[\n\t]/.test(value) || (value.includes("'") && value.includes('"'))) bag.wrong(span, "a text in a script of BehaviorTree.CPP stands on one line and holds one kind of quotes at most");
  return piece(value.includes("'") ? `"${value}"` : `'${value}'`);
}

const SAME: Partial<Record<ast.BinaryOp, { readonly op: string; readonly level: keyof typeof LEVEL }>> = {
  "+": { op: "+", level: "add" }, "-": { op: "-", level: "add" }, "*": { op: "*", level: "multiply" }, "/": { op: "/", level: "multiply" },
  and: { op: "&&", level: "logic" }, or: { op: "||", level: "logic" },
  ...Object.fromEntries((["==", "!=", "<", "<=", ">", ">="] as const).map((op) => [op, { op, level: "compare" }])),
  iff: { op: "==", level: "compare" }, xor: { op: "!=", level: "compare" },
};

function binary(e: ast.Binary, scope: Scope): Piece {
  if (e.op === "implies") return piece(`!${within(script(e.left, scope), "atom")} || ${within(script(e.right, scope), "compare")}`, "logic");
  const same = SAME[e.op];
  if (same === undefined) return wrong(e, scope, `\`${e.op}\``);
  const { op, level } = same, left = script(e.left, scope), right = script(e.right, scope);
  const isChain = level !== "compare" && !(level === "logic" && e.left.kind === "Binary" && e.left.op !== e.op);
  const above = { logic: "compare", compare: "add", add: "multiply", multiply: "sign" } as const;
  const least = above[level as keyof typeof above];
  return piece(`${within(left, isChain ? level : least)} ${op} ${within(right, least)}`, level);
}
