import type { EnvIr } from "../../compiler/ir/ir.ts";
import type { RewardIr } from "../../compiler/ir/reward.ts";
import { columnWidth, Refused, rewardLayout, type RewardLayout } from "../../compiler/ir/reward-layout.ts";
import { checkInputs } from "../interpreter/reward-inputs.ts";
import { Refusal } from "../refusal.ts";
import type { BoundGuard, Sandbox } from "../sandbox/isolate.ts";
import { featuresOf, type Texts } from "../texts/features.ts";
import { reported } from "./reported.ts";

/** A list of each environment: element i of all, and how many each has. Behind the last they are NaN. */
export interface ListColumns {
  readonly elements: readonly Float64Array[];
  readonly length: Float64Array;
}

/** What one step of one environment gave. */
export interface RewardResult {
  /** Null where the step was refused. */
  readonly reward: number | readonly number[] | null;
  /** Terms and logs by their names, as JSON: a term before its temperature and weight. What is not known is null. */
  readonly terms: Readonly<Record<string, unknown>>;
  readonly logs: Readonly<Record<string, unknown>>;
  /** What each term added to the reward. */
  readonly counted: Readonly<Record<string, unknown>>;
  /** The name of the stop that ended the episode, or cut it off. */
  readonly terminated: string | null;
  readonly truncated: string | null;
  /** Why nothing is paid, in one sentence. */
  readonly refused: string | null;
}

/**
 * A reward over `n` environments at once. Inputs and results are columns of one buffer that the isolate shares: one number an
 * environment, truth values 0 and 2, enums their index. Write inputs, call `step`, read results; nothing is allocated on the way.
 */
export class RewardBatch {
  readonly n: number;
  readonly ir: RewardIr;
  readonly env: EnvIr;
  readonly #io: Float64Array;
  readonly #layout: RewardLayout;
  readonly #bound: BoundGuard;
  readonly #features: (texts: Texts) => number[];

  constructor(sandbox: Sandbox, env: EnvIr, ir: RewardIr, n: number) {
    if (!Number.isInteger(n) || n < 1) throw new Refusal(`a batch is of a whole number of environments from 1, not ${n}`);
    this.n = n;
    this.ir = ir;
    this.env = env;
    this.#layout = rewardLayout(ir);
    this.#io = new Float64Array(new SharedArrayBuffer(8 * this.#layout.columns * columnWidth(n)));
    this.#bound = sandbox.bindReward(ir.name, this.#io, n);
    this.#features = featuresOf(ir);
    this.reset();
  }

  /** The names of the observations and actions that the reward reads. */
  get inputs(): readonly string[] {
    return [...[...this.#layout.obs.keys()].map((slot) => this.env.obs[slot]!.name), ...[...this.#layout.acts.keys()].map((slot) => this.env.acts[slot]!.name)];
  }

  /** The column of an observation or action, by its path: `cube.position.x`. Throws a Refusal for what the reward does not read. */
  input(name: string): Float64Array {
    const { obs, acts } = this.#layout;
    const column = obs.get(this.env.obs.findIndex((slot) => slot.name === name)) ?? acts.get(this.env.acts.findIndex((slot) => slot.name === name));
    if (column === undefined) throw new Refusal(`\`${this.ir.name}\` reads no input \`${name}\`; it reads ${this.inputs.map((one) => `\`${one}\``).join(", ")}`);
    return this.#column(column);
  }

  /** Anything but 0 begins a new episode there with the next step, which sets it back. */
  get resets(): Float64Array {
    return this.#column(this.#layout.resets);
  }

  /** Reads what the reward needs out of the texts of environment `k`. */
  texts(k: number, texts: Texts): void {
    for (const [i, value] of this.#features(texts).entries()) this.#column(this.#layout.features + i)[k] = value;
  }

  /** New episodes everywhere. */
  reset(): void {
    this.#bound.reset();
  }

  /** One step of each environment: one crossing into the isolate. */
  step(): void {
    this.#bound.step();
  }

  /** NaN where the step was refused. */
  get reward(): Float64Array | ListColumns {
    return this.output(this.ir.total);
  }

  /** Not 0 where the step was refused; `result` says why. */
  get refused(): Float64Array {
    return this.#column(this.#layout.refused);
  }

  /** The index of the stop that was taken, −1 for none. */
  get terminated(): Float64Array {
    return this.#column(this.#layout.terminated);
  }

  get truncated(): Float64Array {
    return this.#column(this.#layout.truncated);
  }

  /** What a term added to the reward. */
  counted(term: string): Float64Array | ListColumns {
    const counted = this.ir.items.find(({ name }) => name === term)?.counted;
    if (counted === undefined || counted === null) throw new Refusal(`\`${this.ir.name}\` has no term \`${term}\``);
    return this.output(counted);
  }

  /** A node that leaves the program: the total, and what items report and count. */
  output(node: number): Float64Array | ListColumns {
    const { column, list } = this.#layout.outputs.get(node)!;
    if (list === null) return this.#column(column);
    return { elements: Array.from({ length: list.max }, (_, i) => this.#column(column + i)), length: this.#column(list.length) };
  }

  /** Everything about one environment's last step. */
  result(k: number): RewardResult {
    const { nodes, items, stops, total } = this.ir;
    const values = new Map([...this.#layout.outputs.keys()].map((node) => [node, this.#value(node, k)]));
    const report = (wanted: "log" | "term"): Record<string, unknown> =>
      Object.fromEntries(items.filter(({ kind }) => (kind === "log") === (wanted === "log")).map(({ name, value }) => [name, reported(value, this.ir, values)]));
    const counted = items.flatMap(({ name, counted: node }) => (node === null ? [] : [[name, reported({ kind: nodes[node]!.loop === undefined ? "scalar" : "list", node }, this.ir, values)] as const]));
    const refused = this.#why(k);
    const stop = (column: number): string | null => stops[this.#column(column)[k]!]?.name ?? null;
    return {
      reward: refused === null ? values.get(total)! : null, terms: report("term"), logs: report("log"), counted: Object.fromEntries(counted),
      terminated: stop(this.#layout.terminated), truncated: stop(this.#layout.truncated), refused,
    };
  }

  /** The first input that is not valid, or the first term that is not known. */
  #why(k: number): string | null {
    const code = this.refused[k]!;
    if (code === Refused.no) return null;
    if (code === Refused.total) return "the reward is not finite";
    if (code === Refused.input) return this.#wrongInput(k) ?? "an input is not valid";
    const { kind, name } = this.ir.items[Math.floor((code - Refused.item) / 2)]!;
    return `${kind} \`${name}\` is ${(code - Refused.item) % 2 === 0 ? "not known" : "not finite"}`;
  }

  #wrongInput(k: number): string | null {
    const at = (columns: ReadonlyMap<number, number>, size: number): Float64Array => {
      const slots = new Float64Array(size).fill(NaN);
      for (const [slot, column] of columns) slots[slot] = this.#column(column)[k]!;
      return slots;
    };
    const features = this.ir.features.map((_, i) => this.#column(this.#layout.features + i)[k]!);
    return checkInputs(this.env, this.ir)({ obs: at(this.#layout.obs, this.env.obs.length), acts: at(this.#layout.acts, this.env.acts.length), features });
  }

  #value(node: number, k: number): number | readonly number[] {
    const output = this.output(node);
    return output instanceof Float64Array ? output[k]! : output.elements.slice(0, output.length[k]).map((column) => column[k]!);
  }

  #column(index: number): Float64Array {
    const from = index * columnWidth(this.n);
    return this.#io.subarray(from, from + this.n);
  }
}
