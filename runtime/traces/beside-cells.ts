import { Cells } from "./cells.ts";

/** A value as its file has it: a file of texts has texts alone. */
export type BesideValue = number | boolean | string | null;

/** A column that is no slot's. */
export interface BesideColumn {
  readonly label: string;
  at(row: number): BesideValue;
}

/** Values of any kind, equal ones kept once. What is missing is null. */
export class BesideCells extends Cells {
  readonly unknown = -1;
  override readonly asText = true;
  readonly #label: string;
  readonly #places = new Map<BesideValue, number>();
  readonly #values: BesideValue[] = [];

  constructor(file: string, label: string) {
    super(file, label);
    this.#label = label;
  }

  number(value: number): void {
    this.#add(Number.isNaN(value) ? null : value);
  }

  override bigint(value: bigint): void {
    const near = Number(value);
    this.#add(Number.isSafeInteger(near) ? near : String(value));
  }

  truth(value: boolean): void {
    this.#add(value);
  }

  text(value: string): void {
    this.#add(value);
  }

  /** What `places` (of `taken`) stand for. */
  column(places: Float64Array): BesideColumn {
    const values = this.#values;
    return { label: this.#label, at: (row) => values[places[row]!] ?? null };
  }

  #add(value: BesideValue): void {
    if (value === null) return this.missing();
    let place = this.#places.get(value);
    if (place === undefined) this.#places.set(value, (place = this.#values.push(value) - 1));
    this.put(place);
  }
}
