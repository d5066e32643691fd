import type * as ast from "../../grammar/ast.ts";
import { literal } from "../ir/fold.ts";
import type { Ir } from "../ir/ir.ts";
import type { Given, LeafArg, SetIr, TreeNodeIr } from "../ir/tree.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { assignable, strip, typeText } from "../types/types.ts";
import { UNITS } from "../types/units.ts";
import { at } from "./context.ts";
import { check, condition, constant, isWrong, numberIn, plainNumber } from "./expressions.ts";
import { scalars } from "./functions.ts";
import { noteUse } from "./names.ts";
import { apply, num } from "./value.ts";
import { checkAssigns, fieldValue } from "./proposers.ts";
import { checkSets, lowered, slotsOf } from "./tree-entries.ts";
import { lowerSubtree, reportArgs, runnable, type Part, type TreeFrame } from "./tree.ts";
import { wholeSamples } from "./time.ts";

const SECONDS = UNITS["s"]!;

/** What is left of a node's IR once its name, place and clauses are known. */
type Own<T = TreeNodeIr> = T extends unknown ? Omit<T, "name" | "at" | "children" | "pre" | "post"> : never;

/** Appends the node and all below it; gives its index. */
export function lowerNode(node: ast.TreeNode, part: Part, frame: TreeFrame): number {
  const { nodes } = frame;
  const index = nodes.length;
  const name = nameOf(node, part, frame);
  const base = { name, at: at(node.span), children: [] as number[] };
  // Its place is before its children's.
  nodes.push({ ...base, kind: "constant", gives: "failure" });
  const own = (node.kind === "Run" ? lowerRun(node, name, base.children, part, frame) : lowerOwn(node, part, frame)) ?? { kind: "constant", gives: "failure" };
  for (const child of childrenOf(node)) base.children.push(lowerNode(child, part, frame));
  nodes[index] = { ...base, ...own, ...clauses(node, part, frame) } as TreeNodeIr;
  return index;
}

function nameOf(node: ast.TreeNode, { prefix, labels }: Part, { names, cx }: TreeFrame): string {
  const { label } = node;
  if (label !== null) {
    const earlier = labels.get(label.text);
    if (earlier !== undefined) cx.bag.add("duplicateName", label.span, { kind: "node", name: label.text }, { labels: [{ span: earlier.span, text: "first here" }] });
    labels.set(label.text, earlier ?? label);
  }
  const wanted = prefix + (label?.text ?? wordOf(node));
  let name = wanted;
  for (let n = 2; names.has(name); n++) name = `${wanted} ${n}`;
  names.add(name);
  return name;
}

/** What a node without a label is called. */
function wordOf(node: ast.TreeNode): string {
  switch (node.kind) {
    case "Composite": return node.mode === null ? node.op : `${node.mode} ${node.op}`;
    case "TreeIf": return "if";
    case "TreeWhile": return "while";
    case "Wrapper": case "Decorator": return node.op;
    case "TreeSet": return "set";
    case "Run": return node.name.text;
    case "Do": return node.proposer === null ? "do" : `do ${node.proposer.text}`;
    default: return node.kind.toLowerCase();
  }
}

function childrenOf(node: ast.TreeNode): readonly ast.TreeNode[] {
  switch (node.kind) {
    case "Composite": case "Parallel": return node.children;
    case "TreeIf": case "TreeWhile": return [node.condition, node.then, ...(node.else === null ? [] : [node.else])];
    case "Switch": return [...node.cases.map((one) => one.node), ...(node.else === null ? [SKIPS(node)] : [node.else])];
    case "Try": return [...node.tried, node.catcher];
    case "Recovery": return [node.tried, node.by];
    case "Again": return [node.trigger, node.child];
    case "Wrapper": case "Decorator": case "When": case "Loop": return [node.child];
    case "Updated": return node.child === null ? [] : [node.child];
    default: return [];
  }
}

/** What a `switch` without `else` does where no case fits: it fails. */
const SKIPS = ({ span }: ast.TreeSwitch): ast.TreeNode => ({ kind: "Fail", label: null, clauses: [], span: { start: span.end, end: span.end } });

