import type * as ast from "../../../grammar/ast.ts";
import { NAV2 } from "../../import/bt/nav2.ts";
import { STANDARD } from "../../import/bt/standard.ts";
import { type Scope, entryName, scriptText, setsText } from "./script.ts";
import { element, isXmlName, type XmlElement } from "./xml.ts";

/** A tree that is being written. */
export interface Frame extends Scope {
  readonly decls: ReadonlyMap<string, ast.Tree | ast.Extern>;
  /** Entries that only hand a literal to a subtree. */
  readonly literals: ReadonlyMap<string, ast.Expr>;
  readonly kinds: ReadonlyMap<string, string>;
}

const COMPOSITE: Readonly<Record<string, string>> = {
  sequence: "Sequence", "reactive sequence": "ReactiveSequence", "memory sequence": "SequenceWithMemory", "async sequence": "AsyncSequence",
  fallback: "Fallback", "reactive fallback": "ReactiveFallback", "async fallback": "AsyncFallback",
  "pipeline sequence": "PipelineSequence", "round robin": "RoundRobin",
};
/** Decorators of Nav2 that let their child begin again. */
const TRIGGERS: readonly string[] = ["DistanceController", "SpeedController", "GoalUpdatedController", "GoalUpdater"];
const WRAPPER: Readonly<Record<ast.TreeWrapper["op"], string>> = {
  invert: "Inverter", "force success": "ForceSuccess", "force failure": "ForceFailure", "run once": "RunOnce", "run once then skip": "RunOnce", "repeat until failure": "KeepRunningUntilFailure",
};
const OUTCOME: Readonly<Record<ast.TreeOutcome, string>> = { success: "SUCCESS", failure: "FAILURE", skip: "SKIPPED", running: "RUNNING" };
const CONDITION = { fail: "_failureIf", succeed: "_successIf", skip: "_skipIf", while: "_while" } as const;
const HOOK = { success: "_onSuccess", failure: "_onFailure", halt: "_onHalted", finally: "_post" } as const;
const MILLISECONDS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

export function nodeXml(node: ast.TreeNode, frame: Frame): XmlElement {
  const { name, attributes, children } = own(node, frame);
  const clauses: Record<string, string> = {};
  for (const clause of node.clauses) {
    if (clause.kind === "TreeCondition") clauses[CONDITION[clause.when]] = scriptText(clause.condition, frame);
    else if (clause.sets.length > 0) clauses[HOOK[clause.on]] = setsText(clause.sets, frame);
  }
  return element(name, { ID: attributes["ID"], name: node.label?.text, ...attributes, ...clauses }, children);
}

function own(node: ast.TreeNode, frame: Frame): XmlElement {
  const all = (nodes: readonly (ast.TreeNode | null)[]): XmlElement[] => nodes.flatMap((one) => (one === null ? [] : [nodeXml(one, frame)]));
  switch (node.kind) {
    case "Composite": {
      const name = COMPOSITE[`${node.mode ?? ""} ${node.op}`.trim()];
      if (name === undefined) frame.bag.wrong(node.span, `BehaviorTree.CPP has no node for \`${node.mode} ${node.op}\``);
      return element(name ?? "Sequence", {}, all(node.children));
    }
    case "Parallel":
      if (node.all) return element("ParallelAll", { max_failures: node.failure === null ? undefined : port(node.failure, frame) }, all(node.children));
      return element("Parallel", { success_count: node.success === null ? undefined : port(node.success, frame), failure_count: node.failure === null ? undefined : port(node.failure, frame) }, all(node.children));
    case "Recovery": return element("RecoveryNode", { number_of_retries: port(node.retries, frame) }, all([node.tried, node.by]));
    case "Again": return again(node, frame, all([node.child]));
    case "TreeIf": case "TreeWhile":
      if (node.kind === "TreeWhile" && isBareRun(node.condition) && node.condition.name.text === "PathLongerOnApproach" && isBare(node.else, "Succeed")) return element("PathLongerOnApproach", portsOf(node.condition.args, frame), all([node.then]));
      return element(node.kind === "TreeIf" ? "IfThenElse" : "WhileDoElse", {}, all([node.condition, node.then, node.else]));
    case "Switch": return switchXml(node, frame);
    case "Try": return element("TryCatch", { catch_on_halt: node.onHalt ? "true" : undefined }, all([...node.tried, node.catcher]));
    case "Wrapper": return element(WRAPPER[node.op], { then_skip: node.op === "run once" ? "false" : undefined }, all([node.child]));
    case "Decorator": return decorator(node, frame, all([node.child]));
    case "When": return element("Precondition", { if: scriptText(node.condition, frame), else: node.otherwise === null ? undefined : OUTCOME[node.otherwise] }, all([node.child]));
    case "Loop": return loopXml(node, frame, all([node.child]));
    case "Updated": return element(node.child === null ? "WasEntryUpdated" : node.otherwise === "running" ? "WaitValueUpdate" : "SkipUnlessUpdated", { entry: `{${entryName(node.entry, frame)}}` }, all([node.child]));
    case "Check": return element("ScriptCondition", { code: scriptText(node.condition, frame) });
    case "TreeSet": return element("Script", { code: setsText(node.sets, frame) });
    case "Wait": return element("Sleep", { msec: milliseconds(node.duration, frame) });
    case "Succeed": return element("AlwaysSuccess", {});
    case "Fail": return element("AlwaysFailure", {});
    case "Run": return runXml(node, frame);
    case "Do":
      frame.bag.wrong(node.span, "a leaf that proposes an action has no equivalent in BehaviorTree.CPP; write `run` and an `extern` leaf");
      return element("AlwaysFailure", {});
  }
}

