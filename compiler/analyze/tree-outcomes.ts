import { literal } from "../ir/fold.ts";
import type { EnvIr, Ir, ProgramIr } from "../ir/ir.ts";
import { key } from "../ir/key.ts";
import type { NodeOf, TreeIr, TreeNodeIr } from "../ir/tree.ts";
import { alwaysFits } from "./fits.ts";

/** What a node can give, one bit each. */
export const Out = { success: 1, failure: 2, running: 4, skipped: 8 } as const;
export type Outs = number;

export interface Outcomes {
  /** By node: all that a visit can give; never too little. */
  readonly gives: readonly Outs[];
  /** By node: all that a visit can give which finds it idle. */
  readonly starts: readonly Outs[];
  /** By node: it can be visited; never wrongly denied. */
  readonly reached: readonly boolean[];
  /** By node: it can be asked itself, no clause around it decides always. */
  readonly entered: readonly boolean[];
}

/** What is taken for granted. */
export interface Assumed {
  /** Who is asked to act may, and has something fit to offer. */
  readonly willing?: boolean;
  /** Leaves of the host do not skip. */
  readonly steady?: boolean;
}

const { success, failure, running, skipped } = Out;
const done = success | failure;

/** What each node of a tree can give, from below, and which of them are visited at all, from above. */
export function outcomesOf(program: ProgramIr, tree: TreeIr, assumed: Assumed = {}): Outcomes {
  const env = program.envs.find(({ name }) => name === tree.env)!;
  // A machine that is followed may forbid a source; through a subtree, that of another tree too.
  const canForbid = program.guards.some((guard) => guard.kind === "sampled" && guard.follows !== undefined && guard.env === tree.env);
  // A condition that has been answered is not made ready to begin anew.
  const again = new Set(tree.nodes.flatMap(({ kind, children }) => (kind === "pipelineSequence" || kind === "roundRobin" ? children : kind === "whileDoElse" || (kind === "ifThenElse" && children.length === 2) ? [children[0]!] : [])));
  const all = tree.nodes.map((): Given => NOTHING), first = [...all];
  // Children stand behind their parents.
  for (let n = tree.nodes.length - 1; n >= 0; n--) {
    const node = tree.nodes[n]!, below = (of: readonly Given[]): Outs[] => node.children.map((c) => of[c]!.gives);
    const sight: Sight = { env, program, canForbid, assumed, fresh: false, later: below(all) };
    all[n] = around(node, own(node, below(all), again.has(n), sight), again.has(n));
    const starts = below(first).map((gives, i) => (mayLeave(node, i) ? gives | sight.later[0]! : gives));
    first[n] = around(node, own(node, starts, false, { ...sight, fresh: true }), false);
  }
  const reached = tree.nodes.map((_, n) => n === 0);
  tree.nodes.forEach(({ children }, n) => children.forEach((c, i) => (reached[c] = reached[n]! && all[n]!.entered && all[n]!.asked[i]!)));
  return { gives: all.map(({ gives }) => gives), starts: first.map(({ gives }) => gives), reached, entered: all.map(({ entered }) => entered) };
}

interface Given {
  readonly gives: Outs;
  /** By child. */
  readonly asked: readonly boolean[];
  readonly entered: boolean;
}
const NOTHING: Given = { gives: 0, asked: [], entered: true };

interface Sight {
  readonly program: ProgramIr;
  readonly env: EnvIr;
  readonly canForbid: boolean;
  readonly assumed: Assumed;
  /** The visit finds the node idle. */
  readonly fresh: boolean;
  /** What the children give when they have begun already. */
  readonly later: readonly Outs[];
}

/** Its children need not be idle where it is: those of an `if` without `else`, of attempts that turn out to be enough while one runs, and of what is skipped with them. */
function mayLeave(node: TreeNodeIr, child: number): boolean {
  switch (node.kind) {
    case "ifThenElse": return child === 0;
    case "retry": case "repeat": return literal(node.times) === undefined;
    case "loop": case "when": case "onUpdate": case "switch": return true;
    default: return false;
  }
}