function lowerOwn(node: Exclude<ast.TreeNode, ast.TreeRun>, part: Part, frame: TreeFrame): Own | null {
  const { compatible, cx } = frame;
  switch (node.kind) {
    case "Composite":
      if (node.op === "round robin") return { kind: "roundRobin" };
      if (node.mode === "pipeline") return { kind: "pipelineSequence" };
      if (node.mode === "reactive") return { kind: node.op === "sequence" ? "reactiveSequence" : "reactiveFallback" };
      if (node.mode === "memory") return { kind: "memorySequence", yields: compatible };
      return { kind: node.op, yields: node.mode === "async" };
    case "Parallel": {
      const count = (e: ast.Expr | null, missing: number): Ir => (e === null ? num(missing) : lowered(plainNumber(e, part.scope), e.span, frame));
      if (!node.all) return { kind: "parallel", success: count(node.success, -1), failure: count(node.failure, 1), stalls: compatible };
      if (node.success !== null) cx.bag.add("notInATree", node.success.span, { what: "`success` of `parallel all`, which waits for every child,", place: "a tree" });
      return { kind: "parallelAll", failures: count(node.failure, 1) };
    }
    case "TreeIf": return { kind: "ifThenElse" };
    case "TreeWhile": return { kind: "whileDoElse" };
    case "Switch": return lowerSwitch(node, part, frame);
    case "Try": return { kind: "tryCatch", onHalt: node.onHalt };
    case "Recovery": return { kind: "recovery", retries: retries(node.retries, part, frame) };
    case "Again": return { kind: "again" };
    case "Wrapper": return wrapper(node.op, compatible);
    case "Decorator": {
      const { op, amount } = node;
      if (op === "retry" || op === "repeat") return { kind: op, times: amount === null ? num(-1) : lowered(plainNumber(amount, part.scope), amount.span, frame) };
      const time = samples(amount!, part, frame);
      return op === "timeout" ? { kind: op, samples: time, loses: compatible } : { kind: op, samples: time };
    }
    case "When": return { kind: "when", value: truthOf(node.condition, part, frame), otherwise: given(node.otherwise, "failure"), sticks: compatible };
    case "Loop": return lowerLoop(node, part, frame);
    case "Updated": {
      const entry = countedEntry(node.entry, part, frame);
      if (entry === null) return null;
      if (node.child === null) return { kind: "wasUpdated", entry };
      return { kind: "onUpdate", entry, otherwise: node.otherwise === "running" ? "running" : "skipped" };
    }
    case "Check": return { kind: "check", value: truthOf(node.condition, part, frame) };
    case "TreeSet": return { kind: "set", sets: sets(node.sets, part, frame) };
    case "Wait": return { kind: "wait", samples: samples(node.duration, part, frame), slips: compatible };
    case "Succeed": return { kind: "constant", gives: "success" };
    case "Fail": return { kind: "constant", gives: "failure" };
    case "Do": return lowerDo(node, part, frame);
  }
}

function wrapper(op: ast.TreeWrapper["op"], compatible: boolean): Own {
  switch (op) {
    case "invert": return { kind: "invert" };
    case "force success": return { kind: "force", to: "success" };
    case "force failure": return { kind: "force", to: "failure" };
    case "run once": return { kind: "runOnce", thenSkip: false };
    case "run once then skip": return { kind: "runOnce", thenSkip: true };
    case "repeat until failure": return { kind: "keepRunning", swallows: compatible };
  }
}

const given = (outcome: ast.TreeOutcome | null, missing: Given): Given => (outcome === null ? missing : outcome === "skip" ? "skipped" : outcome);

