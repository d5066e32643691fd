import type { ProgramIr, RuleIr } from "../../compiler/ir/ir.ts";
import { arg, privilege, rule, teller } from "../interpreter/build.ts";
import type { Event } from "../../runtime/interpreter/chain.ts";
import { eventful, Happenings } from "./event-formulas.ts";
import { WORDS, truth } from "./expressions.ts";
import type { Mentions } from "./expressions.ts";
import type { Chance } from "./random.ts";

const MENTIONS: Mentions = {
  reads: [arg("amount", "num"), arg("done", "bool"), arg("deep.amount", "num"), arg("__proto__.amount", "num"), arg("list.length", "num"), arg("constructor", "num")], fns: [], args: true,
};

export function toolProgram(c: Chance, guards: number): ProgramIr {
  const privileges = Array.from({ length: 6 }, (_, i) => privilege(`p${i}`, ...(c.is(0.5) ? [rule("allow", null)] : []), ...Array.from({ length: 1 + c.below(5) }, () => anyRule(c))));
  const base = teller(...privileges);
  const [template] = base.guards;
  return {
    ...base,
    guards: Array.from({ length: guards }, (_, i) => ({ ...template!, kind: "tools" as const, name: `g${i}`, obeys: privileges.filter(() => c.is(0.25)).map((p) => p.name) })),
  };
}

/** What happened before, as hosts note it, and a call after it. */
export function anyHistory(c: Chance): { readonly events: readonly Event[]; readonly now: Pick<Event, "time" | "turn"> } {
  const happenings = new Happenings(c);
  return { events: Array.from({ length: c.below(9) }, () => happenings.next()), now: happenings.judged() };
}

function anyRule(c: Chance): RuleIr {
  const when = (): ReturnType<typeof truth> | null => (c.is(0.2) ? null : c.is(0.3) ? eventful(c, 1) : truth(c, 4, MENTIONS));
  const effect = c.pick(["allow", "allow", "ask", "forbid"] as const);
  const more = { saying: c.is(0.5) ? c.pick(WORDS) : null, thenStop: c.is(0.3), ...(effect === "allow" && c.is(0.5) ? { elseAsk: when() } : {}) };
  const first = rule(effect, c.pick(["pay", "read", null]), when(), more);
  return c.is(0.3) ? { ...first, cases: [...first.cases, { tool: c.pick(["pay", null]), when: when(), elseAsk: null }] } : first;
}

/** A call as a host hands it over: JSON, whatever is in it. */
export function anyCall(c: Chance): { readonly tool: string; readonly json: string } {
  const value = (): string => c.pick([String(c.number()), "true", "false", "null", JSON.stringify(c.pick(WORDS)), '{"amount": 3}', "[]", "[1, 2, 300]", "1e999"]);
  const row = (): string => c.pick([value(), `{"amount": ${c.number()}, "done": ${c.is(0.5)}}`, '{"__proto__": 5}']);
  const list = (): string => (c.is(0.8) ? `[${Array.from({ length: c.below(4) }, row).join(",")}]` : value());
  const fields = [
    `"amount": ${value()}`, `"done": ${c.pick(["true", "false", value()])}`, `"text": ${c.is(0.7) ? JSON.stringify(c.pick(WORDS)) : value()}`, `"list": ${list()}`, `"rows": ${list()}`,
    `"deep": {"amount": ${value()}, "text": ${value()}}`, `"__proto__": {"amount": ${value()}}`, `"constructor": ${value()}`,
  ].filter(() => c.is(0.75));
  const tool = c.pick(["pay", "read", "pay", "constructor"]);
  return { tool, json: `{"tool": ${JSON.stringify(tool)}, "args": {${fields.join(",")}}}` };
}
