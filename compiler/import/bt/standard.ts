import { loop } from "./loops.ts";
import { assignments, condition, conditionWithSets, keyOf } from "./ports.ts";
import { type Made, plain, type Reader, type Reading } from "./reading.ts";
import type { Assignment } from "./script/ast.ts";
import type { BtNode, Core, Written } from "./tree.ts";

const composite = (op: "sequence" | "fallback", mode: "" | "reactive" | "memory" | "async" = ""): Reader => (x) => {
  x.children(1);
  return { kind: "composite", op, mode };
};

const wrapper = (op: Extract<Core, { kind: "wrapper" }>["op"]): Reader => (x) => {
  x.children(1, 1);
  return { kind: "wrapper", op };
};

const times = (op: "retry" | "repeat", port: string): Reader => (x) => {
  x.children(1, 1);
  return { kind: "times", op, times: x.number(port) };
};

const time = (op: "timeout" | "delay" | "wait", port: string): Reader => (x) => {
  x.children(op === "wait" ? 0 : 1, op === "wait" ? 0 : 1);
  return { kind: "time", op, milliseconds: x.number(port) };
};

const branch = (kind: "if" | "while"): Reader => (x) => {
  x.children(2, 3);
  return { kind };
};

const constant = (gives: "succeed" | "fail"): Reader => (x) => {
  x.children(0, 0);
  return { kind: "constant", gives };
};

const updated = (otherwise: "skip" | "running" | null): Reader => (x) => {
  x.children(otherwise === null ? 0 : 1, otherwise === null ? 0 : 1);
  return { kind: "updated", entry: keyOf(x.need("entry")), otherwise: otherwise ?? "skip" };
};

const switchOf = (cases: number): Reader => (x) => {
  x.children(cases + 1, cases + 1);
  const subject = x.value("variable");
  return { kind: "switch", subject, cases: Array.from({ length: cases }, (_, i) => x.value(`case_${i + 1}`)) };
};

const parallel: Reader = (x) => {
  x.children(1);
  return { kind: "parallel", all: false, success: x.numberIf("success_count", "success_threshold", "threshold"), failure: x.numberIf("failure_count", "failure_threshold") };
};

function setBlackboard(x: Reading): Made {
  x.children(0, 0);
  const output = x.need("output_key"), target = keyOf(output).expr;
  const value = x.value("value");
  if (target.kind !== "name" || target.name === "") x.bag.wrong(output.at(0), "`output_key` names no entry");
  const set = { kind: "assign", op: "=", target: { kind: "name", name: target.kind === "name" ? target.name : "", at: target.at }, value: value.expr, at: value.expr.at } satisfies Assignment;
  return { kind: "set", sets: [{ expr: set, attribute: value.attribute }] };
}

/** Assignments before the condition become a leaf of their own. */
function scriptCondition(x: Reading): Made {
  x.children(0, 0);
  const { sets, condition } = conditionWithSets(x.need("code"), x.bag);
  if (sets.length === 0) return { kind: "check", condition };
  return { kind: "composite", op: "sequence", mode: "", around: () => [{ ...plain(x), kind: "set", sets }, { ...plain(x), kind: "check", condition }] };
}

/** A person chooses at the terminal: here the host does, by a number on the blackboard. */
function manualSelector(x: Reading): Made {
  x.children(1);
  x.get("repeat_last_selection");
  const name = x.get("name") ?? x.element.attributes[0];
  const attribute = { name: "name", value: "", place: x.element.place, at: () => x.element.place };
  const entry = `${name?.name === "name" ? name.value : x.source}_choice`;
  x.bag.note(`where \`<ManualSelector>\` asks a person, the host writes the number of a child, from 0, into \`${entry}\`; without one the node is running`);
  const never = { ...plain(x), kind: "when", condition: { expr: { kind: "bool", value: false, at: 0 }, attribute }, otherwise: "running", children: [{ ...plain(x), kind: "constant", gives: "fail" }] } satisfies BtNode;
  const cases = x.element.children.map((_, i) => ({ expr: { kind: "number", text: String(i), at: 0 } as const, attribute }));
  return { kind: "switch", subject: { expr: { kind: "name", name: entry, at: 0 }, attribute }, cases, around: (children) => [...children, never] };
}