const isBareRun = (node: ast.TreeNode): node is ast.TreeRun => isBare(node, "Run");
const isBare = (node: ast.TreeNode | null, kind: ast.TreeNode["kind"]): boolean => node?.kind === kind && node.label === null && node.clauses.length === 0;

function again({ trigger, span }: ast.TreeAgain, frame: Frame, children: readonly XmlElement[]): XmlElement {
  if (isBareRun(trigger) && TRIGGERS.includes(trigger.name.text)) return element(trigger.name.text, portsOf(trigger.args, frame), children);
  frame.bag.wrong(span, `BehaviorTree.CPP has no \`again\`; Nav2 has it with a leaf called ${TRIGGERS.map((name) => `\`${name}\``).join(", ")}`);
  return element("Sequence", {}, children);
}

function switchXml(node: ast.TreeSwitch, frame: Frame): XmlElement {
  const { length } = node.cases;
  if (length < 2 || length > 6) frame.bag.wrong(node.span, `a switch of BehaviorTree.CPP has 2 to 6 cases, and this has ${length}`);
  const cases = Object.fromEntries(node.cases.map(({ value }, i) => [`case_${i + 1}`, port(value, frame)]));
  const otherwise = node.else === null ? element("AlwaysFailure", {}) : nodeXml(node.else, frame);
  return element(`Switch${length}`, { variable: port(node.subject, frame), ...cases }, [...node.cases.map((one) => nodeXml(one.node, frame)), otherwise]);
}

function decorator({ op, amount, span }: ast.TreeDecorator, frame: Frame, children: readonly XmlElement[]): XmlElement {
  const count = amount === null ? "-1" : op === "retry" || op === "repeat" ? port(amount, frame) : "";
  if (op === "retry") return element("RetryUntilSuccessful", { num_attempts: count }, children);
  if (op === "repeat") return element("Repeat", { num_cycles: count }, children);
  if (amount === null) frame.bag.wrong(span, `\`${op}\` needs a length of time`);
  if (op === "every") return element("RateController", { hz: amount === null ? "1" : hertz(amount, frame) }, children);
  const time = amount === null ? "0" : milliseconds(amount, frame);
  return op === "timeout" ? element("Timeout", { msec: time }, children) : element("Delay", { delay_msec: time }, children);
}

function loopXml(node: ast.TreeLoop, frame: Frame, children: readonly XmlElement[]): XmlElement {
  const kind = frame.kinds.get(node.variable.text), values = node.values.map((value) => port(value, frame));
  values.forEach((value, i) => {
    if (value.includes(";") || value.startsWith("{")) frame.bag.wrong(node.values[i]!.span, "BehaviorTree.CPP's loops go over literals, and none of them holds `;`");
  });
  const type = kind === "bool" ? "Bool" : kind === "text" ? "String" : values.every((value) => /^-?\d+$/.test(value)) ? "Int" : "Double";
  return element(`Loop${type}`, { queue: values.join(";"), value: `{${entryName(node.variable, frame)}}`, if_empty: node.otherwise === null ? undefined : OUTCOME[node.otherwise] }, children);
}

