import { activations, toAction } from "./network.ts";
import type { Network } from "./network.ts";
import type { Random } from "./random.ts";

/** What somebody saw and what they did. */
export interface Sample {
  readonly observation: readonly number[];
  readonly action: readonly number[];
}

const BATCH = 128;
const RATE = 3e-3; // Adam's step size at the start; it falls to zero along a cosine

/**
 * Fits the network to the samples by Adam (Kingma and Ba 2015) on half the squared error.
 * Returns the last pass's rms error of each output.
 */
export function learn(network: Network, samples: readonly Sample[], passes: number, random: Random): number[] {
  const parameters = network.layers.flatMap(({ weights, biases }) => [weights, biases]);
  const zeros = (p: Float64Array) => new Float64Array(p.length);
  const slots = parameters.map((p) => ({ p, g: zeros(p), m: zeros(p), v: zeros(p) }));
  const gradients = slots.map(({ g }) => g);
  const batches = Math.floor(samples.length / BATCH);
  const squares = network.scaling.reach.map(() => 0);

  for (let t = 1; t <= passes * batches; t++) {
    if (t % batches === 1) squares.fill(0);
    for (const g of gradients) g.fill(0);
    for (let n = 0; n < BATCH; n++) {
      const sample = samples[Math.floor(random.between(0, samples.length))]!;
      addGradient(network, sample, gradients).forEach((error, i) => (squares[i]! += error * error));
    }
    const rate = (RATE / 2) * (1 + Math.cos((Math.PI * t) / (passes * batches)));
    for (const slot of slots) adam(slot, rate, t);
  }
  return squares.map((sum) => Math.sqrt(sum / (batches * BATCH)));
}

/** Adds one sample's gradient, by backpropagation, and returns its errors. */
function addGradient(network: Network, { observation, action }: Sample, gradients: readonly Float64Array[]): number[] {
  const { layers, scaling } = network;
  const all = activations(network, observation);
  const errors = toAction(scaling, all[layers.length]!).map((given, i) => given - action[i]!);
  let upstream = Float64Array.from(errors, (error, i) => error * scaling.reach[i]!);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { inputs, outputs, weights } = layers[l]!;
    const from = all[l]!;
    const to = all[l + 1]!;
    const [dWeights, dBiases] = [gradients[2 * l]!, gradients[2 * l + 1]!];
    const downstream = new Float64Array(inputs);
    for (let o = 0; o < outputs; o++) {
      const delta = upstream[o]! * (1 - to[o]! * to[o]!);
      dBiases[o]! += delta;
      for (let i = 0; i < inputs; i++) {
        dWeights[o * inputs + i]! += delta * from[i]!;
        downstream[i]! += delta * weights[o * inputs + i]!;
      }
    }
    upstream = downstream;
  }
  return errors;
}

type Slot = Readonly<Record<"p" | "g" | "m" | "v", Float64Array>>;

/** One Adam step: parameters `p` from gradients `g`, with their running mean `m` and mean square `v`. */
function adam({ p, g, m, v }: Slot, rate: number, t: number): void {
  const meanBias = 1 - 0.9 ** t;
  const squareBias = 1 - 0.999 ** t;
  for (let i = 0; i < p.length; i++) {
    const gradient = g[i]! / BATCH;
    m[i] = 0.9 * m[i]! + 0.1 * gradient;
    v[i] = 0.999 * v[i]! + 0.001 * gradient * gradient;
    p[i]! -= (rate * m[i]!) / meanBias / (Math.sqrt(v[i]! / squareBias) + 1e-8);
  }
}