/** What a truth value always is; undefined: it depends. Unknown is not true. */
function settled(ir: Ir): boolean | undefined {
  return ir.op === "bool" ? ir.value === true : undefined;
}

/** The clauses around a node. Of one that is asked again when it is done, they are not looked at again. */
function around({ pre = {} }: TreeNodeIr, inner: Omit<Given, "entered">, again: boolean): Given {
  let { gives } = inner, entered = true;
  const decide = (ir: Ir | undefined, whenTrue: boolean, outcome: Outs): void => {
    const value = ir === undefined ? !whenTrue : settled(ir);
    if (value === !whenTrue) return;
    gives = value === whenTrue ? outcome : gives | outcome;
    entered &&= value !== whenTrue;
  };
  decide(pre.while, false, skipped);
  decide(pre.skipIf, true, skipped);
  decide(pre.successIf, true, success);
  // What is unknown fails.
  const fails = pre.failureIf?.op === "bool" ? pre.failureIf.value !== false : undefined;
  if (pre.failureIf !== undefined && fails !== false) {
    gives = fails === true ? failure : gives | failure;
    entered &&= fails !== true;
  }
  return again ? { ...inner, gives: gives | inner.gives, entered: true } : { ...inner, gives, entered };
}

type Inner = Omit<Given, "entered">;

const every = (below: readonly Outs[]): boolean[] => below.map(() => true);
const map = (outs: Outs, from: Outs, to: Outs): Outs => ((outs & from) === 0 ? 0 : to);
const single = (gives: Outs, asked = true): Inner => ({ gives, asked: [asked] });
const leaf = (gives: Outs): Inner => ({ gives, asked: [] });

function own(node: TreeNodeIr, below: readonly Outs[], again: boolean, sight: Sight): Inner {
  const { fresh } = sight, child = below[0] ?? 0;
  switch (node.kind) {
    case "sequence": return order(node, below, failure, again);
    case "fallback": return order(node, below, success, again);
    case "reactiveSequence": return order(AT_ONCE, below, failure, again);
    case "reactiveFallback": return order(AT_ONCE, below, success, again);
    case "memorySequence": return fromAnywhere(node, below, again, sight);
    case "parallel": return parallel(node, below);
    case "parallelAll": return parallelAll(node, below);
    case "ifThenElse": case "whileDoElse": return branches(below);
    case "switch": return cases(node, below);
    case "tryCatch": return tryCatch(node, below, again);
    case "recovery": return recovery(node, below);
    case "pipelineSequence": return pipeline(below);
    case "roundRobin": return roundRobin(below, sight.later);
    case "again": return { gives: below[1]! | (fresh ? 0 : running), asked: [true, true] };
    case "every": return single(child | (fresh ? 0 : running));
    case "invert": return single((child & ~done) | map(child, success, failure) | map(child, failure, success));
    case "force": return single((child & ~done) | map(child, done, Out[node.to]));
    case "retry": return attempts(node, child, failure);
    case "repeat": return attempts(node, child, success);
    case "keepRunning": return single((child & (failure | running)) | map(child, success, running) | map(child, skipped, node.swallows ? running : skipped));
    case "runOnce": return single(child | (node.thenSkip ? map(sight.later[0]!, done, skipped) : sight.later[0]! & done));
    // What is skipped may count as running, and time runs out for it.
    case "timeout": return single(child | (fresh || neverLonger(node.samples) ? 0 : map(child, running | skipped, failure)));
    case "delay": return single(fresh ? running : child | running);
    case "when": return settled(node.value) === undefined ? single(child | Out[node.otherwise]) : settled(node.value)! ? single(child) : single(Out[node.otherwise], false);
    case "loop": return loop(node, child, again, fresh);
    case "onUpdate": return single(child | Out[node.otherwise]);
    case "subtree": return single(child);
    case "check": return leaf(settled(node.value) === undefined ? done : settled(node.value)! ? success : failure);
    case "set": return leaf(success);
    case "constant": return leaf(Out[node.gives]);
    case "wait": return leaf(neverLonger(node.samples) && !again ? success : (fresh ? 0 : success) | running | (literal(node.samples) === undefined ? success : 0));
    case "wasUpdated": return leaf(done);
    case "extern": return leaf(done | running | (sight.assumed.steady === true ? 0 : skipped));
    case "do": return leaf(act(node, sight));
  }
}

