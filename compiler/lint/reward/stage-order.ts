import { isEmpty, EMPTY, possible, type Range } from "../../analyze/ranges/range.ts";
import { refined } from "../../analyze/ranges/refine.ts";
import type { StepRanges } from "../../analyze/reward-ranges.ts";
import type { Ir } from "../../ir/ir.ts";
import type { NodeIr } from "../../ir/reward.ts";
import { implies } from "../implies.ts";
import { spanOf, textAt, type Subject } from "./subject.ts";

/** A stage that is left in the step in which it begins: its `until` always holds, or does whenever the one before it ends. */
export function skippedStages(subject: Subject): void {
  const { cx, source, steps, decl } = subject;
  for (const [i, { name, until }] of source.stages.entries()) {
    if (until === null) continue;
    const before = source.stages[i - 1], place = source.places.get(until);
    const span = place === undefined ? decl.name.span : spanOf(place);
    const always = steps.every(({ all }) => isTrue(all[until]!));
    const text = place === undefined ? "its `until`" : `\`${textAt(subject, place)}\``;
    const follow = before !== undefined && before.until !== null && follows(subject, before.until, until);
    if (!always && !follow) continue;
    const why = always ? `${text} always holds` : `${text} holds whenever \`${before!.name}\` ends`;
    cx.bag.add("stageSkipped", span, { stage: name, why }, { help: "ask for something that is not so yet when it begins" });
  }
}

const isTrue = ({ low, known }: Range): boolean => low === 2 && known;

function follows({ steps, reward: { nodes } }: Subject, given: number, wanted: number): boolean {
  return implies(conditionOf(nodes, given), conditionOf(nodes, wanted)) || steps.every((step) => followsIn(nodes, step, given, wanted));
}

/** By ranges: wherever the one holds, the other does. */
function followsIn(nodes: readonly NodeIr[], { all, where }: StepRanges, given: number, wanted: number): boolean {
  if (!possible(all[given]!).includes(2)) return true;
  const facts = refined(nodes, given, 2, (id) => all[id]!);
  return [...facts.values()].some((fact) => isEmpty(fact) && fact !== EMPTY) || isTrue(where(wanted, facts));
}

/** Conditions that are named share what they are made of: written out they may grow without bound. */
const MOST_PARTS = 200;

/** A condition as an expression in which numbers are the nodes that give them: equal names, equal values. */
function conditionOf(nodes: readonly NodeIr[], root: number): Ir {
  let left = MOST_PARTS;
  return of(root);

  function of(id: number): Ir {
    const { op, t, args, value } = nodes[id]!, named: Ir = { op: "own", t, name: String(id) };
    if (op === "num" && typeof value === "number") return { op, t, value };
    if (t === "num" || left-- <= 0) return named;
    switch (op) {
      case "and": case "or": case "not": case "lt": case "le": case "gt": case "ge": case "eq": return { op, t, args: args.map(of) };
      default: return named;
    }
  }
}
