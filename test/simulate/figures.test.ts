import { expect, test } from "vitest";
import { figuresOf, quantiles, splitFigures } from "../../runtime/simulate/figures.ts";
import type { EpisodeFigures } from "../../runtime/simulate/measure.ts";
import { episodeSeed } from "../../runtime/simulate/seed.ts";

const one = (episode: number, given: Partial<EpisodeFigures> = {}): EpisodeFigures => ({
  episode, violated: false, event: null, closest: 10, farthest: 20, steps: 4, speed: 8, jerk: 12, acted: [3, 0, 1], corrected: 1, counts: [2], ...given,
});
const NAMED = { actors: ["net", "coast", "brake"], networks: ["net"], counts: ["honks"] };

test("episodes add up to a run", () => {
  const run = figuresOf([one(0), one(1, { violated: true, closest: 1.5, steps: 2, speed: 10, jerk: 4, acted: [0, 2, 0], counts: [3] })], NAMED);
  expect(run).toEqual({
    episodes: 2, violations: 1, closest: 1.5, meanSpeed: 3, comfort: 2, steps: 6, interventions: 3, by: { coast: 2, brake: 1 }, networkShare: 0.5, corrections: 2, counts: { honks: 5 },
  });
});

test("the order in which episodes arrive changes nothing, to the last bit", () => {
  const episodes = Array.from({ length: 50 }, (_, i) => one(i, { speed: 0.1 * i ** 3, jerk: 1 / (i + 1) }));
  expect(figuresOf(episodes.toReversed(), NAMED)).toEqual(figuresOf(episodes, NAMED));
});

test("a part without episodes has no means", () => {
  const { withEvent, withoutEvent } = splitFigures([one(0), one(1)], NAMED);
  expect(withEvent).toMatchObject({ episodes: 0, violations: 0, steps: 0, meanSpeed: NaN, networkShare: NaN, closest: NaN });
  expect(withoutEvent.episodes).toBe(2);
});

test("quantiles", () => {
  expect(quantiles(Float64Array.from({ length: 101 }, (_, i) => 100 - i))).toEqual({ median: 50, p99: 99 });
  expect(quantiles(new Float64Array())).toEqual({ median: NaN, p99: NaN });
});

test("seeds differ within a run and between runs, and lie in the upper half", () => {
  const seeds = [0, 1, 2, 2 ** 40].flatMap((seed) => Array.from({ length: 1000 }, (_, i) => episodeSeed(seed, i)));
  expect(new Set(seeds).size).toBe(4000);
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 2 ** 31 && seed < 2 ** 32)).toBe(true);
});