const neverLonger = (samples: Ir): boolean => (literal(samples) ?? 1) <= 0;

const AT_ONCE = { yields: false };

/** One child after the other until one gives `ends`; with `again`, what was counted as skipped before a failure still counts. */
function order(node: { readonly yields: boolean }, below: readonly Outs[], ends: Outs, again: boolean): Inner {
  const goesOn = done & ~ends;
  let gives = 0, open = true;
  const asked = below.map((child) => {
    const isAsked = open;
    if (isAsked) gives |= child & (running | ends);
    open &&= (child & (goesOn | skipped)) !== 0;
    return isAsked;
  });
  const isLeftOver = again && (gives & ends) !== 0 && below.some((child) => (child & skipped) !== 0);
  if (open && (isLeftOver || below.every((child) => (child & skipped) !== 0))) gives |= skipped;
  if (open && (isLeftOver || below.some((child) => (child & goesOn) !== 0))) gives |= goesOn;
  if (node.yields && asked[1] === true) gives |= running;
  return { gives, asked };
}

/** A memory sequence begins where it stopped: then what is left may all be skipped, and it succeeds. */
function fromAnywhere(node: NodeOf<"memorySequence">, below: readonly Outs[], again: boolean, { later }: Sight): Inner {
  const { gives, asked } = order(node, later, failure, again), [last, isEndAsked] = [below.at(-1)!, asked.at(-1)!];
  if (below.length < 2) return order(node, below, failure, again);
  const inside = below.reduce((all, child, i) => all | (asked[i] ? child & (failure | running) : 0), 0);
  return { asked, gives: inside | (gives & skipped) | (node.yields && asked[1] ? running : 0) | (isEndAsked ? map(last, success | skipped, success) : 0) };
}

const counting = (below: readonly Outs[], of: Outs): number => below.filter((child) => (child & of) !== 0).length;

/** A count of children that is written as it is; undefined: it is computed. */
function threshold(ir: Ir, children: number): number | undefined {
  const given = literal(ir);
  return given === undefined ? undefined : Math.min(given < 0 ? Math.max(children + given + 1, 0) : given, children);
}

function parallel({ success: least, failure: most, stalls }: NodeOf<"parallel">, below: readonly Outs[]): Inner {
  const n = below.length, wanted = threshold(least, n), allowed = threshold(most, n);
  const [succeed, fail, skip] = [counting(below, success), counting(below, failure), counting(below, skipped)];
  const countsSkipped = (literal(least) ?? -1) < 0;
  const isStuck = skip > 0 && succeed + fail > 0;
  // A child that is skipped may count as running inside.
  const canSucceed = wanted === undefined || succeed + (countsSkipped ? skip : 0) >= wanted;
  const canFail = wanted === undefined || allowed === undefined || fail > n - wanted || fail >= allowed || (!stalls && isStuck);
  const canRun = counting(below, running) > 0 || isStuck;
  return { gives: (canSucceed ? success : 0) | (canFail ? failure : 0) | (canRun ? running : 0) | (skip === n ? skipped : 0), asked: every(below) };
}

function parallelAll({ failures }: NodeOf<"parallelAll">, below: readonly Outs[]): Inner {
  const n = below.length, allowed = threshold(failures, n);
  const ends = below.every((child) => (child & (done | skipped)) !== 0), mustFail = below.filter((child) => (child & (success | skipped)) === 0).length;
  const canFail = ends && (allowed === undefined || counting(below, failure) >= allowed), canSucceed = ends && (allowed === undefined || mustFail < allowed);
  return { gives: (canSucceed ? success : 0) | (canFail ? failure : 0) | (counting(below, running) > 0 ? running : 0) | (counting(below, skipped) === n ? skipped : 0), asked: every(below) };
}

function branches([condition, then, otherwise]: readonly Outs[]): Inner {
  const yes = (condition! & success) !== 0, no = (condition! & failure) !== 0;
  const gives = (condition! & (running | skipped)) | (yes ? then! : 0) | (no ? (otherwise ?? failure) : 0);
  return { gives, asked: [true, yes, ...(otherwise === undefined ? [] : [no])] };
}

