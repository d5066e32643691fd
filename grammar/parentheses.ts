import type * as ast from "./ast.ts";
import type { SyntaxError } from "./errors.ts";
import { children } from "./visit.ts";

const JOINS: ReadonlySet<string> = new Set(["and", "or", "implies", "iff", "xor"]);

/**
 * A temporal operator may be the last operand of `and`, `or`, `implies`; anywhere else it needs parentheses. They cost two
 * signs, and without them `once a and b` is read in two ways by two people.
 */
export function misplacedTemporals(root: ast.Node): SyntaxError[] {
  const errors: SyntaxError[] = [];
  const stack: ast.Node[] = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node.kind === "Binary" && JOINS.has(node.op)) {
      const open = rightmost(node.left);
      if (open !== null) errors.push(misplaced(open, node.op));
    } else if (node.kind === "TemporalBinary") {
      for (const side of [node.left, node.right]) {
        const open = rightmost(side);
        if (open !== null) errors.push(misplaced(open, node.op));
      }
    }
    for (const child of children(node)) stack.push(child);
  }
  return errors;
}

/** The temporal operator whose operand ends where the expression ends, so that a reader may take it to reach further. */
function rightmost(e: ast.Expr): ast.Temporal | ast.TemporalBinary | null {
  for (let at = e; ; ) {
    if (at.kind === "Temporal" || at.kind === "TemporalBinary") return at;
    if (at.kind === "Unary" && at.op === "not") at = at.operand;
    else if (at.kind === "Binary" && JOINS.has(at.op)) at = at.right;
    else return null;
  }
}

function misplaced(at: ast.Temporal | ast.TemporalBinary, join: string): SyntaxError {
  const infix = at.kind === "TemporalBinary";
  return {
    what: "unexpected",
    message: `\`${at.op}\` needs parentheses beside \`${join}\``,
    help: infix
      ? `write \`(… ${at.op} …) ${join} …\``
      : `write \`(${at.op} …) ${join} …\`, or \`${at.op} (… ${join} …)\` if it reaches over both`,
    span: at.span,
  };
}