/** The nodes of BehaviorTree.CPP 4.10. */
export const STANDARD: Readonly<Record<string, Reader>> = {
  Sequence: composite("sequence"), AsyncSequence: composite("sequence", "async"), ReactiveSequence: composite("sequence", "reactive"),
  SequenceWithMemory: composite("sequence", "memory"), SequenceStar: composite("sequence", "memory"),
  Fallback: composite("fallback"), AsyncFallback: composite("fallback", "async"), ReactiveFallback: composite("fallback", "reactive"),
  Parallel: parallel,
  ParallelAll: (x) => {
    x.children(1);
    return { kind: "parallel", all: true, success: null, failure: x.numberIf("max_failures") };
  },
  IfThenElse: branch("if"), WhileDoElse: branch("while"),
  ...Object.fromEntries([2, 3, 4, 5, 6].map((n) => [`Switch${n}`, switchOf(n)])),
  TryCatch: (x) => {
    x.children(2);
    return { kind: "try", onHalt: x.truth("catch_on_halt", false) };
  },
  Inverter: wrapper("invert"), ForceSuccess: wrapper("force success"), ForceFailure: wrapper("force failure"), KeepRunningUntilFailure: wrapper("repeat until failure"),
  RunOnce: (x) => {
    x.children(1, 1);
    return { kind: "wrapper", op: x.truth("then_skip", true) ? "run once then skip" : "run once" };
  },
  Repeat: times("repeat", "num_cycles"), RetryUntilSuccessful: times("retry", "num_attempts"),
  Timeout: time("timeout", "msec"), Delay: time("delay", "delay_msec"), Sleep: time("wait", "msec"),
  Precondition: (x) => {
    x.children(1, 1);
    return { kind: "when", condition: condition(x.need("if"), x.bag), otherwise: x.outcome("else", "failure") };
  },
  LoopInt: loop("number"), LoopDouble: loop("number"), LoopBool: loop("bool"), LoopString: loop("text"),
  SkipUnlessUpdated: updated("skip"), WaitValueUpdate: updated("running"), WasEntryUpdated: updated(null),
  AlwaysSuccess: constant("succeed"), AlwaysFailure: constant("fail"),
  Script: (x) => {
    x.children(0, 0);
    return { kind: "set", sets: assignments(x.need("code"), x.bag) };
  },
  ScriptCondition: scriptCondition, SetBlackboard: setBlackboard, ManualSelector: manualSelector,
};

/** Two values are compared at every tick; a child that runs is halted once they differ. */
const blackboardCheck: Reader = (x) => {
  x.children(1, 1);
  const left = x.value("value_A"), right = x.value("value_B"), otherwise = x.outcome("return_on_mismatch", "failure");
  if (otherwise !== "success" && otherwise !== "failure") x.bag.wrong(x.element.place, "`return_on_mismatch` is `SUCCESS` or `FAILURE`");
  const condition: Written = { expr: { kind: "compare", ops: ["=="], operands: [left.expr, right.expr], at: 0 }, attribute: left.attribute };
  const equal = { ...plain(x), kind: "check", condition } satisfies BtNode;
  return { kind: "while", around: (children) => [equal, ...children, ...(otherwise === "success" ? [{ ...plain(x), kind: "constant", gives: "succeed" } satisfies BtNode] : [])] };
};

/** What version 3 has besides, or calls otherwise. */
export const VERSION_3: Readonly<Record<string, Reader>> = {
  RetryUntilSuccesful: times("retry", "num_attempts"),
  ...Object.fromEntries(["Int", "Double", "String", "Bool"].map((type) => [`BlackboardCheck${type}`, blackboardCheck])),
};

/** What is known and cannot be said in Pol, and why. */
export const UNSUPPORTED: Readonly<Record<string, string>> = {
  UnsetBlackboard: "Pol's blackboard forgets no entry; set it to a value that says so",
  NonblockingSequence: "Pol's `parallel` does not visit again what has succeeded; write a `<PipelineSequence>` if the order matters",
  PersistentSequence: "where a sequence stands is no entry of Pol's blackboard; write a `<SequenceWithMemory>`",
  PauseResumeController: "it is asked to pause by a service; write a `<WhileDoElse>` on an entry that the host sets",
  SingleTrigger: "Pol's `run once` does not begin anew; write a `<RunOnce>`, or a script that remembers",
};
