import { LISTS, loopsOf, type NodeIr, type RewardIr } from "../../compiler/ir/reward.ts";
import { BINARY, clamp, equal, isBinary, isMany, isUnary, MANY, UNARY } from "./operators.ts";
import { isReduce, isRelist, REDUCE, RELIST } from "./reward-lists.ts";
import { broken } from "./scope.ts";
import { FALSE, isPresent, TRUE, unknownOf } from "./values.ts";

/** All that the nodes of one step read. */
export interface Moment {
  readonly obs: ArrayLike<number>;
  readonly acts: ArrayLike<number>;
  readonly features: ArrayLike<number>;
  /** How many steps of the episode came before. */
  readonly steps: number;
  /** By cell, newest first; of a value one. */
  readonly cells: readonly (readonly number[])[];
}

/** The value of each loop's variable, inside of it. */
type Indices = ReadonlyMap<number, number>;
const OUTSIDE: Indices = new Map();

export type NodeValue = number | readonly number[];

/** The nodes' values in one step, each computed once for the loop variables that it varies with. */
export class NodeValues {
  readonly #reward: RewardIr;
  readonly #now: Moment;
  readonly #loops: readonly (readonly number[])[];
  readonly #known = new Map<string, NodeValue>();

  constructor(reward: RewardIr, now: Moment) {
    this.#reward = reward;
    this.#now = now;
    this.#loops = loopsOf(reward);
    // In order, so that a long program does not nest deeply here.
    for (const [id, loops] of this.#loops.entries()) if (loops.length === 0) this.of(id);
  }

  of(id: number, at: Indices = OUTSIDE): NodeValue {
    const key = [id, ...this.#loops[id]!.map((loop) => at.get(loop))].join();
    let value = this.#known.get(key);
    if (value === undefined) {
      const node = this.#reward.nodes[id]!;
      value = LISTS.has(node.op) ? this.#listOf(node, at) : this.#scalarOf(node, at);
      this.#known.set(key, value);
    }
    return value;
  }

  #scalar(id: number, at: Indices): number {
    return this.of(id, at) as number;
  }

  #list(id: number, at: Indices): readonly number[] {
    return this.of(id, at) as readonly number[];
  }

  /** A node's value for each value of a loop's variable. */
  #each(id: number, loop: number, at: Indices): readonly number[] {
    const length = this.#scalar(this.#reward.loops[loop]!.length, at);
    return Array.from({ length }, (_, i) => this.#scalar(id, new Map(at).set(loop, i)));
  }

  #listOf({ op, args, loop, cell }: NodeIr, at: Indices): readonly number[] {
    if (isRelist(op)) return RELIST[op](this.#list(args[0]!, at));
    switch (op) {
      case "list": return this.#each(args[0]!, loop!, at);
      case "listOf": return args.map((arg) => this.#scalar(arg, at));
      case "history": return [this.#scalar(args[0]!, at), ...this.#now.cells[cell!]!].slice(0, this.#reward.loops[loop!]!.max);
      default: return broken(`${op} is no list`);
    }
  }

  #scalarOf(node: NodeIr, at: Indices): number {
    const { op, args, loop } = node;
    const operand = (i: number): number => this.#scalar(args[i]!, at);
    if (isReduce(op)) return REDUCE[op](this.#each(args[0]!, loop!, at));
    if (isUnary(op)) return UNARY[op](operand(0));
    if (isBinary(op)) return BINARY[op](operand(0), operand(1));
    if (isMany(op)) {
      const by: { readonly from: number; readonly with: (x: number, y: number) => number } = MANY[op];
      return args.reduce((result, _, i) => by.with(result, operand(i)), by.from);
    }
    switch (op) {
      case "clamp": return clamp(operand(0), operand(1), operand(2));
      case "eq": return equal(operand(0), operand(1));
      case "ne": return 2 - equal(operand(0), operand(1));
      case "if": return choose(operand(0), operand(1), operand(2), unknown(node));
      case "present": return isPresent(this.#reward.nodes[args[0]!]!.t, operand(0));
      case "orElse": return Number.isFinite(operand(0)) ? operand(0) : operand(1);
      case "at": return elementAt(this.#list(args[0]!, at), operand(1), unknown(node));
      default: return this.#leaf(node, at);
    }
  }

  #leaf(node: NodeIr, at: Indices): number {
    const { obs, acts, features, steps, cells } = this.#now;
    switch (node.op) {
      case "num": case "bool": return node.value ?? unknown(node);
      case "obs": return obs[node.slot!]!;
      case "act": return acts[node.slot!]!;
      case "item": {
        const { slot, stride, length } = node;
        const elements = Array.from({ length: obs[length!]! }, (_, i) => obs[slot! + i * stride!]!);
        return elementAt(elements, this.#scalar(node.args[0]!, at), unknown(node));
      }
      case "feature": return features[node.feature!] ?? unknown(node);
      case "index": return at.get(node.loop!) ?? broken(`an index outside of loop ${node.loop}`);
      case "state": return cells[node.cell!]![0]!;
      case "first": return steps === 0 ? TRUE : FALSE;
      case "steps": return steps;
      default: return broken(`${node.op} does not run in rewards`);
    }
  }
}

function choose(truth: number, yes: number, no: number, otherwise: number): number {
  return truth === TRUE ? yes : truth === FALSE ? no : otherwise;
}

function elementAt(list: readonly number[], at: number, otherwise: number): number {
  return Number.isInteger(at) && at >= 0 && at < list.length ? list[at]! : otherwise;
}

/** What a node is when nothing is known about it. */
export function unknown({ t }: Pick<NodeIr, "t">): number {
  return unknownOf(t)!;
}
