import type { Input } from "./inputs.ts";

/** How good a choice of all inputs is, −∞ where it is none; and whether it may be the one that is looked for. */
export interface Look {
  readonly score: number;
  readonly isAllowed: boolean;
}

export interface Found {
  readonly values: readonly number[];
  readonly score: number;
}

/** The same numbers in the same order, every time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The best allowed choice that a bounded search finds: it climbs from a few places without heed of what is allowed, goes from the best allowed one straight
 * towards the best of all as far as it is allowed, and climbs from there. It may miss; what it finds is so.
 */
export function searched(inputs: readonly Input[], look: (values: readonly number[]) => Look, most: number): Found | undefined {
  const random = randomFrom(1), free = inputs.flatMap(({ fixed }, i) => (fixed === undefined ? [i] : []));
  let left = most;
  let best: Found | undefined, peak: Found | undefined;
  const scored = (values: readonly number[]): Look => {
    if (left-- <= 0) return { score: -Infinity, isAllowed: false };
    const found = look(values), { score, isAllowed } = found;
    if (score > (peak?.score ?? -Infinity)) peak = { values, score };
    if (isAllowed && score > (best?.score ?? -Infinity)) best = { values, score };
    return found;
  };

  const starts = [start(() => 0.5), start(() => 0), start(() => 1), ...Array.from({ length: 5 }, () => start(random))];
  const nothing = inputs.map(({ fixed, low, high }) => fixed ?? Math.min(Math.max(0, low), high));
  for (const from of [nothing, ...starts]) climb(from, Math.floor(most / 16), () => true);
  if (free.length === 0 || peak === undefined) return best;
  for (const i of free) for (const value of inputs[i]!.kind === "bool" ? [0, 2] : []) scored(peak.values.with(i, value));
  if (best !== undefined) approach(best, peak);
  if (best !== undefined) climb(best.values, left, ({ isAllowed }) => isAllowed);
  return best;

  function start(share: () => number): number[] {
    return inputs.map(({ fixed, low, high, integer, kind }) => {
      const value = low + share() * (high - low);
      return fixed ?? (kind === "bool" ? (value > 1 ? 2 : 0) : integer ? Math.round(value) : value);
    });
  }

  function climb(from: readonly number[], steps: number, may: (look: Look) => boolean): void {
    let at = from, now = scored(at);
    for (let k = 0; k < steps && left > 0 && free.length > 0; k += 1) {
      const next = moved(at), found = scored(next);
      if (found.score >= now.score && may(found)) [at, now] = [next, found];
    }
  }

  /** One input otherwise, and half of the time all that are equal to it. */
  function moved(values: readonly number[]): readonly number[] {
    const i = free[Math.floor(random() * free.length)]!, { unit, kind } = inputs[i]!;
    const like = free.filter((j) => j !== i && inputs[j]!.unit === unit && inputs[j]!.kind === kind);
    const to = chosen(i, values, like), together = random() < 0.5 ? like.filter((j) => values[j] === values[i]) : [];
    return values.map((value, j) => (j === i || together.includes(j) ? fit(j, to) : value));
  }

  function chosen(i: number, values: readonly number[], like: readonly number[]): number {
    const { low, high, kind } = inputs[i]!, way = random();
    if (kind === "bool") return 2 - values[i]!;
    if (way < 0.1) return 0;
    if (way < 0.2) return random() < 0.5 ? low : high;
    if (way < 0.5 && like.length > 0) return values[like[Math.floor(random() * like.length)]!]!;
    return values[i]! + (random() < 0.5 ? -1 : 1) * (high - low) * 2 ** -(12 * random());
  }

  function fit(i: number, to: number): number {
    const { low, high, integer } = inputs[i]!;
    return Math.min(Math.max(integer ? Math.round(to) : to, low), high);
  }

  /** As near as is allowed. */
  function approach(from: Found, to: Found): void {
    let near = 0, far = 1;
    for (let k = 0; k < 20 && left > 0; k += 1) {
      const share = (near + far) / 2;
      const between = from.values.map((value, i) => (inputs[i]!.kind === "num" ? fit(i, value + share * (to.values[i]! - value)) : value));
      if (scored(between).isAllowed) near = share;
      else far = share;
    }
  }
}
