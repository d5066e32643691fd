import type * as ast from "../../grammar/ast.ts";
import type { GraphNode } from "./graph.ts";
import type { SourceWords } from "./source-words.ts";

/** What a node says in a picture, without what is around it and below it. */
export type Said = Pick<GraphNode, "shape" | "symbol" | "word"> & { readonly subject?: string; readonly details?: readonly string[] };

export function said(node: ast.TreeNode, isTree: (name: string) => boolean, words: SourceWords): Said {
  switch (node.kind) {
    case "Composite": return { shape: "control", symbol: node.op === "round robin" ? "robin" : node.op, word: node.mode === null ? node.op : `${node.mode} ${node.op}` };
    case "Parallel": return { shape: "control", symbol: "parallel", word: node.all ? "parallel all" : "parallel", details: joined([...words.maybe("success ", node.success), ...words.maybe("failure ", node.failure)]) };
    case "TreeIf": return { shape: "control", symbol: "branch", word: "if" };
    case "TreeWhile": return { shape: "control", symbol: "branch", word: "while" };
    case "Switch": return { shape: "control", symbol: "branch", word: "switch", details: [words.of(node.subject)] };
    case "Try": return { shape: "control", symbol: "try", word: "try" };
    case "Recovery": return { shape: "control", symbol: "try", word: "recovery", details: [words.of(node.retries)] };
    case "Again": return { shape: "control", symbol: "loop", word: "again" };
    case "Wrapper": return { shape: "decorator", symbol: node.op === "repeat until failure" ? "loop" : "decorator", word: node.op };
    case "Decorator": {
      const loops = node.op === "retry" || node.op === "repeat" || node.op === "every";
      return { shape: "decorator", symbol: loops ? "loop" : "decorator", word: node.op, details: [node.amount === null ? "forever" : words.of(node.amount)] };
    }
    case "When": return { shape: "decorator", symbol: "decorator", word: "when", details: [words.of(node.condition), ...otherwise(node.otherwise)] };
    case "Loop": return { shape: "decorator", symbol: "loop", word: "loop", details: [`${node.variable.text} in ${node.values.map((value) => words.of(value)).join(", ")}`, ...otherwise(node.otherwise)] };
    case "Updated": return { ...(node.child === null ? { shape: "check", symbol: "check" } : { shape: "decorator", symbol: "decorator" }), word: "updated", subject: node.entry.text, details: otherwise(node.otherwise) };
    case "Check": return { shape: "check", symbol: "check", word: "check", details: [words.of(node.condition)] };
    case "Do": return { shape: "do", symbol: "do", word: "do", ...(node.proposer !== null && { subject: node.proposer.text }), details: [...joined(node.assigns.map((one) => words.of(one)), "; "), ...joined([...words.maybe("until ", node.until), ...words.maybe("for ", node.dwell)])] };
    case "TreeSet": return { shape: "set", symbol: "set", word: "set", details: joined(node.sets.map((one) => words.of(one)), "; ") };
    case "Wait": return { shape: "wait", symbol: "wait", word: "wait", details: [words.of(node.duration)] };
    case "Succeed": return { shape: "constant", symbol: "succeed", word: "succeed" };
    case "Fail": return { shape: "constant", symbol: "fail", word: "fail" };
    case "Run": {
      const runs = isTree(node.name.text);
      return { shape: runs ? "run" : "extern", symbol: runs ? "run" : "extern", word: runs ? "run" : "extern", subject: node.name.text, details: joined(node.args.map((arg) => words.of(arg)), ", ") };
    }
  }
}

const joined = (parts: readonly string[], by = " "): string[] => (parts.length === 0 ? [] : [parts.join(by)]);
const otherwise = (outcome: ast.TreeOutcome | null): string[] => (outcome === null ? [] : [`else ${outcome}`]);
