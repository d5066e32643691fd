import type * as ast from "../../grammar/ast.ts";
import type { PrivilegeIr, RuleIr } from "../ir/ir.ts";
import { at, CONSTANTS, lineText, type Context, type EnvInfo, type Scope, type ToolInfo } from "./context.ts";
import { condition } from "./expressions.ts";
import { toolOf } from "./events.ts";
import { checkTemplate } from "./template.ts";

/** Checks the rules of a privilege; a condition is typed once for each tool it is about. */
export function checkPrivilege(decl: ast.Privilege, env: EnvInfo, cx: Context): PrivilegeIr {
  if (env.ir.rate !== null || env.ir.acts.length > 0) cx.bag.add("needsTools", decl.name.span, { what: "a privilege" });
  const scope: Scope = { ...CONSTANTS(cx, "a rule"), env, obs: true, specs: true };
  return { name: decl.name.text, env: env.decl.name.text, rules: decl.rules.map((r) => checkRule(r, scope)), at: at(decl.span) };
}

function checkRule(rule: ast.Rule, scope: Scope): RuleIr {
  const cases: { tool: string | null; when: RuleIr["cases"][number]["when"]; elseAsk: RuleIr["cases"][number]["elseAsk"] }[] = [];
  const tools = rule.targets.flatMap((t): (ToolInfo | null)[] => {
    if (t.kind === "Anything") return [null];
    const tool = toolOf(t, scope);
    return tool === undefined ? [] : [tool];
  });
  for (const tool of tools) {
    const inner: Scope = { ...scope, tool };
    cases.push({
      tool: tool?.name ?? null,
      when: rule.when === null ? null : condition(rule.when, { ...inner, vouches: rule.effect !== "ask" }),
      elseAsk: rule.elseAsk?.when == null ? null : condition(rule.elseAsk.when, { ...inner, vouches: false }),
    });
    const holes = ["reason", ...(tool?.params.fields.map((f) => f.name) ?? [])];
    for (const text of [rule.saying, rule.elseAsk?.saying ?? null]) if (text !== null) checkTemplate(text, holes, inner);
  }
  const saying = rule.saying?.value ?? rule.elseAsk?.saying?.value ?? null;
  return {
    effect: rule.effect, cases, hasElseAsk: rule.elseAsk !== null, saying, thenStop: rule.thenStop,
    at: at(rule.span), text: lineText(scope.cx, rule.span),
  };
}
