import type * as ast from "./ast.ts";

type Any = { readonly kind?: string; readonly span?: unknown } & Record<string, unknown>;

/** The nodes directly below one, in source order of their fields. */
export function children(node: ast.Node): ast.Node[] {
  const found: ast.Node[] = [];
  collect(node as unknown as Any, found);
  return found;
}

/** Every node of a file passes here, so it makes no list of fields on the way. */
function collect(holder: Any, found: ast.Node[]): void {
  for (const key in holder) {
    const value = holder[key];
    if (value === null || typeof value !== "object" || key === "span") continue;
    if (Array.isArray(value)) for (const element of value) one(element, found);
    else one(value, found);
  }
}

function one(value: unknown, found: ast.Node[]): void {
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value)) for (const element of value) one(element, found);
  else if (typeof (value as Any).kind === "string" && (value as Any).span !== undefined) found.push(value as ast.Node);
  else collect(value as Any, found);
}

/** Whether something lies more than so many levels below a node; it looks no deeper than that. */
export function deeperThan(limit: number, node: ast.Node): boolean {
  return limit < 0 || children(node).some((child) => deeperThan(limit - 1, child));
}

/** Visits every node, parents first; iterative, so that no depth of nesting can overflow the stack. */
export function walk(root: ast.Node, visit: (node: ast.Node) => void): void {
  const stack: ast.Node[] = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    visit(node);
    const below = children(node);
    for (let i = below.length - 1; i >= 0; i--) stack.push(below[i]!);
  }
}
