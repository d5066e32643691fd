import { obeyed, unruled } from "../analyze/coverage.ts";
import type { Context } from "../check/context.ts";
import type { ProgramIr } from "../ir/ir.ts";

const MOST = 8;

/** Tools that no rule names: forbidden by default, or left to what is said of `anything`. */
export function toolsWithoutRule(program: ProgramIr, cx: Context): void {
  for (const guard of program.guards) {
    if (guard.kind !== "tools" || obeyed(program, guard).written.length === 0) continue;
    const { tools, anything } = unruled(program, guard);
    if (tools.length === 0) continue;
    const names = [...tools.slice(0, MOST).map((name) => `\`${name}\``), ...(tools.length > MOST ? [`${tools.length - MOST} more`] : [])].join(", ");
    const isOpen = anything.has("allow") || anything.has("ask");
    const span = cx.symbols.get(guard.name)?.name.span ?? { start: guard.at[0], end: guard.at[1] };
    cx.bag.add("toolWithoutRule", span, { name: guard.name, tools: names, what: isOpen ? "only rules about `anything` decide" : `every call of ${tools.length === 1 ? "it" : "them"} is forbidden` });
  }
}