function clauses(node: ast.TreeNode, part: Part, frame: TreeFrame): Pick<TreeNodeIr, "pre" | "post"> {
  const PRE = { fail: "failureIf", succeed: "successIf", skip: "skipIf", while: "while" } as const;
  const POST = { success: "success", failure: "failure", halt: "halted", finally: "always" } as const;
  const pre: { -readonly [K in keyof NonNullable<TreeNodeIr["pre"]>]: Ir } = {};
  const post: { -readonly [K in keyof NonNullable<TreeNodeIr["post"]>]: readonly SetIr[] } = {};
  for (const clause of node.clauses) {
    const key = clause.kind === "TreeCondition" ? PRE[clause.when] : POST[clause.on];
    if (key in pre || key in post) frame.cx.bag.add("clauseTwice", clause.span, {});
    if (clause.kind === "TreeCondition") pre[PRE[clause.when]] = truthOf(clause.condition, part, frame);
    else post[POST[clause.on]] = sets(clause.sets, part, frame);
  }
  return { ...(Object.keys(pre).length > 0 && { pre }), ...(Object.keys(post).length > 0 && { post }) };
}

// ---------- values ----------

function truthOf(e: ast.Expr, part: Part, frame: TreeFrame): Ir {
  return lowered(condition(e, part.scope), e.span, frame);
}

function sets(all: readonly ast.Assign[], part: Part, frame: TreeFrame): readonly SetIr[] {
  return checkSets(all, part.named, part.scope, frame);
}

/** A duration in samples; one that is known is a whole number of them wherever it is nearly one. */
function samples(e: ast.Expr, part: Part, frame: TreeFrame): Ir {
  const rate = frame.env.ir.rate ?? 1;
  const seconds = lowered(numberIn(e, SECONDS, part.scope), e.span, frame);
  const known = literal(seconds);
  if (known === undefined) return apply("mul", "num", seconds, num(rate));
  const whole = Math.round(known * rate);
  return num(Math.abs(known * rate - whole) <= 1e-9 * Math.max(1, whole) ? whole : known * rate);
}

/** How often a recovery tries again within one tick. */
function retries(e: ast.Expr, part: Part, frame: TreeFrame): number {
  const known = literal(plainNumber(e, part.scope));
  if (known !== undefined && Number.isInteger(known) && known >= 0) return known;
  if (known === undefined || !Number.isNaN(known)) frame.cx.bag.add("retriesUnknown", e.span, {});
  return 0;
}

// ---------- nodes with more to check ----------

function lowerSwitch(node: ast.TreeSwitch, part: Part, frame: TreeFrame): Own {
  const subject = check(node.subject, part.scope);
  const cases = node.cases.map((one) => {
    const against = check(one.value, part.scope);
    if (isWrong(subject) || isWrong(against)) return num(NaN);
    if (subject.kind !== "scalar" || against.kind !== "scalar" || !assignable(against.type, subject.type)) {
      frame.cx.bag.add("typeMismatch", one.value.span, { wanted: typeText(subject.type), found: typeText(against.type) });
      return num(NaN);
    }
    const eq = { ...apply("eq", "bool", subject.ir, against.ir), ...(strip(subject.type).kind === "enum" && { value: "enum" }) };
    return lowered(eq, one.value.span, frame);
  });
  return { kind: "switch", cases };
}

function lowerLoop(node: ast.TreeLoop, part: Part, frame: TreeFrame): Own | null {
  const target = part.named.get(node.variable.text);
  if (target === undefined) {
    reportUnknown(frame.cx.bag, frame.cx.symbols, "entry of the blackboard", node.variable.text, node.variable.span, part.named.keys());
    return null;
  }
  const names = target.base === null ? [] : slotsOf(target.base, target.type);
  if (names.length !== 1) {
    if (target.base === null) frame.cx.bag.add("entryReadOnly", node.variable.span, { name: node.variable.text });
    else frame.cx.bag.add("notInATree", node.variable.span, { what: "a `loop` over several values at once", place: "a tree" });
    return null;
  }
  const values = node.values.flatMap((e) => scalars(fieldValue(e, target.type, part.scope)).map((ir) => lowered(ir, e.span, frame)));
  const otherwise = given(node.otherwise, "success");
  return { kind: "loop", entry: names[0]!, values, ifEmpty: otherwise === "running" ? "success" : otherwise };
}

