import type * as ast from "../../grammar/ast.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import type { Scope } from "./context.ts";

/** Reports each `{hole}` of a message that nothing fills; `{{` is a brace. */
export function checkTemplate(text: ast.Text, holes: readonly string[], scope: Scope): void {
  for (const m of text.value.replaceAll("{{", "  ").matchAll(/\{([^{}]*)\}/g)) {
    const name = m[1]!.split(".")[0]!;
    const start = text.span.start + 1 + m.index;
    if (!holes.includes(name)) reportUnknown(scope.cx.bag, scope.cx.symbols, "value", m[1]!, { start, end: start + m[0].length }, holes);
  }
}
