/** A run that takes one of several ways again and again, through all its ways: each run begins with the choices of the one before, but for the last that has one left. */
export class Choices {
  readonly #path: { taken: number; readonly of: number }[] = [];
  #at = 0;

  /** One of so many ways, from 0. */
  choose(of: number): number {
    if (of <= 1) return 0;
    const next = this.#path[this.#at] ?? { taken: 0, of };
    this.#path[this.#at++] = next;
    return next.taken;
  }

  /** Makes ready for the next run; false when all have been. */
  next(): boolean {
    this.#path.length = this.#at;
    this.#at = 0;
    while (this.#path.length > 0) {
      const last = this.#path.at(-1)!;
      last.taken += 1;
      if (last.taken < last.of) return true;
      this.#path.pop();
    }
    return false;
  }

  get taken(): Uint8Array {
    return Uint8Array.from(this.#path.slice(0, this.#at), ({ taken }) => taken);
  }
}

/** The same choices once more. */
export class Replayed {
  readonly #taken: Uint8Array;
  #at = 0;

  constructor(taken: Uint8Array) {
    this.#taken = taken;
  }

  choose(of: number): number {
    return of <= 1 ? 0 : this.#taken[this.#at++]!;
  }
}

export type Chooser = Pick<Choices, "choose">;
