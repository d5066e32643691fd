import type * as ast from "../../grammar/ast.ts";
import { CONSTANTS, type Context, type EnvInfo, type Scope } from "./context.ts";
import { condition, plainNumber } from "./expressions.ts";

/** Names, types and units of a reward; it does not run yet. */
export function checkReward(decl: ast.Reward, env: EnvInfo, cx: Context): void {
  const scope: Scope = { ...CONSTANTS(cx, "a reward"), env, obs: true, act: "now", specs: true };
  if (decl.formula !== null) plainNumber(decl.formula, scope);
  checkItems(decl.items, scope);
  cx.bag.add("notRunning", decl.name.span, { what: "a reward" });
}

function checkItems(items: readonly ast.RewardItem[], scope: Scope): void {
  const names = new Set<string>();
  for (const item of items) {
    if (item.kind !== "Shape") {
      if (names.has(item.name.text)) scope.cx.bag.add("duplicateName", item.name.span, { kind: item.kind.toLowerCase(), name: item.name.text });
      names.add(item.name.text);
    }
    switch (item.kind) {
      case "Term":
        plainNumber(item.value, scope);
        if (item.weight !== null) plainNumber(item.weight, scope);
        break;
      case "Log": plainNumber(item.value, scope); break;
      case "Stage":
        if (item.until !== null) condition(item.until, scope);
        checkItems(item.items, scope);
        break;
      case "Shape": plainNumber(item.discount, scope); plainNumber(item.potential, scope); break;
      case "Stop":
        condition(item.when, scope);
        if (item.giving !== null) plainNumber(item.giving, scope);
    }
  }
}
