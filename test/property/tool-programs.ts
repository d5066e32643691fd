import type { Ir, ProgramIr, RuleIr } from "../../compiler/ir/ir.ts";
import type { Event } from "../../runtime/interpreter/events.ts";
import { arg, e, num, privilege, rule, teller } from "../interpreter/build.ts";
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

/** A condition on what happened before a call. */
function eventful(c: Chance, depth: number): Ir {
  // What looks back through all events must not stand in another that does: a guard may take so many steps and no more.
  const sub = (): Ir => (depth <= 0 ? happening(c, false) : c.is(0.5) ? happening(c, false) : e(c.pick(["rise", "fall", "and", "not"] as const), happening(c, false)));
  const low = c.below(3), window = c.is(0.2) ? {} : c.is(0.2) ? { window: "turn" as const } : { window: [low, c.is(0.2) ? null : low + c.below(6)] as const };
  switch (c.below(7)) {
    case 0: return { ...e("once", sub()), ...window };
    case 1: return { ...e("historically", sub()), ...window };
    case 2: return { ...e("since", sub(), sub()), ...window };
    case 3: return { op: "previous", t: "bool", args: [sub()], weak: c.is(0.5) };
    case 4: return e(c.pick(["rise", "fall"] as const), sub());
    case 5: return e(c.pick(["and", "or", "implies"] as const), sub(), sub());
    default: return happening(c);
  }
}

/** `counted`: also by looking at all that happened, which must not stand too deep. */
function happening(c: Chance, counted = true): Ir {
  const name = c.pick(["pay", "read", "anything"]);
  const wanted = c.pick([[], [arg("amount", "num")], [num(c.below(3))]]);
  const matching = { name, args: wanted, path: wanted.map(() => "amount") };
  switch (c.below(counted ? 5 : 2)) {
    case 0: return { op: "returned", t: "bool", ...matching };
    case 2: return e("lt", { op: "calls", t: "num", name, window: c.is(0.3) ? "turn" : [0, c.below(8)] }, num(c.below(5)));
    case 3: return e("le", { op: "total", t: "num", name: "pay", path: ["amount"], window: [0, c.below(8)] }, num(c.below(9)));
    case 4: return e("gt", { op: "latest", t: "num", ...matching }, num(c.below(4)));
    default: return { op: "called", t: "bool", ...matching };
  }
}

/** What happened before, as hosts note it. */
export function anyHistory(c: Chance): Event[] {
  let time = 0, turn = 0;
  return Array.from({ length: c.below(9) }, (_, id) => {
    time += c.below(3);
    turn += c.is(0.2) ? 1 : 0;
    const ok = c.is(0.8);
    return {
      id, kind: c.pick(["call", "returned"] as const), tool: c.pick(["pay", "read"]), args: c.is(0.8) ? { amount: c.pick([0, 1, 2, -1, "no"]) } : {},
      result: c.pick([1, 2, 3, "text", null]), ok, time, turn,
    };
  });
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