function countedEntry(name: ast.Ident, part: Part, frame: TreeFrame): string | null {
  const target = part.named.get(name.text);
  if (target === undefined) reportUnknown(frame.cx.bag, frame.cx.symbols, "entry of the blackboard", name.text, name.span, part.named.keys());
  if (target === undefined || target.base === null) {
    if (target !== undefined) frame.cx.bag.add("entryReadOnly", name.span, { name: name.text });
    return null;
  }
  const entry = slotsOf(target.base, target.type)[0]!;
  frame.entries.count(entry);
  return entry;
}

function lowerDo(node: ast.TreeDo, part: Part, frame: TreeFrame): Own | null {
  const { cx, env, sources } = frame;
  const until = node.until === null ? null : truthOf(node.until, part, frame);
  const ticks = node.dwell === null ? null : wholeSamples(node.dwell, constant(node.dwell, SECONDS, part.scope), part.scope);
  if (node.proposer === null) {
    const own = checkAssigns(node.assigns, "action", part.scope).map(({ name, value: ir }) => ({ name, value: lowered(ir, node.assigns[0]!.value.span, frame) }));
    return { kind: "do", source: null, sets: own, until, ticks };
  }
  const { text: name, span } = node.proposer;
  const decl = cx.symbols.get(name);
  if (decl === undefined) {
    reportUnknown(cx.bag, cx.symbols, "proposer", name, span, cx.symbols.names("policy", "controller"));
    return null;
  }
  noteUse({ cx }, span, decl);
  if (decl.kind !== "Policy" && decl.kind !== "Controller") {
    cx.bag.add("wrongKind", span, { name, found: decl.kind.toLowerCase(), wanted: "policy or controller" }, decl.kind === "Tree" || decl.kind === "Extern" ? { help: `write \`run ${name}\`` } : {});
    return null;
  }
  if (decl.over.text !== env.decl.name.text) cx.bag.add("otherEnv", span, { name, env: decl.over.text, wanted: env.decl.name.text });
  if (decl.kind === "Policy" && (decl.server.text === "oip" || decl.server.text === "openai")) frame.later.add(`\`${decl.server.text}(…)\``, decl.server.span);
  const giving = decl.kind === "Policy" && decl.giving.length > 0 ? new Set(decl.giving.map((g) => g.text)) : null;
  const gives = decl.kind === "Policy" ? env.ir.acts.map((a) => a.name).filter((n) => giving === null || giving.has(n.split(".")[0]!)) : [];
  sources.set(name, { name, kind: decl.kind === "Policy" ? "policy" : "controller", gives });
  return { kind: "do", source: name, sets: [], until, ticks };
}

function lowerRun(node: ast.TreeRun, name: string, children: number[], part: Part, frame: TreeFrame): Own | null {
  const decl = runnable(node.name, frame.env, frame.cx);
  if (decl === undefined) return null;
  if (decl.kind === "Tree") {
    children.push(...lowerSubtree(node, decl, name, part, frame));
    return { kind: "subtree" };
  }
  const args: LeafArg[] = [];
  const outputs: { name: string; entry: string }[] = [];
  for (const port of decl.ports) {
    const handed = frame.entries.handed(port, node, `${name}.`, part, frame);
    if (port.direction !== "out") args.push(...slotsOf(port.name.text, handed.type).map((slot, i) => argOf(slot, scalars(handed.value)[i]!, node, frame)));
    if (port.direction !== "in" && handed.base !== null) outputs.push(...slotsOf(port.name.text, handed.type).map((slot, i) => ({ name: slot, entry: slotsOf(handed.base!, handed.type)[i]! })));
  }
  reportArgs(node, decl.ports, frame.cx);
  return { kind: "extern", leaf: decl.name.text, args, outputs };
}

function argOf(name: string, ir: Ir, { span }: ast.TreeRun, frame: TreeFrame): LeafArg {
  return { name, value: lowered(ir, span, frame), ...(ir.t === "text" && { text: true as const }) };
}
