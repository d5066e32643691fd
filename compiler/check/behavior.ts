import type * as ast from "../../grammar/ast.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { UNITS } from "../types/units.ts";
import { CONSTANTS, type Context, type EnvInfo, type Scope } from "./context.ts";
import { condition, constant } from "./expressions.ts";
import { noteUse } from "./names.ts";
import { wholeSamples } from "./time.ts";

const SECONDS = UNITS["s"]!;

function proposer(name: ast.Ident, env: EnvInfo, cx: Context): void {
  const decl = cx.symbols.get(name.text);
  if (decl === undefined) return reportUnknown(cx.bag, cx.symbols, "proposer", name.text, name.span, cx.symbols.names("policy", "controller", "tree"));
  noteUse({ cx }, name.span, decl);
  if (decl.kind !== "Policy" && decl.kind !== "Controller" && decl.kind !== "Tree") cx.bag.add("wrongKind", name.span, { name: name.text, found: decl.kind.toLowerCase(), wanted: "proposer" });
  else if (decl.over.text !== env.decl.name.text) cx.bag.add("otherEnv", name.span, { name: name.text, env: decl.over.text, wanted: env.decl.name.text });
}

/** Names and types of a machine; it does not run yet. */
export function checkMachine(decl: ast.Machine, env: EnvInfo, cx: Context): void {
  const scope: Scope = { ...CONSTANTS(cx, "a machine"), env, obs: true, act: "last", specs: true };
  const states = decl.states.map((s) => s.name.text);
  const stateNamed = (name: ast.Ident): void => {
    if (!states.includes(name.text)) reportUnknown(cx.bag, cx.symbols, "state", name.text, name.span, states);
  };
  stateNamed(decl.start);
  for (const [i, s] of decl.states.entries()) {
    if (states.indexOf(s.name.text) !== i) cx.bag.add("duplicateName", s.name.span, { kind: "state", name: s.name.text });
    for (const item of s.items) {
      if (item.kind === "May") for (const p of item.proposers) proposer(p, env, cx);
      else if (item.kind === "Go") {
        stateNamed(item.to);
        condition(item.when.condition, scope);
        if (item.when.dwell !== null) wholeSamples(item.when.dwell, constant(item.when.dwell, SECONDS, scope), scope);
      } else if (item.kind === "Ensure") {
        condition(item.condition, scope);
        if (item.within !== null) constant(item.within, SECONDS, scope);
      }
    }
  }
  cx.bag.add("notRunning", decl.name.span, { what: "a machine" });
}
