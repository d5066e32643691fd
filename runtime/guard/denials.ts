/** As many different denied calls as are remembered. */
const MOST = 1000;

/** Counts denials of the same call: an agent that does not hear a no will not hear the next one. */
export class Denials {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether this denial is one too many. */
  add(tool: string, args: unknown): boolean {
    const key = `${tool} ${JSON.stringify(args) ?? ""}`.slice(0, 10_000);
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.delete(key);
    this.#counts.set(key, count);
    if (this.#counts.size > MOST) this.#counts.delete(this.#counts.keys().next().value!);
    return count >= this.#most;
  }
}
