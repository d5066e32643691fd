import { Out } from "../../analyze/tree-outcomes.ts";
import { nodeOf, spanOf, type Subject } from "./subject.ts";

/** A condition that can be skipped, where that library throws. */
export function skippedCondition(subject: Subject): void {
  const { cx, hoped, own, tree } = subject;
  if (tree.mode !== "compatible") return;
  for (const n of own) {
    const { kind, children } = nodeOf(subject, n);
    if (kind !== "ifThenElse" && kind !== "whileDoElse") continue;
    if ((hoped.gives[children[0]!]! & Out.skipped) !== 0) cx.bag.add("conditionSkipped", spanOf(subject, children[0]!), { node: kind === "ifThenElse" ? "if" : "while" });
  }
}
