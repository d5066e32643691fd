import type * as ast from "../ast.ts";
import type { ItemMark, Marks } from "./marks.ts";

const PLAIN: ItemMark = { group: null, cells: [], hang: null };

/** Marks what begins a line within a tree or a machine, and what stays on the line where its node ends. */
export function noteTree(node: ast.Node, marks: Marks): void {
  const item = (index: number): void => void marks.items.set(index, PLAIN);
  const nodes = (list: readonly ast.TreeNode[]): void => list.forEach(({ span }) => item(marks.at(span.start)));
  // A branch goes on where it is; on a line of its own it stands under its `if`.
  const branch = (of: ast.TreeNode | null): void => {
    const word = of === null ? -1 : wordBefore(of, marks);
    if (word >= 0 && marks.isBroken(word)) item(word);
  };
  switch (node.kind) {
    case "Tree": nodes([node.root]); break;
    case "Machine": item(marks.before(node.start.span.start)); break;
    case "Composite": case "Parallel": nodes(node.children); break;
    case "TreeIf": case "TreeWhile":
      branch(node.then);
      branch(node.else);
      break;
    case "Again": branch(node.child); break;
    case "Recovery": marks.joined.add(wordBefore(node.by, marks)); break;
    case "Switch": if (node.else !== null) item(wordBefore(node.else, marks)); break;
    case "Try": {
      nodes(node.tried);
      const last = wordBefore(node.catcher, marks);
      marks.joined.add(node.onHalt ? marks.previous(marks.previous(last)) : last);
    }
  }
  if ("clauses" in node) noteClauses(node.clauses, marks);
}

/** `with` stands behind its node; of several clauses each has a line. */
function noteClauses(clauses: readonly ast.TreeClause[], marks: Marks): void {
  const [first] = clauses;
  if (first === undefined) return;
  const brace = marks.before(first.span.start);
  marks.joined.add(marks.previous(brace));
  if (clauses.length > 1) marks.apart.add(brace);
}

/** The word in front of a node, or of the brace that it stands in. */
function wordBefore(node: ast.TreeNode, marks: Marks): number {
  const before = marks.before(node.span.start);
  return marks.isBrace(before) ? marks.previous(before) : before;
}
