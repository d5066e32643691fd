import type { NodeRange } from "../../analyze/reward-ranges.ts";
import { LISTS, type NodeIr, type NodeOp, type RewardIr } from "../../ir/reward.ts";
import type { RewardLayout } from "../../ir/reward-layout.ts";
import { read, type Columns } from "./columns.ts";
import { listNode } from "./lists.ts";
import { repeated } from "./loops.ts";
import { operator } from "./operators.ts";
import { EACH, type Plan } from "./plan.ts";
import type { Scope } from "./scope.ts";
import { applied, choice, compare, isTrue, joined, literal, minus, name, truth, type Form, type Value } from "./value.ts";

/** What the nodes of one reward are written with. */
export interface Writing {
  readonly reward: RewardIr;
  readonly layout: RewardLayout;
  readonly columns: Columns;
  readonly plan: Plan;
  readonly ranges: readonly NodeRange[];
  /** What each node is called, where it is named. */
  readonly wanted: (id: number) => string;
  /** An array for a list, made once. */
  readonly scratch: (wanted: string, length: number) => string;
}

const INPUTS: ReadonlySet<NodeOp> = new Set(["obs", "act", "feature"]);

/** Writes nodes where they are asked for: each once in the outermost loop in which it can stand. */
export class NodeWriter {
  readonly with: Writing;
  /** Nodes whose loop is being written. */
  readonly pending = new Set<number>();
  /** How often a loop of few turns is written out, by node; null where it is not. */
  readonly turns = new Map<number, number | null>();
  /** Where histories of a size keep this step's value. */
  readonly newest = new Map<number, Value>();

  constructor(writing: Writing) {
    this.with = writing;
  }

  /** The value of a node for use in `from`. Used there alone it is an expression, else a name. */
  value(id: number, from: Scope, isPlain = false): Value {
    const { reward, plan } = this.with;
    const node = reward.nodes[id]!;
    switch (node.op) {
      case "num": return literal(node.value ?? null);
      case "bool": return truth((node.value ?? 1) as 0 | 1 | 2);
      case "neg": if (this.isLiteral(id)) return minus(literal(reward.nodes[node.args[0]!]!.value!)); break;
      case "index": return name(from.indexOf(node.loop!), "num");
    }
    const home = from.home(plan.loops[id]!);
    const found = home.values.get(id) ?? this.#made(id, home);
    const isShared = isPlain || home !== from || plan.named[id]!;
    if (found.plain !== true && !isShared) return found;
    const value = found.plain === true ? found : home.define(this.with.wanted(id), found, INPUTS.has(node.op));
    home.values.set(id, value);
    return value;
  }

  isLiteral(id: number): boolean {
    const { op, args, value } = this.with.reward.nodes[id]!;
    return op === "bool" || (op === "num" && typeof value === "number") || (op === "neg" && this.with.reward.nodes[args[0]!]!.op === "num" && this.isLiteral(args[0]!));
  }

  range(id: number): NodeRange {
    return this.with.ranges[id]!;
  }

  /** How a truth value or a number is kept. */
  form(id: number): Form {
    return this.with.reward.nodes[id]!.t === "num" ? "num" : this.range(id).known ? "bool" : "tri";
  }

  /** The length of a loop, fit to count to: one that is not known counts as 0. */
  length(loop: number, from: Scope): Value {
    const { length } = this.with.reward.loops[loop]!;
    const home = from.home(this.with.plan.loops[length]!);
    const known = home.lengths.get(loop);
    if (known !== undefined) return known;
    const value = this.value(length, from, true);
    const isKnown = this.range(length).known;
    const made = isKnown ? value : home.define(`${this.with.wanted(length)}_or_none`, choice(compare(">", value, literal(0)), value, literal(0)));
    home.lengths.set(loop, made);
    return made;
  }

