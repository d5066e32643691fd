import type { EnvIr, Shape, Slot } from "../../compiler/ir/ir.ts";
import { encode } from "../guard/shape.ts";
import type { RewardBatch, RewardResult } from "./batch.ts";

/** Observation and action in JSON, as the env declares them. */
export interface RewardMoment {
  readonly observation: unknown;
  /** The action that was applied; without it, the defaults. */
  readonly action?: unknown;
}

/** One environment's reward, an episode at a time. */
export class RewardSession {
  readonly #batch: RewardBatch;
  readonly #env: EnvIr;
  readonly #obs: Float64Array;
  readonly #acts: Float64Array;
  readonly #inputs: readonly (readonly [column: Float64Array, from: Float64Array, slot: number])[];
  #over: string | null = null;

  constructor(batch: RewardBatch) {
    this.#batch = batch;
    this.#env = batch.env;
    const { obs, acts } = this.#env;
    this.#obs = new Float64Array(obs.length);
    this.#acts = new Float64Array(acts.length);
    const wanted = new Set(batch.inputs);
    const columns = (slots: readonly Slot[], from: Float64Array) => slots.flatMap(({ name }, slot) => (wanted.has(name) ? [[batch.input(name), from, slot] as const] : []));
    this.#inputs = [...columns(obs, this.#obs), ...columns(acts, this.#acts)];
  }

  /** Begins another episode. */
  reset(): void {
    this.#batch.reset();
    this.#over = null;
  }

  /** One step. What is not as declared, and a step of an episode that is over, is refused: nothing is paid, and nothing changes. */
  step({ observation, action }: RewardMoment): RewardResult {
    if (this.#over !== null) return this.#refused(`the episode ended by \`${this.#over}\`; \`reset\` begins another`);
    const { obs, obsShape, acts, actShape } = this.#env;
    this.#obs.fill(NaN);
    const problems = encode(obsShape, obs, observation, this.#obs, 0).map((one) => `the observation is not valid: ${one}`);
    if (action === undefined) acts.forEach((slot, i) => (this.#acts[i] = slot.kind === "bool" ? 2 * slot.default : slot.default));
    else problems.push(...encode(actShape, acts, action, this.#acts, 0).map((one) => `the action is not valid: ${one}`));
    if (problems.length > 0) return this.#refused(problems[0]!);
    for (const [column, from, slot] of this.#inputs) column[0] = from[slot]!;
    this.#batch.texts(0, textsIn(obsShape, observation));
    this.#batch.step();
    const result = this.#batch.result(0);
    this.#over = result.terminated ?? result.truncated;
    return result;
  }

  #refused(why: string): RewardResult {
    return { reward: null, terms: {}, logs: {}, counted: {}, terminated: null, truncated: null, refused: why };
  }
}

/** Every text of an observation by its path. */
export function textsIn(shape: Shape, value: unknown, found: Record<string, string> = {}): Record<string, string> {
  if (shape.kind === "text" && typeof value === "string") found[shape.name] = value;
  if (shape.kind !== "record" || typeof value !== "object" || value === null) return found;
  for (const { name, shape: inner } of shape.fields) if (Object.hasOwn(value, name)) textsIn(inner, (value as Record<string, unknown>)[name], found);
  return found;
}
