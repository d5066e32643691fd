import type { EnvIr } from "../../compiler/ir/ir.ts";
import { LISTS, outputsOf, type RewardIr, type StopIr } from "../../compiler/ir/reward.ts";
import { checkInputs, type RewardInput } from "./reward-inputs.ts";
import { type NodeValue, NodeValues, unknown } from "./reward-nodes.ts";
import { TRUE } from "./values.ts";

/** What one step gives. */
export interface RewardStep {
  /** A list where the reward is one; NaN where the step is refused. */
  readonly reward: NodeValue;
  /** Why the step is refused, in one sentence; null where it is not. */
  readonly refused: string | null;
  /** The value of each node that leaves the program. */
  readonly values: ReadonlyMap<number, NodeValue>;
  /** The names of the stops that are taken. */
  readonly terminated: string | null;
  readonly truncated: string | null;
}

/** A reward as `reward-step.md` has it, step by step, in the plainest way. */
export class RewardEpisode {
  readonly #reward: RewardIr;
  readonly #wrong: (input: RewardInput) => string | null;
  readonly #outputs: readonly number[];
  #steps = 0;
  #cells: readonly (readonly number[])[] = [];

  constructor(env: EnvIr, reward: RewardIr) {
    this.#reward = reward;
    this.#wrong = checkInputs(env, reward);
    this.#outputs = outputsOf(reward);
    this.reset();
  }

  /** Begins another episode. */
  reset(): void {
    this.#steps = 0;
    this.#cells = this.#reward.cells.map(({ kind }) => (kind === "value" ? [0] : []));
  }

  step(input: RewardInput): RewardStep {
    const wrong = this.#wrong(input);
    if (wrong !== null) return this.#refused(wrong);
    const nodes = new NodeValues(this.#reward, { features: [], ...input, steps: this.#steps, cells: this.#cells });
    const reward = nodes.of(this.#reward.total);
    if (!isFinite(reward)) return this.#refused(this.#why(nodes));
    this.#cells = this.#reward.cells.map((cell, i) => [nodes.of(cell.next) as number, ...this.#cells[i]!].slice(0, cell.kind === "value" ? 1 : cell.max));
    this.#steps += 1;
    return {
      reward, refused: null, values: new Map(this.#outputs.map((id) => [id, nodes.of(id)])),
      terminated: this.#stop("terminate", nodes), truncated: this.#stop("truncate", nodes),
    };
  }

  #stop(kind: StopIr["kind"], nodes: NodeValues): string | null {
    return this.#reward.stops.find((stop) => stop.kind === kind && nodes.of(stop.when) === TRUE)?.name ?? null;
  }

  #refused(why: string): RewardStep {
    const { nodes } = this.#reward;
    const nothing = (id: number): NodeValue => (LISTS.has(nodes[id]!.op) ? [] : unknown(nodes[id]!));
    return { reward: NaN, refused: why, values: new Map(this.#outputs.map((id) => [id, nothing(id)])), terminated: null, truncated: null };
  }

  /** Why the total is not finite. */
  #why(nodes: NodeValues): string {
    const item = this.#reward.items.find(({ counted }) => counted !== null && !isFinite(nodes.of(counted)));
    if (item === undefined) return "the reward is not finite";
    const value = nodes.of(item.counted!);
    const isUnknown = typeof value === "number" ? Number.isNaN(value) : value.some(Number.isNaN);
    return `${item.kind} \`${item.name}\` is ${isUnknown ? "not known" : "not finite"}`;
  }
}

function isFinite(value: NodeValue): boolean {
  return typeof value === "number" ? Number.isFinite(value) : value.every(Number.isFinite);
}
