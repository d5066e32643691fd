import type * as ast from "../../../grammar/ast.ts";
import { oneLine, type Span } from "../../../grammar/spans.ts";
import { outcomesOf, type Outcomes } from "../../analyze/tree-outcomes.ts";
import type { Context } from "../../check/context.ts";
import type { EnvIr, ProgramIr } from "../../ir/ir.ts";
import type { TreeIr, TreeNodeIr } from "../../ir/tree.ts";

/** A tree that is looked at, and what is known of it. */
export interface Subject {
  readonly cx: Context;
  readonly program: ProgramIr;
  readonly env: EnvIr;
  readonly tree: TreeIr;
  readonly decl: ast.Tree;
  readonly decls: readonly ast.Decl[];
  /** All that can come of each node; and what can if sources do what they are asked and leaves of the host do not skip. */
  readonly outcomes: Outcomes;
  readonly hoped: Outcomes;
  /** By node; −1 of the root. */
  readonly parents: readonly number[];
  /** Nodes that stand in the tree's own declaration: a subtree is looked at by itself. */
  readonly own: readonly number[];
}

export function subjectOf(tree: TreeIr, file: ast.File, program: ProgramIr, cx: Context): Subject | undefined {
  const env = program.envs.find(({ name }) => name === tree.env);
  const decl = file.decls.find((one): one is ast.Tree => one.kind === "Tree" && one.name.text === tree.name);
  if (env === undefined || decl === undefined) return undefined;
  const parents = tree.nodes.map(() => -1), isOwn = tree.nodes.map(() => true);
  tree.nodes.forEach(({ kind, children }, n) => {
    for (const c of children) {
      parents[c] = n;
      isOwn[c] = isOwn[n]! && kind !== "subtree";
    }
  });
  const own = tree.nodes.flatMap((_, n) => (isOwn[n] ? [n] : []));
  return { cx, program, env, tree, decl, decls: file.decls, outcomes: outcomesOf(program, tree), hoped: outcomesOf(program, tree, { willing: true, steady: true }), parents, own };
}

export function nodeOf({ tree }: Subject, n: number): TreeNodeIr {
  return tree.nodes[n]!;
}

export function spanOf({ tree }: Subject, n: number): Span {
  const [start, end] = tree.nodes[n]!.at;
  return { start, end };
}

const LONGEST = 50;

/** A node as it is written, on one line and not too long. */
export function textOf(subject: Subject, n: number): string {
  const { start, end } = spanOf(subject, n), line = oneLine(subject.cx.text.slice(start, end));
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 2).trimEnd()} …` : line;
}

/** Nodes above a node, the nearest first. */
export function above({ parents }: Subject, n: number): readonly number[] {
  const all: number[] = [];
  for (let at = parents[n]!; at >= 0; at = parents[at]!) all.push(at);
  return all;
}

/** A node and all below it, subtrees too. */
export function below(subject: Subject, n: number): readonly number[] {
  return [n, ...nodeOf(subject, n).children.flatMap((c) => below(subject, c))];
}
