import type { Outcome, TreeSession, Visit } from "../../runtime/trees/session.ts";
import type { Found, Scalar, Vector } from "./bt-cases.ts";

const ANSWER = { S: "success", F: "failure", R: "running", K: "skipped" } as const;
const LETTER: Readonly<Record<Outcome, string>> = { idle: "I", running: "R", success: "S", failure: "F", skipped: "K" };
/** Ticks for one: a retry that goes on for ever would never come back. */
const MOST_TICKS = 1000;
/** As many answers are handed over at once. */
const AHEAD = 60;

/** The ten ticks of a vector. */
export function play(vector: Vector, tree: TreeSession): Found[] {
  const driver = new Driver(vector, tree);
  return vector.env.map((_, k) => driver.step(k));
}

class Driver {
  readonly #vector: Vector;
  readonly #tree: TreeSession;
  readonly #leaves: ReadonlyMap<string, { readonly script: string; visits: number }>;

  constructor(vector: Vector, tree: TreeSession) {
    this.#vector = vector;
    this.#tree = tree;
    const extern = tree.tree.nodes.filter(({ kind }) => kind === "extern");
    this.#leaves = new Map(extern.map(({ name }) => [name, { script: vector.leaves[name.split("/").at(-1)!] ?? "", visits: 0 }]));
    this.#write(vector.init);
  }

  #write(values: Readonly<Record<string, Scalar>>): void {
    for (const [name, value] of Object.entries(values)) {
      const kind = this.#tree.tree.entries.find((entry) => entry.name === name)?.kind;
      if (kind !== undefined) this.#tree.set(name, kind === "num" ? Number(value) : kind === "text" ? String(value) : Number(value) === 1);
    }
  }

  step(k: number): Found {
    const { env, halt_before, mode, nodes } = this.#vector;
    this.#write(env[k]!);
    const halted_by_halt = halt_before.includes(k) ? this.#halted(this.#asking(() => this.#tree.halt())) : [];
    let tick = this.#tick(k);
    const visits = [...tick.visits], ticked = [...tick.ticked];
    for (let n = 1; mode === "once" && n < MOST_TICKS && tick.root === "running" && tick.wake; n++) {
      this.#tree.settle();
      tick = this.#tick(k);
      visits.push(...tick.visits);
      ticked.push(...tick.ticked);
    }
    const status = new Map(this.#tree.status().map((one, i) => [this.#tree.tree.nodes[i]!.name, LETTER[one]]));
    const bb = Object.fromEntries(Object.keys(this.#vector.init).filter((name) => this.#tree.tree.entries.some((entry) => entry.name === name)).map((name) => [name, this.#tree.get(name) as Scalar]));
    const found = {
      root: LETTER[tick.root], visits: visits.filter(({ status: one }) => one !== "halted").map(({ node, status: one }) => [node, LETTER[one as Outcome]] as const),
      ticked, halted: this.#halted(visits), halted_by_halt, status: nodes.map(([path]) => status.get(path) ?? "?").join(""), bb,
    };
    // Timers run while nothing ticks: before the next tick's writes.
    return { ...found, async_halted: k + 1 < env.length ? this.#expire(k + 1) : [] };
  }

  #expire(sample: number): string[] {
    return this.#halted(this.#asking(() => this.#tree.expire(sample)));
  }

  #halted(visits: readonly Visit[]): string[] {
    return visits.filter(({ node, status }) => status === "halted" && this.#leaves.has(node)).map(({ node }) => node);
  }

  /** Hands over the answers that come next, and counts those that were taken. */
  #asking<T>(use: () => T): T {
    for (const [leaf, { script, visits }] of this.#leaves) {
      this.#tree.answer(leaf, ...Array.from({ length: AHEAD }, (_, i) => ANSWER[script[(visits + i) % script.length] as keyof typeof ANSWER]));
    }
    const result = use();
    for (const [leaf, one] of this.#leaves) one.visits += this.#tree.asked(leaf);
    return result;
  }

  #tick(k: number) {
    const tick = this.#asking(() => this.#tree.tick(k));
    return { ...tick, ticked: this.#ticked(tick.visits, new Map([...this.#leaves.keys()].map((leaf) => [leaf, this.#tree.asked(leaf)]))) };
  }

  /** Visits at which a leaf was asked: the others were decided by a precondition. */
  #ticked(visits: readonly Visit[], left: Map<string, number>): string[] {
    const expected = visits.filter(({ node, status }) => left.has(node) && status !== "halted");
    const extra = new Map([...left].map(([leaf, asked]) => [leaf, expected.filter(({ node }) => node === leaf).length - asked]));
    return expected.flatMap(({ node }) => {
      const more = extra.get(node)!;
      if (more > 0) extra.set(node, more - 1);
      return more > 0 ? [] : [node];
    });
  }
}
