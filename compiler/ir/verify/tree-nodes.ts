import type { EnvIr, Ir } from "../ir.ts";
import type { EntryIr, NodeOf, SetIr, SourceOfTree, TreeKind, TreeNodeIr } from "../tree.ts";
import { namesIn } from "./cycles.ts";
import { verifyExpression } from "./expressions.ts";
import { unique, type Names } from "./names.ts";
import type { Say } from "./shape.ts";

/** What the nodes of a tree may name. */
export interface Around {
  readonly env: EnvIr;
  readonly entries: ReadonlyMap<string, EntryIr>;
  readonly sources: ReadonlyMap<string, SourceOfTree>;
  readonly names: Names;
}

const SEVERAL = [1, Infinity] as const, ONE = [1, 1] as const, NONE = [0, 0] as const;

/** How many children there are, at least and at most. */
const CHILDREN: Readonly<Record<TreeKind, readonly [least: number, most: number]>> = {
  sequence: SEVERAL, fallback: SEVERAL, memorySequence: SEVERAL, reactiveSequence: SEVERAL, reactiveFallback: SEVERAL, parallel: SEVERAL, parallelAll: SEVERAL,
  ifThenElse: [2, 3], whileDoElse: [2, 3], switch: SEVERAL, tryCatch: [2, Infinity],
  recovery: [2, 2], pipelineSequence: SEVERAL, roundRobin: SEVERAL, again: [2, 2],
  invert: ONE, subtree: ONE, force: ONE, retry: ONE, repeat: ONE, keepRunning: ONE, runOnce: ONE, timeout: ONE, delay: ONE, every: ONE, when: ONE, loop: ONE, onUpdate: ONE,
  check: NONE, set: NONE, constant: NONE, wait: NONE, wasUpdated: NONE, extern: NONE, do: NONE,
};

/** One node by itself. */
export function verifyNode(node: TreeNodeIr, around: Around, where: string, say: Say): void {
  const { kind, children, pre = {}, post = {} } = node, [least, most] = CHILDREN[kind];
  const check = new Check(around, where, say);
  if (children.length < least || children.length > most) say(where, `has ${children.length} children`);
  check.is("bool", pre.failureIf, pre.successIf, pre.skipIf, pre.while);
  for (const sets of [post.success, post.failure, post.halted, post.always]) check.sets(sets ?? []);
  own(node, check, where, say);
}

function own(node: TreeNodeIr, check: Check, where: string, say: Say): void {
  switch (node.kind) {
    case "parallel": return check.is("num", node.success, node.failure);
    case "parallelAll": return check.is("num", node.failures);
    case "switch":
      if (node.cases.length + 1 !== node.children.length) say(where, `has ${node.cases.length} cases for ${node.children.length} children`);
      return check.is("bool", ...node.cases);
    case "retry": case "repeat": return check.is("num", node.times);
    case "timeout": case "delay": case "every": case "wait": return check.is("num", node.samples);
    case "when": case "check": return check.is("bool", node.value);
    case "loop":
      check.entry(node.entry);
      return check.sets(node.values.map((value) => ({ entry: node.entry, value })));
    case "onUpdate": case "wasUpdated":
      if (check.entry(node.entry)?.counted === false) say(where, `asks whether \`${node.entry}\` was written, which nobody counts`);
      return;
    case "set": return check.sets(node.sets);
    case "extern":
      unique(node.args, where, say);
      for (const { value } of node.args) check.is(value.t === "bool" ? "bool" : "num", value);
      for (const { entry } of unique(node.outputs, where, say).values()) check.entry(entry);
      return;
    case "do": return proposing(node, check, where, say);
  }
}

function proposing({ source, sets, until }: NodeOf<"do">, check: Check, where: string, say: Say): void {
  const { env, sources } = check.around;
  if (source !== null && !sources.has(source)) say(where, `proposes \`${source}\`, which is no source of the tree`);
  if (source !== null && sets.length > 0) say(where, "sets actions beside those of its source");
  if (until !== null) check.is("bool", until);
  for (const { name, value } of unique(sets, where, say).values()) {
    const slot = env.acts.find((act) => act.name === name);
    if (slot === undefined) say(where, `names the unknown action \`${name}\``);
    else check.is(slot.kind === "bool" ? "bool" : "num", value);
  }
}

/** What nodes have in common to check. */
class Check {
  readonly around: Around;
  readonly #where: string;
  readonly #say: Say;

  constructor(around: Around, where: string, say: Say) {
    this.around = around;
    this.#where = where;
    this.#say = say;
  }

  entry(name: string): EntryIr | undefined {
    const entry = this.around.entries.get(name);
    if (entry === undefined) this.#say(this.#where, `names the unknown entry \`${name}\``);
    return entry;
  }

  sets(sets: readonly SetIr[]): void {
    for (const { entry, value } of sets) {
      const known = this.entry(entry);
      if (known !== undefined) this.is(known.kind === "bool" ? "bool" : "num", value);
    }
  }

  is(t: "num" | "bool", ...all: readonly (Ir | undefined)[]): void {
    const { env, entries, names } = this.around, place = { env, locals: new Map<string, never>(), guarded: true, entries };
    for (const ir of all) {
      if (ir === undefined) continue;
      verifyExpression(ir, t, place, names, this.#where, this.#say);
      for (const name of namesIn(ir, ["act"])) this.#say(this.#where, `reads the action \`${name}\`, which is not chosen yet`);
    }
  }
}
