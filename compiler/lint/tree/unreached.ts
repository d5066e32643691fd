import type { Span } from "../../../grammar/spans.ts";
import { Out } from "../../analyze/tree-outcomes.ts";
import { key } from "../../ir/key.ts";
import type { NodeOf } from "../../ir/tree.ts";
import { nodeOf, spanOf, textOf, type Subject } from "./subject.ts";

/** Branches that nothing leads to; those beside each other that one thing is in the way of, at once. */
export function unreached(subject: Subject): void {
  const { cx, outcomes: { reached }, own } = subject;
  for (const parent of own) {
    if (!reached[parent] || nodeOf(subject, parent).kind === "subtree") continue;
    for (const { first, last, why, blame } of groups(subject, parent)) {
      const span: Span = { start: spanOf(subject, first).start, end: spanOf(subject, last).end };
      // What a `switch` without `else` does where nothing fits is written nowhere.
      if (span.start === span.end) continue;
      cx.bag.add("branchUnreached", span, { node: textOf(subject, first), why }, blame === parent ? {} : { labels: [{ span: spanOf(subject, blame), text: "because of this" }] });
    }
  }
}

interface Reason {
  readonly why: string;
  /** The node that is in the way. */
  readonly blame: number;
}

interface Group extends Reason {
  readonly first: number;
  last: number;
}

function groups(subject: Subject, parent: number): readonly Group[] {
  const found: Group[] = [];
  nodeOf(subject, parent).children.forEach((child, at) => {
    if (subject.outcomes.reached[child]) return;
    const why = reason(subject, parent, at), open = found.at(-1);
    if (open !== undefined && open.blame === why.blame && open.why === why.why) open.last = child;
    else found.push({ ...why, first: child, last: child });
  });
  return found;
}

function reason(subject: Subject, parent: number, at: number): Reason {
  const node = nodeOf(subject, parent), { children, kind } = node;
  if (!subject.outcomes.entered[parent]) return { why: `the clauses of \`${textOf(subject, parent)}\` always decide`, blame: parent };
  switch (kind) {
    case "sequence": case "memorySequence": case "reactiveSequence": case "pipelineSequence": return behind(subject, children, at, "succeeds");
    case "fallback": case "reactiveFallback": return behind(subject, children, at, "fails");
    case "tryCatch": return at < children.length - 1 ? behind(subject, children, at, "succeeds") : { why: "nothing that is tried can fail", blame: children[0]! };
    case "roundRobin": return behind(subject, children, at, "fails");
    case "recovery": return node.retries === 0 ? { why: "nothing is tried again", blame: parent } : never(subject, children[0]!, "fails");
    case "ifThenElse": case "whileDoElse": return never(subject, children[0]!, at === 1 ? "succeeds" : "fails");
    case "switch": return { why: unchosen(node, at), blame: parent };
    case "retry": case "repeat": return { why: "it is tried no time at all", blame: parent };
    case "when": return { why: "its condition is never true", blame: parent };
    default: return { why: "nothing leads there", blame: parent };
  }
}

/** The last sibling before it that is reached does not let the node go on. */
function behind(subject: Subject, children: readonly number[], at: number, verb: "succeeds" | "fails"): Reason {
  return never(subject, children.slice(0, at).findLast((c) => subject.outcomes.reached[c])!, verb);
}

function never(subject: Subject, blame: number, verb: "succeeds" | "fails"): Reason {
  return { why: `\`${textOf(subject, blame)}\` never ${subject.outcomes.gives[blame] === Out.running ? "ends" : verb}`, blame };
}

function unchosen({ cases }: NodeOf<"switch">, at: number): string {
  const own = cases[at];
  if (own === undefined) return "a case before it is always chosen";
  return cases.slice(0, at).some((one) => key(one) === key(own)) ? "a case before it is the same" : "its case is never chosen";
}
