import type { Names } from "../names.ts";
import type { Statement } from "./statements.ts";
import { name, type Value } from "./value.ts";

const INDICES = ["i", "j", "l", "p", "q"];
/** Words that stand in emitted code and are no variables of ours. */
const WORDS = [...INDICES, "w", "columns", "live", "some", "from", "to", "step", "reset", "fill", "subarray", "sound", ...Object.getOwnPropertyNames(Math)];

/** Names of one emitted function and of the functions inside it. */
export function innerNames(names: Names): Names {
  const inner = names.inner();
  for (const word of WORDS) inner.take(word);
  return inner;
}

/** Where statements are collected: one environment's step, the inside of a loop, or one turn of a loop that is written out. */
export class Scope {
  readonly statements: Statement[];
  readonly values = new Map<number, Value>();
  /** How far its loops count, by loop. */
  readonly lengths = new Map<number, Value>();
  readonly #names: Names;
  readonly #parent: Scope | null;
  readonly #loop: number | null;
  /** Of a turn that is written out. */
  readonly #turn: number | null;
  readonly #depth: number;

  constructor(names: Names, parent: Scope | null = null, loop: number | null = null, turn: number | null = null) {
    this.statements = turn === null ? [] : parent!.statements;
    this.#names = names;
    this.#parent = parent;
    this.#loop = loop;
    this.#turn = turn;
    this.#depth = parent === null ? 0 : parent.#depth + (turn === null ? 1 : 0);
  }

  inside(loop: number): Scope {
    return new Scope(this.#names, this, loop);
  }

  turn(loop: number, turn: number): Scope {
    return new Scope(this.#names, this, loop, turn);
  }

  /** The variable of its own loop. */
  get index(): string {
    return this.#turn !== null ? String(this.#turn) : (INDICES[this.#depth - 1] ?? `i${this.#depth}`);
  }

  /** The variable of a loop around this. */
  indexOf(loop: number): string {
    return this.#loop === loop ? this.index : this.#parent!.indexOf(loop);
  }

  /** Whether all of these loops run here. */
  runs(loops: readonly number[]): boolean {
    return loops.every((loop) => this.#loop === loop || (this.#parent?.runs([loop]) ?? false));
  }

  /** The outermost scope around this in which all of these loops run. */
  home(loops: readonly number[]): Scope {
    let home: Scope = this;
    while (home.#parent !== null && !loops.includes(home.#loop!)) home = home.#parent;
    return home;
  }

  /** Gives a value a name. */
  define(wanted: string, value: Value, isInput = false): Value {
    const id = this.take(wanted), text = `const ${id} = ${value.text};`;
    const defines = { name: id, form: value.form, ...(isInput && { again: text }) };
    this.statements.push({ kind: "line", text, weight: value.weight + 1, defines });
    return name(id, value.form);
  }

  take(wanted: string): string {
    return this.#names.take(wanted);
  }
}
