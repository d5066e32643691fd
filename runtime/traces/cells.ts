import type { Slot } from "../../compiler/ir/ir.ts";
import { Refusal } from "../refusal.ts";
import { amount, are } from "./words.ts";
import { numberIn } from "./number.ts";
import { SAME, type Scale } from "./units.ts";

/** One column of a trace while it is read. Each method adds the next row's value, whatever form the file has it in. */
export abstract class Cells {
  length = 0;
  abstract readonly unknown: number;
  /** What stands in a file of texts is kept word for word, digits too. */
  readonly asText: boolean = false;
  protected values = new Float64Array(1024);
  readonly #file: string;
  readonly #column: string;

  constructor(file: string, column: string) {
    this.#file = file;
    this.#column = column;
  }

  abstract number(value: number): void;
  abstract truth(value: boolean): void;
  abstract text(value: string): void;

  bigint(value: bigint): void {
    this.number(Number(value));
  }

  missing(): void {
    this.put(this.unknown);
  }

  numbers(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) this.number(values[i]!);
  }

  /** What was odd, in words. */
  notes(): string[] {
    return [];
  }

  /** The column, at its length; nothing can be added afterwards. */
  taken(): Float64Array {
    const { values } = this;
    this.values = new Float64Array(0);
    // A view would keep up to twice its memory alive.
    return this.length === values.length ? values : this.length > values.length * 0.9 ? values.subarray(0, this.length) : values.slice(0, this.length);
  }

  /** What cannot be a value here; `is` says why. */
  refuse(is: string): never {
    throw new Refusal(`${this.#file}, row ${this.length + 1}: ${is} in column \`${this.#column}\``);
  }

  protected put(value: number): void {
    if (this.length === this.values.length) this.grow(this.length + 1);
    this.values[this.length++] = value;
  }

  protected grow(least: number): void {
    const larger = new Float64Array(Math.max(least, this.values.length * 2));
    larger.set(this.values);
    this.values = larger;
  }
}

export class NumberCells extends Cells {
  readonly unknown = NaN;
  readonly #name: string;
  readonly #scale: Scale;
  #infinite = 0;
  #first = 0;

  constructor(file: string, column: string, name: string, scale: Scale) {
    super(file, column);
    this.#name = name;
    this.#scale = scale;
  }

  number(value: number): void {
    const scaled = (value * this.#scale.num) / this.#scale.den;
    if (scaled - scaled !== 0) this.#odd(scaled);
    else this.put(scaled);
  }

  truth(value: boolean): void {
    this.refuse(`\`${value}\` is no number`);
  }

  text(value: string): void {
    const read = numberIn(value);
    if (read === null) this.refuse(`\`${value}\` is no number`);
    this.number(read);
  }

  /** The same as each by itself, at the speed of a copy where all is well. */
  override numbers(values: ArrayLike<number>): void {
    const { num, den } = this.#scale;
    const from = this.length;
    if (from + values.length > this.values.length) this.grow(from + values.length);
    const into = this.values;
    let wrong = 0;
    for (let i = 0; i < values.length; i++) {
      const scaled = (values[i]! * num) / den;
      into[from + i] = scaled;
      wrong += scaled - scaled;
    }
    // A sum of zeros, unless one of them was infinite or not there.
    if (wrong === 0) this.length += values.length;
    else for (let i = 0; i < values.length; i++) this.number(values[i]!);
  }

  #odd(value: number): void {
    if (!Number.isNaN(value) && this.#infinite++ === 0) this.#first = this.length + 1;
    this.put(NaN);
  }

  override notes(): string[] {
    const n = this.#infinite;
    return n === 0 ? [] : [`${amount(n, "infinite value")} of \`${this.#name}\` ${are(n)} unknown (first in row ${this.#first})`];
  }
}

/** Times are unknown (NaN) where they are missing or infinite; what that means is `align.ts`'s to say. */
export class TimeCells extends NumberCells {
  /** Whole nanoseconds since 1970 do not fit a number: what is kept is the distance from the first. Null until there is one. */
  #origin: bigint | null = null;
  #start = 0;

  constructor(file: string, column: string, scale: Scale) {
    super(file, column, "time", scale);
  }

  override number(value: number): void {
    if (this.#origin === null && Number.isFinite(value)) this.#origin = 0n;
    super.number(value - this.#start);
  }

  override numbers(values: ArrayLike<number>): void {
    this.#origin ??= 0n;
    if (this.#origin === 0n) super.numbers(values);
    else for (let i = 0; i < values.length; i++) this.number(values[i]!);
  }

  override bigint(value: bigint): void {
    if (this.#origin === null) [this.#origin, this.#start] = [value, Number(value)];
    super.number(Number(value - this.#origin));
  }

  override text(value: string): void {
    if (/^\d{16,}$/.test(value)) this.bigint(BigInt(value));
    else super.text(value);
  }

  override notes(): string[] {
    return [];
  }
}

export class TruthCells extends Cells {
  readonly unknown = 1;

  number(value: number): void {
    if (value === 0 || value === 1) this.put(value * 2);
    else if (Number.isNaN(value)) this.put(1);
    else this.refuse(`\`${value}\` is neither true nor false`);
  }

  truth(value: boolean): void {
    this.put(value ? 2 : 0);
  }

  text(value: string): void {
    const word = value.trim().toLowerCase();
    if (word === "true" || word === "false") return this.truth(word === "true");
    const read = numberIn(value);
    if (read === null) this.refuse(`\`${value}\` is neither true nor false`);
    this.number(read);
  }
}

export class EnumCells extends Cells {
  readonly unknown = NaN;
  readonly #name: string;
  readonly #index: ReadonlyMap<string, number>;
  #strange = 0;
  #first = "";

  constructor(file: string, column: string, name: string, values: readonly string[]) {
    super(file, column);
    this.#name = name;
    this.#index = new Map(values.map((value, i) => [value, i]));
  }

  number(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < this.#index.size) this.put(value);
    else if (Number.isNaN(value)) this.put(NaN);
    else this.#stranger(String(value));
  }

  truth(value: boolean): void {
    this.refuse(`\`${value}\` is no name`);
  }

  text(value: string): void {
    const word = value.trim();
    const at = this.#index.get(word);
    if (at !== undefined) return this.put(at);
    const read = numberIn(word);
    if (read === null) this.#stranger(word);
    else this.number(read);
  }

  #stranger(word: string): void {
    if (this.#strange++ === 0) this.#first = `\`${word}\` in row ${this.length + 1}`;
    this.put(NaN);
  }

  override notes(): string[] {
    const n = this.#strange;
    return n === 0 ? [] : [`${amount(n, "value")} of \`${this.#name}\` ${n === 1 ? "is none of its names and" : "are none of its names and"} unknown (first ${this.#first})`];
  }
}

export function cellsFor(slot: Slot, file: string, column: string, scale: Scale = SAME): Cells {
  if (slot.kind === "bool") return new TruthCells(file, column);
  if (slot.kind === "enum") return new EnumCells(file, column, slot.name, slot.values!);
  return new NumberCells(file, column, slot.name, scale);
}
