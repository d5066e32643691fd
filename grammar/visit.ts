import type * as ast from "./ast.ts";

type Any = { readonly kind?: string } & Record<string, unknown>;

/** The nodes directly below one, in source order of their fields. */
export function children(node: ast.Node): ast.Node[] {
  const found: ast.Node[] = [];
  for (const value of Object.values(node)) collect(value, found);
  return found;
}

function collect(value: unknown, found: ast.Node[]): void {
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value)) for (const element of value) collect(element, found);
  else if (typeof (value as Any).kind === "string" && "span" in value) found.push(value as ast.Node);
  else for (const inner of Object.values(value)) collect(inner, found);
}

/** Visits every node, parents first; iterative, so that no depth of nesting can overflow the stack. */
export function walk(root: ast.Node, visit: (node: ast.Node, depth: number) => void): void {
  const stack: { node: ast.Node; depth: number }[] = [{ node: root, depth: 0 }];
  while (stack.length > 0) {
    const { node, depth } = stack.pop()!;
    visit(node, depth);
    const below = children(node);
    for (let i = below.length - 1; i >= 0; i--) stack.push({ node: below[i]!, depth: depth + 1 });
  }
}
