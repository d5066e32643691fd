import type { Source } from "../../grammar/spans.ts";
import type { Ir, ProgramIr, RuleIr } from "../../compiler/ir/ir.ts";
import { arg, e, env, over, local, program, text } from "../interpreter/build.ts";
import { at } from "./cruise.ts";

/** A bank agent's privileges, small enough to see through. */
export const source: Source = {
  path: "teller.pol",
  text: `env bank { tools from "bank.tools.json" }
privilege teller over bank {
  allow  get_balance, read_file
  allow  send_money when amount in 0.01..500 and not (recipient == "US133")
    else ask when amount in 0.01..5000 saying "Send {amount}?"
  forbid send_money when any line in lines: line.amount > 5000 then stop
  forbid anything when length(note) > 200
}
guard assistant over bank { propose agent obey teller }
`,
};

const amount = arg("amount", "num");
const from = (low: number, high: number): Ir => e("and", e("ge", amount, low), e("le", amount, high));
const rule = (line: string, more: Partial<RuleIr> & Pick<RuleIr, "effect" | "cases">): RuleIr =>
  ({ hasElseAsk: false, saying: null, thenStop: false, at: at(line, source), text: line, ...more });
const always = (tool: string) => ({ tool, when: null, elseAsk: null });
const field: Ir = { op: "field", t: "num", name: "amount", args: [local("line", "json")] };
const tool = (name: string) => ({ name, schema: { type: "object" }, result: null, readOnly: false });

export const teller: ProgramIr = program({
  path: "teller.pol",
  envs: [env({ name: "bank", rate: null, tools: ["get_balance", "read_file", "send_money"].map(tool) })],
  privileges: [{
    name: "teller", env: "bank", at: at("privilege teller", source),
    rules: [
      rule("allow  get_balance", { effect: "allow", cases: [always("get_balance"), always("read_file")] }),
      rule("allow  send_money", {
        effect: "allow", hasElseAsk: true, saying: "Send {amount}?",
        cases: [{ tool: "send_money", when: e("and", from(0.01, 500), e("not", e("eq", arg("recipient", "text"), text("US133")))), elseAsk: from(0.01, 5000) }],
      }),
      rule("forbid send_money", { effect: "forbid", thenStop: true, cases: [{ tool: "send_money", when: over("any", arg("lines", "list"), "line", e("gt", field, 5000)), elseAsk: null }] }),
      rule("forbid anything", { effect: "forbid", cases: [{ tool: null, when: e("gt", e("length", arg("note", "text")), 200), elseAsk: null }] }),
    ],
  }],
  policies: [{ name: "agent", env: "bank", server: "agent", file: null, gives: [], at: [0, 0] }],
  guards: [{
    kind: "tools", name: "assistant", env: "bank", at: at("guard assistant", source), obeys: ["teller"], later: [],
    proposers: [{ name: "agent", source: { kind: "policy", gives: [] }, when: null, within: null, hold: null, at: [0, 0] }],
  }],
});