  #made(id: number, home: Scope): Value {
    const node = this.with.reward.nodes[id]!;
    if (EACH.has(node.op)) return repeated(this, id, home);
    if (LISTS.has(node.op)) return listNode(this, id, home);
    const made = this.#read(node, id, home) ?? this.#operator(node, id, home);
    return made.form === "tri" && this.form(id) === "bool" ? isTrue(made) : made;
  }

  #operator(node: NodeIr, id: number, home: Scope): Value {
    const arg = (i: number): number => node.args[i]!;
    return operator({
      node, range: this.range(id), of: (i) => this.value(arg(i), home), plain: (i) => this.value(arg(i), home, true), rangeOf: (i) => this.range(arg(i)),
      literal: (i) => {
        const operand = this.with.reward.nodes[node.args[i] ?? -1];
        return operand?.op === "num" && typeof operand.value === "number" ? operand.value : undefined;
      },
    });
  }

  #read(node: NodeIr, id: number, home: Scope): Value | undefined {
    const { columns } = this.with;
    const form = this.form(id);
    switch (node.op) {
      case "obs": return read(columns.obs(node.slot!), form);
      case "act": return read(columns.act(node.slot!), form);
      case "feature": return read(columns.feature(node.feature!), form);
      case "state": return read(columns.cell(node.cell!, "0"), form);
      case "steps": return read(columns.steps, "num");
      case "first": return compare("===", read(columns.steps, "num"), literal(0));
      case "item": return this.#item(node, id, home);
      case "at": return this.#element(node, id, home);
      default: return undefined;
    }
  }

  /** An element of a list of observations. */
  #item({ slot, stride, length, args }: NodeIr, id: number, home: Scope): Value {
    const { columns } = this.with;
    const form = this.form(id), index = this.value(args[0]!, home, true);
    if (this.#runsOver(args[0]!, (node) => node.op === "obs" && node.slot === length)) return read(columns.item(slot!, index.text, stride!), form);
    const found = read(columns.item(slot!, indexText(index), stride!), form);
    return this.range(id).known ? found : this.#guarded(args[0]!, index, read(columns.obs(length!), "num"), found);
  }

  #element({ args }: NodeIr, id: number, home: Scope): Value {
    const { reward } = this.with;
    const form = this.form(id);
    const from = reward.nodes[args[0]!]!, place = this.#place(args[1]!, home);
    if (from.op === "listOf" && place !== undefined) return place in from.args ? this.value(from.args[place]!, home) : unknown(form);
    const list = this.value(args[0]!, home);
    const loop = reward.nodes[args[0]!]!.loop!;
    const index = this.value(args[1]!, home, true);
    if (this.#runsOver(args[1]!, (_, one) => one === reward.loops[loop]!.length)) return read(`${list.text}[${index.text}]`, form);
    const found = read(`${list.text}[${indexText(index)}]`, form);
    return this.range(id).known ? found : this.#guarded(args[1]!, index, this.length(loop, home), found);
  }

  /** An index that is a number, or the turn of a loop that is written out. */
  #place(id: number, home: Scope): number | undefined {
    const { op, value, loop } = this.with.reward.nodes[id]!;
    const text = op === "index" ? home.indexOf(loop!) : op === "num" ? String(value) : "";
    return /^\d+$/.test(text) ? Number(text) : undefined;
  }

  /** Whether a node is the variable of a loop that counts to a certain length: it is then an index of every list of that length. */
  #runsOver(id: number, isLength: (node: NodeIr, id: number) => boolean): boolean {
    const { nodes, loops } = this.with.reward;
    const { op, loop } = nodes[id]!;
    if (op !== "index") return false;
    const { length } = loops[loop!]!;
    return isLength(nodes[length]!, length);
  }

  /** What stands at an index that may be outside, or no whole number. */
  #guarded(id: number, index: Value, length: Value, found: Value): Value {
    const { low, integer } = this.range(id);
    const tests = [compare("<", index, length)];
    if (!(low >= 0)) tests.push(compare(">=", index, literal(0)));
    if (!integer) tests.push(compare("===", applied("Math.floor", "num", index), index));
    return choice(joined("and", tests), found, unknown(found.form));
  }
}

/** A whole number to V8 too: −0 as an index makes it give up a function that it has optimised. */
function indexText({ text }: Value): string {
  return /^\d+$/.test(text) ? text : `(${text} | 0)`;
}

function unknown(form: Form): Value {
  return form === "num" ? literal(null) : truth(1);
}