/** A case that is the same as one before it is never chosen. */
function cases({ cases }: NodeOf<"switch">, below: readonly Outs[]): Inner {
  const known = new Set<string>();
  let open = true;
  const asked = cases.map((one) => {
    const isAsked = open && settled(one) !== false && !known.has(key(one));
    known.add(key(one));
    open &&= settled(one) !== true;
    return isAsked;
  });
  asked.push(open);
  return { gives: below.reduce((all, child, i) => all | (asked[i] ? child : 0), 0), asked };
}

function tryCatch({ onHalt }: NodeOf<"tryCatch">, below: readonly Outs[], again: boolean): Inner {
  const tried = order(AT_ONCE, below.slice(0, -1), failure, again), fails = (tried.gives & failure) !== 0;
  return { gives: tried.gives | (fails ? below.at(-1)! & running : 0), asked: [...tried.asked, fails || (onHalt && (tried.gives & (running | skipped)) !== 0)] };
}

function recovery({ retries }: NodeOf<"recovery">, [tried, rescue]: readonly Outs[]): Inner {
  const fails = (tried! & failure) !== 0, recovers = fails && retries > 0;
  return { gives: tried! | (recovers ? rescue! & running : 0), asked: [true, recovers] };
}

/** One that runs does not hold up those behind it once one of them has run. */
function pipeline(below: readonly Outs[]): Inner {
  const { gives, asked } = order(AT_ONCE, below, failure, false);
  const isPassed = asked.at(-1) === true && below.slice(0, -1).some((child) => (child & running) !== 0) && (below.at(-1)! & (success | skipped)) !== 0;
  return { gives: gives | (isPassed ? success : 0), asked };
}

/** It begins at any child that the one before has let go on. */
function roundRobin(below: readonly Outs[], later: readonly Outs[]): Inner {
  const end = later.findIndex((child) => (child & (done | skipped)) === 0);
  const asked = below.map((_, i) => end < 0 || i <= end), some = below.reduce((all, child, i) => all | (asked[i] ? child : 0), 0);
  const fails = below.every((child) => (child & (failure | skipped)) !== 0), skips = below.every((child) => (child & skipped) !== 0);
  return { gives: (some & (success | running)) | (fails ? some & failure : 0) | (skips ? skipped : 0), asked };
}

/** `retry` goes on while its child fails, `repeat` while it succeeds. */
function attempts({ times }: NodeOf<"retry"> | NodeOf<"repeat">, child: Outs, goesOn: Outs): Inner {
  const n = literal(times), isEndless = n === -1;
  if (n !== undefined && !isEndless && !(n > 0)) return single(goesOn, false);
  const again = map(child, goesOn, (isEndless ? 0 : goesOn) | (isEndless || (n ?? 2) > 1 ? running : 0));
  return single((child & ~goesOn) | again | (n === undefined ? goesOn : 0));
}

function loop({ values, ifEmpty }: NodeOf<"loop">, child: Outs, again: boolean, fresh: boolean): Inner {
  if (values.length === 0) return single(Out[ifEmpty], false);
  const isOver = !fresh && (child & (success | skipped | (again ? failure : 0))) !== 0;
  return single((child & failure) | map(child, success | skipped | running, running) | (isOver ? Out[ifEmpty] : 0));
}

function act({ source, sets, until, ticks }: NodeOf<"do">, { program, env, canForbid, assumed, fresh }: Sight): Outs {
  const controller = source === null ? undefined : program.controllers.find(({ name }) => name === source);
  const offered = source === null ? sets : controller?.sets;
  const canFail = assumed.willing !== true && ((source !== null && canForbid) || offered === undefined || !alwaysFits(env, offered));
  const takesTime = (ticks ?? 0) > 0;
  const canEnd = (until !== null || ticks !== null) && !(fresh && takesTime);
  return (canEnd ? success : 0) | (until === null && ticks === 0 ? 0 : running) | (canFail ? failure : 0);
}
