import type * as ast from "../../grammar/ast.ts";
import type { TreeIr } from "../ir/tree.ts";
import { type GraphNode, nodesOf, type TreeGraph } from "./graph.ts";
import { said } from "./node-words.ts";
import { SourceWords } from "./source-words.ts";

/** A picture has at most so many nodes; what lies below stays folded. */
const MOST_NODES = 50_000;

interface Drawing {
  readonly trees: ReadonlyMap<string, ast.Tree>;
  readonly words: SourceWords;
  left: number;
}

/** What a picture of a tree shows, subtrees put in. `ir` is the same tree, lowered: it knows what a tick calls each node. */
export function treeGraph(decl: ast.Tree, file: ast.File, text: string, ir?: TreeIr): TreeGraph {
  const words = new SourceWords(text);
  const drawing = { trees: treesOf(file), words, left: MOST_NODES };
  return {
    kind: "tree", name: decl.name.text, over: decl.over.text, doc: decl.doc, compatible: decl.compatible,
    board: [...decl.ports.map((port) => words.port(port)), ...decl.blackboard.map((entry) => words.entry(entry))],
    root: named(node(decl.root, null, [decl], drawing), ir),
  };
}

export function treesOf(file: ast.File): Map<string, ast.Tree> {
  return new Map(file.decls.flatMap((decl) => (decl.kind === "Tree" ? [[decl.name.text, decl] as const] : [])));
}

function node(of: ast.TreeNode, role: string | null, within: readonly ast.Tree[], drawing: Drawing): GraphNode {
  drawing.left--;
  const { trees, words } = drawing;
  const subtree = of.kind === "Run" ? trees.get(of.name.text) : undefined;
  const below = subtree === undefined ? branches(of, words) : within.includes(subtree) || drawing.left <= 0 ? [] : [{ node: subtree.root, role: null }];
  const inside = subtree === undefined ? within : [...within, subtree];
  const { subject = null, details = [], ...kind } = said(of, (name) => trees.has(name), words);
  return {
    name: null, ...kind, label: of.label?.text ?? null, subject, details, clauses: of.clauses.map((clause) => words.clause(clause)), role, implied: false,
    children: [...below.map((one) => node(one.node, one.role, inside, drawing)), ...(of.kind === "Switch" && of.else === null ? [FAILS] : [])],
  };
}

interface Branch {
  readonly node: ast.TreeNode;
  readonly role: string | null;
}

/** The nodes below one, each with what it is for; in the order in which a tick numbers them. */
function branches(of: ast.TreeNode, words: SourceWords): Branch[] {
  const plain = (node: ast.TreeNode): Branch => ({ node, role: null });
  const otherwise = (node: ast.TreeNode | null): Branch[] => (node === null ? [] : [{ node, role: "else" }]);
  switch (of.kind) {
    case "Composite": case "Parallel": return of.children.map(plain);
    case "TreeIf": case "TreeWhile": return [{ node: of.condition, role: "condition" }, { node: of.then, role: "then" }, ...otherwise(of.else)];
    case "Switch": return [...of.cases.map((one) => ({ node: one.node, role: `case ${words.of(one.value)}` })), ...otherwise(of.else)];
    case "Recovery": return [plain(of.tried), { node: of.by, role: "by" }];
    case "Again": return [{ node: of.trigger, role: "if" }, { node: of.child, role: "then" }];
    case "Try": return [...of.tried.map(plain), { node: of.catcher, role: of.onHalt ? "catch on halt" : "catch" }];
    case "Wrapper": case "Decorator": case "When": case "Loop": return [plain(of.child)];
    case "Updated": return of.child === null ? [] : [plain(of.child)];
    default: return [];
  }
}

const FAILS: GraphNode = { name: null, shape: "constant", symbol: "fail", word: "fail", label: null, subject: null, details: [], clauses: [], role: "else", implied: true, children: [] };

/** The same nodes with their names of the IR, where the two agree. */
function named(root: GraphNode, ir: TreeIr | undefined): GraphNode {
  if (ir === undefined || nodesOf(root).length !== ir.nodes.length) return root;
  let next = 0;
  const name = (of: GraphNode): GraphNode => ({ ...of, name: ir.nodes[next++]!.name, children: of.children.map(name) });
  return name(root);
}
