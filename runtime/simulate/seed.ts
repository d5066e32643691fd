/**
 * The seed of an episode in a run. Runs of different seeds start far apart, episodes follow one another, so that no two of a
 * run are alike; and all lie in the upper half of 32 bits, where a world does not count (the seeds it trained on, say).
 */
export function episodeSeed(seed: number, episode: number): number {
  const start = scramble((seed >>> 0) ^ scramble(Math.floor(seed / 2 ** 32)));
  return 2 ** 31 + ((start + episode) % 2 ** 31);
}

/** The last step of MurmurHash3 (Austin Appleby, public domain). */
function scramble(x: number): number {
  let h = (x + 0x9e3779b9) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
