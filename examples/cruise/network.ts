import type { Random } from "./random.ts";

/** A dense layer: `weights[o * inputs + i]`, one bias for each output, tanh after it. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/**
 * The middle and half the width of what the output can be, m/s^2: -3.5..2, well inside the act range -8..3.
 * As is usual in imitation, the span is fitted to the demonstrations: it holds 99.9 % of them, the rest are clipped.
 */
export const CENTRE = -0.75;
export const REACH = 2.75;

/** What is taken off speed [m/s], gap [m] and lead [m/s], and what the rest is divided by. */
export const OFFSET = [15, 40, 15];
export const SCALE = [10, 20, 10];

/** Layers between these sizes, each weight drawn so that a signal keeps its variance (Glorot and Bengio 2010). */
export function newNetwork(sizes: readonly number[], random: Random): Layer[] {
  return sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l]!;
    const spread = Math.sqrt(2 / (inputs + outputs));
    const weights = Float64Array.from({ length: inputs * outputs }, () => spread * random.normal());
    return { inputs, outputs, weights, biases: new Float64Array(outputs) };
  });
}

/** An observation's values as the first layer takes them. */
export const normalise = (observation: readonly number[]): Float64Array =>
  Float64Array.from(observation, (x, i) => (x - OFFSET[i]!) / SCALE[i]!);

/** Every layer's outputs, the normalised observation first. */
export function activations(layers: readonly Layer[], observation: readonly number[]): Float64Array[] {
  const all = [normalise(observation)];
  for (const { inputs, outputs, weights, biases } of layers) {
    const from = all[all.length - 1]!;
    const to = new Float64Array(outputs);
    for (let o = 0; o < outputs; o++) {
      let sum = biases[o]!;
      for (let i = 0; i < inputs; i++) sum += weights[o * inputs + i]! * from[i]!;
      to[o] = Math.tanh(sum);
    }
    all.push(to);
  }
  return all;
}

/** The acceleration [m/s^2] that the network's last output stands for. */
export const toAction = (output: number): number => CENTRE + REACH * output;
