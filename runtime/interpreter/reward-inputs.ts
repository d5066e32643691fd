import type { EnvIr, IrType, Slot } from "../../compiler/ir/ir.ts";
import { optionalSlots } from "../../compiler/ir/optional-slots.ts";
import { inputsOf, type RewardIr } from "../../compiler/ir/reward.ts";
import { FALSE, TRUE, UNKNOWN } from "./values.ts";

/** What one step is given: observations and actions by slot, and what was read out of texts. */
export interface RewardInput {
  readonly obs: ArrayLike<number>;
  readonly acts: ArrayLike<number>;
  readonly features?: ArrayLike<number>;
}

/** Where an element of a list stands; it is looked at only where the list is long enough. */
interface Element {
  readonly length: number;
  readonly index: number;
}

/** What is wrong with the first input that is not valid, in one sentence; null where all are. */
export function checkInputs(env: EnvIr, reward: RewardIr): (input: RewardInput) => string | null {
  const { obs, acts } = inputsOf(reward);
  const mayMiss = optionalSlots(env), elements = elementsOf(reward), lengths = lengthsOf(reward);
  return (input) => {
    for (const slot of obs) {
      const element = elements.get(slot);
      if (element !== undefined && !(element.index < input.obs[element.length]!)) continue;
      const max = lengths.get(slot);
      const declared = max === undefined ? env.obs[slot]! : { ...env.obs[slot]!, integer: true, low: 0, high: max };
      const wrong = invalid(declared, input.obs[slot]!, mayMiss.has(slot));
      if (wrong !== null) return wrong;
    }
    for (const slot of acts) {
      const wrong = invalid(env.acts[slot]!, input.acts[slot]!, false);
      if (wrong !== null) return wrong;
    }
    const read = input.features ?? [];
    return reward.features.some(({ t }, i) => i < read.length && !isFeature(t, read[i]!)) ? "what is read out of a text is no finite number" : null;
  };
}

function elementsOf(reward: RewardIr): ReadonlyMap<number, Element> {
  const all = new Map<number, Element>();
  for (const { op, slot, stride, length, max } of reward.nodes)
    if (op === "item") for (let index = 0; index < max!; index += 1) all.set(slot! + index * stride!, { length: length!, index });
  return all;
}

/** Slots that hold a list's length, with the most it may be. */
function lengthsOf(reward: RewardIr): ReadonlyMap<number, number> {
  return new Map(reward.nodes.filter(({ op }) => op === "item").map(({ length, max }) => [length!, max!]));
}

function invalid(slot: Slot, value: number, mayMiss: boolean): string | null {
  const { name, kind, low, high } = slot;
  if (kind === "bool") return value === FALSE || value === TRUE || (mayMiss && value === UNKNOWN) ? null : `\`${name}\` is neither true nor false`;
  if (Number.isNaN(value)) return mayMiss ? null : `\`${name}\` is not known`;
  if (!Number.isFinite(value)) return `\`${name}\` is not finite`;
  if ((slot.integer || kind === "enum") && !Number.isInteger(value)) return `\`${name}\` is ${value}, no whole number`;
  return (low !== null && value < low) || (high !== null && value > high) ? `\`${name}\` is ${value}, outside ${low ?? "−∞"}..${high ?? "∞"}` : null;
}

/** A feature may always be missing. */
function isFeature(t: IrType, value: number): boolean {
  return t === "bool" ? value === FALSE || value === TRUE || value === UNKNOWN : Number.isNaN(value) || Number.isFinite(value);
}