function runXml({ name, args }: ast.TreeRun, frame: Frame): XmlElement {
  const decl = frame.decls.get(name.text), ports = portsOf(args, frame);
  if (decl === undefined) frame.bag.wrong(name.span, `\`${name.text}\` is no tree or leaf of this file`);
  if (decl?.kind === "Tree") return element("SubTree", { ID: name.text, ...ports });
  if (Object.hasOwn(STANDARD, name.text) && name.text !== "ManualSelector") frame.bag.wrong(name.span, `BehaviorTree.CPP has a node of its own called \`${name.text}\``);
  const isTaken = Object.hasOwn(NAV2, name.text) || ["Action", "Condition", "Control", "Decorator", "SubTree"].includes(name.text);
  return isXmlName(name.text) && !isTaken ? element(name.text, ports) : element("Action", { ID: name.text, ...ports });
}

function portsOf(args: readonly ast.Arg[], frame: Frame): Readonly<Record<string, string>> {
  return Object.fromEntries(args.map(({ name, value, span }) => {
    const key = name?.text ?? "";
    if (!/^[A-Za-z][^\s<>&"'/\\:*?|.]*$/.test(key) || key === "name" || key === "ID") frame.bag.wrong(span, `\`${key}\` cannot be the name of a port in BehaviorTree.CPP`);
    return [key, port(value, frame)];
  }));
}

/** What an attribute holds: a literal, or an entry in braces. */
function port(e: ast.Expr, frame: Frame): string {
  if (e.kind === "Paren") return port(e.inner, frame);
  if (e.kind === "Name") {
    const literal = frame.literals.get(e.name.text);
    return literal === undefined ? `{${entryName(e.name, frame)}}` : port(literal, frame);
  }
  if (e.kind === "Text") {
    if (/^\s*\{.*\}\s*$/.test(e.value)) frame.bag.wrong(e.span, "this text would be taken for an entry in BehaviorTree.CPP");
    return e.value;
  }
  if (e.kind === "Bool") return String(e.value);
  if (e.kind === "Num" && e.unit === null) return e.text;
  if (e.kind === "Unary" && e.op === "-" && e.operand.kind === "Num" && e.operand.unit === null) return `-${e.operand.text}`;
  frame.bag.wrong(e.span, "a port of BehaviorTree.CPP takes a literal or an entry; write this into an entry with `set` before");
  return "0";
}

/** `0.5s`, or an entry that holds a rate: `1s / r`. */
function hertz(e: ast.Expr, frame: Frame): string {
  if (e.kind === "Binary" && e.op === "/" && e.right.kind === "Name" && milliseconds(e.left, frame) === "1000") return port(e.right, frame);
  const unit = e.kind === "Num" ? MILLISECONDS[e.unit?.above[0]?.name?.text ?? ""] : undefined;
  if (e.kind === "Num" && unit !== undefined && e.value > 0) return String(Number((1000 / (e.value * unit)).toPrecision(12)));
  frame.bag.wrong(e.span, "the period of Nav2's rate controller is a literal, or an entry that holds a rate: `1s / r`");
  return "1";
}

/** `3s`, or an entry that holds milliseconds: `t * 1ms`. */
function milliseconds(e: ast.Expr, frame: Frame): string {
  if (e.kind === "Paren") return milliseconds(e.inner, frame);
  if (e.kind === "Num") {
    const [factor, ...more] = e.unit?.above ?? [], per = more.length === 0 ? MILLISECONDS[factor?.name?.text ?? ""] : undefined;
    const time = Math.round(e.value * (per ?? 1000) * 1e6) / 1e6;
    if (Number.isInteger(time)) return String(time);
    frame.bag.wrong(e.span, "this is no whole number of milliseconds, which is what BehaviorTree.CPP counts in");
    return "0";
  }
  if (e.kind === "Binary" && e.op === "*" && e.left.kind === "Name" && e.right.kind === "Num" && milliseconds(e.right, frame) === "1") return port(e.left, frame);
  frame.bag.wrong(e.span, "a length of time in BehaviorTree.CPP is a literal, or an entry that holds milliseconds: `t * 1ms`");
  return "0";
}

export const typeName = (kind: string): string => (kind === "number" ? "double" : kind === "bool" ? "bool" : "std::string");

