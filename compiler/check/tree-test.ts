import type * as ast from "../../grammar/ast.ts";
import type { SpecIr, TestIr, TestStepIr } from "../ir/ir.ts";
import type { TreeIr } from "../ir/tree.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { UNITS } from "../types/units.ts";
import { at, lineText, type Context, type EnvInfo } from "./context.ts";
import { constant } from "./expressions.ts";
import { Later } from "./later.ts";
import { checkAssigns } from "./proposers.ts";
import { misplaced, numbersOf } from "./tests.ts";
import { checkMock, givenEntries, tickFormula, treeSubject, type TreeSubject } from "./tree-claims.ts";
import { wholeSamples } from "./time.ts";

const SECONDS = UNITS["s"]!;

/** A test on a tree: it is ticked at the env's rate, and each `expect` is about the newest tick. */
export function checkTreeTest(decl: ast.Test, on: ast.Tree, tree: TreeIr, env: EnvInfo, specs: readonly SpecIr[], cx: Context): TestIr {
  const later = new Later(cx, "test", specs), subject = treeSubject(on, tree, env, cx, "a test");
  for (const s of decl.steps) misplaced(s, "tree", cx);
  const steps = decl.steps.flatMap((s) => step(s, subject, later));
  return { title: decl.title.value, on: decl.on.text, steps, later: [...later.reasons, ...tree.later], at: at(decl.span) };
}

function step(s: ast.Step, subject: TreeSubject, later: Later): TestStepIr[] {
  const { scope, tree } = subject, { cx, env } = scope, place = { at: at(s.span) };
  const seconds = (time: ast.Num): number => {
    const value = constant(time, SECONDS, scope);
    wholeSamples(time, value, scope);
    return value;
  };
  switch (s.kind) {
    case "Given": return [{ kind: "given", ...given(s.assigns, subject, later), ...place }];
    case "At": return [{ kind: "at", time: seconds(s.time), ...given(s.assigns, subject, later), ...place }];
    case "Simulate": return [{ kind: "simulate", seconds: seconds(s.time), ...place }];
    case "Mock": return checkMock(s, subject);
    case "Gives": {
      const policies = tree.sources.filter(({ kind }) => kind === "policy").map(({ name }) => name), { text, span } = s.proposer;
      if (!policies.includes(text)) reportUnknown(cx.bag, cx.symbols, "policy of this tree", text, span, policies);
      return [{ kind: "gives", proposer: text, sets: checkAssigns(s.assigns, "action", { ...scope, env, act: "last", locals: new Map() }), ...place }];
    }
    case "Expect": return s.formula === null ? [] : [{ kind: "expect", formula: tickFormula(s.formula, subject, later), text: lineText(cx, s.formula.span), ...place }];
    default: return [];
  }
}

/** `{ a = 1 }` onto observations and entries of the blackboard. */
function given(assigns: readonly ast.Assign[], subject: TreeSubject, later: Later): Pick<Extract<TestStepIr, { kind: "at" }>, "sets" | "entries"> {
  const { named, scope } = subject, { cx, env } = scope;
  const [entries, observed]: [ast.Assign[], ast.Assign[]] = [[], []];
  for (const one of assigns) {
    const { text, span } = one.path.parts[0]!;
    if (named.has(text)) entries.push(one);
    else if (env!.signals.has(text)) observed.push(one);
    else reportUnknown(cx.bag, cx.symbols, "observation or entry", text, span, [...named.keys(), ...env!.signals.keys()]);
  }
  return { sets: numbersOf(observed, "observation", scope), entries: givenEntries(entries, subject, later) };
}
