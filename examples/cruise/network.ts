import type { Random } from "./random.ts";

/** A dense layer: `weights[o * inputs + i]`, one bias for each output, tanh after it. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** What the numbers at both ends mean. */
export interface Scaling {
  /** What is taken off each input, and what the rest is divided by. */
  readonly offset: readonly number[];
  readonly scale: readonly number[];
  /** The middle and half the width of what each output can be. */
  readonly centre: readonly number[];
  readonly reach: readonly number[];
}

export interface Network {
  readonly layers: readonly Layer[];
  readonly scaling: Scaling;
}

/** Layers between these sizes, each weight drawn so that a signal keeps its variance (Glorot and Bengio 2010). */
export function newNetwork(sizes: readonly number[], scaling: Scaling, random: Random): Network {
  const layers = sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l]!;
    const spread = Math.sqrt(2 / (inputs + outputs));
    const weights = Float64Array.from({ length: inputs * outputs }, () => spread * random.normal());
    return { inputs, outputs, weights, biases: new Float64Array(outputs) };
  });
  return { layers, scaling };
}

/** Every layer's outputs, the normalised observation first. */
export function activations({ layers, scaling: { offset, scale } }: Network, observation: readonly number[]): Float64Array[] {
  const all = [Float64Array.from(observation, (x, i) => (x - offset[i]!) / scale[i]!)];
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

/** What the last layer's outputs stand for. */
export const toAction = ({ centre, reach }: Scaling, outputs: Float64Array): number[] => Array.from(outputs, (y, i) => centre[i]! + reach[i]! * y);
