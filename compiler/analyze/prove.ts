import type { Ir, PrivilegeIr, RuleIr, ToolIr } from "../ir/ir.ts";
import { implies } from "../lint/implies.ts";
import { neverTrue } from "../lint/contradiction.ts";
import { isGivenBy } from "../types/given.ts";

type Effect = RuleIr["effect"];

/** What a privilege's rules can say of a tool: each condition under which one speaks, null where it always does. */
interface Sayings {
  readonly allow: readonly (Ir | null)[];
  readonly ask: readonly (Ir | null)[];
  readonly forbid: readonly (Ir | null)[];
}

/**
 * Whether a privilege gives a verdict to no call of a tool (`never`), or to every one (`always`), for which `when` is definitely true; as far as bounds, texts and
 * equal conditions show it. Never wrong, not complete.
 */
export function isShown(privilege: PrivilegeIr, tool: ToolIr, always: boolean, verdict: Effect, when: Ir | null): boolean {
  const said = sayings(privilege, tool);
  const shown: Readonly<Record<Effect, (always: boolean) => boolean>> = { allow: allowed, ask: asked, forbid: forbidden };
  return shown[verdict](always);

  /** A call is allowed where an `allow` is definitely true, and every `ask` and `forbid` definitely false. */
  function allowed(isAlways: boolean): boolean {
    if (isAlways) return said.allow.some((one) => implies(when, one)) && silent("ask") && silent("forbid");
    const quiet = [...said.ask, ...said.forbid].map((ir) => not(ir));
    return said.allow.every((one) => neverTrue(all([one, when, ...quiet]), { isFalse: false, isGiven }));
  }

  function asked(isAlways: boolean): boolean {
    return isAlways ? said.ask.some((one) => implies(when, one)) && silent("forbid") : silent("ask") || forbidden(true);
  }

  /** By a rule, or because none speaks for the call. */
  function forbidden(isAlways: boolean): boolean {
    if (isAlways) return said.forbid.some((one) => implies(when, one)) || (allowed(false) && silent("ask"));
    return silent("forbid") && [...said.allow, ...said.ask].some((one) => implies(when, one));
  }

  /** No rule of this effect speaks: each condition is definitely false. */
  function silent(effect: "ask" | "forbid"): boolean {
    return said[effect].every((one) => neverTrue(all([one, when]), { isFalse: true, isGiven }));
  }

  function isGiven(ir: Ir): boolean {
    return isGivenBy(tool)(ir);
  }
}

function sayings({ rules }: PrivilegeIr, tool: ToolIr): Sayings {
  const of = (effect: Effect): (Ir | null)[] => rules.filter((rule) => rule.effect === effect).flatMap((rule) => casesOf(rule, tool).map(({ when }) => when));
  // `allow … else ask`: where the allow is not definitely true, of which nothing better can be said here than the ask's own condition and the opposite.
  const otherwise = rules.filter((rule) => rule.hasElseAsk).flatMap((rule) => casesOf(rule, tool).filter(({ when }) => when !== null).map(({ when, elseAsk }) => all([not(when), elseAsk])));
  return { allow: of("allow"), ask: [...of("ask"), ...otherwise], forbid: of("forbid") };
}

const casesOf = (rule: RuleIr, tool: ToolIr): RuleIr["cases"] => rule.cases.filter((one) => one.tool === null || one.tool === tool.name);

const not = (ir: Ir | null): Ir => (ir === null ? { op: "bool", t: "bool", value: false } : { op: "not", t: "bool", args: [ir] });

function all(parts: readonly (Ir | null)[]): Ir | null {
  const said = parts.filter((one) => one !== null);
  return said.length === 0 ? null : said.length === 1 ? said[0]! : { op: "and", t: "bool", args: said };
}
