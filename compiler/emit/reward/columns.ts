import type { EnvIr } from "../../ir/ir.ts";
import type { RewardLayout } from "../../ir/reward-layout.ts";
import { Level } from "../code.ts";
import type { Names } from "../names.ts";
import { comment } from "../text.ts";
import { elementName } from "./wanted.ts";
import { name, type Form, type Value } from "./value.ts";

/** The parts of a step's buffer as arrays under names of their own, `speed_of[k]` for environment k: constants to V8, and plain to read. */
export class Columns {
  readonly #env: EnvIr;
  readonly #layout: RewardLayout;
  readonly #names: Names;
  readonly #wanted: (id: number) => string;
  readonly #declared = new Map<number, { readonly id: string; readonly line: string }>();

  constructor(env: EnvIr, { layout, names, wanted }: { readonly layout: RewardLayout; readonly names: Names; readonly wanted: (id: number) => string }) {
    this.#env = env;
    this.#layout = layout;
    this.#names = names;
    this.#wanted = wanted;
    // These names come first: an item may have one of them too.
    const { resets, steps, refused, filled, terminated, truncated } = layout;
    for (const [name, at] of Object.entries({ resets, steps, refused, filled, terminated, truncated })) this.#column(at, name);
  }

  obs(slot: number): string {
    const { name, unit } = this.#env.obs[slot]!;
    return one(this.#column(this.#layout.obs.get(slot)!, name, unit));
  }

  /** Element `index` of the list whose element 0 is in a slot. */
  item(slot: number, index: string, stride: number): string {
    const { name, unit } = this.#env.obs[slot]!;
    return nth(this.#columns(this.#layout.obs.get(slot)!, elementName(name), unit), index, stride);
  }

  act(slot: number): string {
    const { name, unit } = this.#env.acts[slot]!;
    return one(this.#column(this.#layout.acts.get(slot)!, name, unit));
  }

  feature(feature: number): string {
    return one(this.#column(this.#layout.features + feature, `text_${feature + 1}`));
  }

  /** What a cell holds; of a history, at `index` of its places. */
  cell(cell: number, index: string): string {
    const { column, size } = this.#layout.cells[cell]!;
    const wanted = `cell_${cell + 1}`;
    return size === 1 ? one(this.#column(column, wanted)) : nth(this.#columns(column, wanted), index, 1);
  }

  get steps(): string {
    return one(this.#column(this.#layout.steps, "steps"));
  }

  get resets(): string {
    return one(this.#column(this.#layout.resets, "resets"));
  }

  get filled(): string {
    return `${this.#column(this.#layout.filled, "filled")}[0]`;
  }

  stop(kind: "terminate" | "truncate"): string {
    const { terminated, truncated } = this.#layout;
    return one(kind === "terminate" ? this.#column(terminated, "terminated") : this.#column(truncated, "truncated"));
  }

  output(node: number): string {
    return one(this.#column(this.#layout.outputs.get(node)!.column, this.#wanted(node)));
  }

  outputElement(node: number, index: string): string {
    return nth(this.#columns(this.#layout.outputs.get(node)!.column, this.#wanted(node)), index, 1);
  }

  outputLength(node: number): string {
    return one(this.#column(this.#layout.outputs.get(node)!.list!.length, `${this.#wanted(node)}_length`));
  }

  /** Sets a column of all environments. */
  fill(at: number, wanted: string, value: string): string {
    return `${this.#column(at, wanted)}.fill(${value});`;
  }

  /** In the order of the buffer. */
  get declarations(): readonly string[] {
    return [...this.#declared].sort(([a], [b]) => a - b).map(([, { line }]) => line);
  }

  #column(at: number, wanted: string, unit = ""): string {
    return this.#declare(at, wanted, (id) => `const ${id} = io.subarray(${at} * w, ${at} * w + n);`, unit);
  }

  /** This column and those behind it. */
  #columns(at: number, wanted: string, unit = ""): string {
    return this.#declare(at + 0.5, wanted, (id) => `const ${id} = io.subarray(${at} * w);`, unit);
  }

  #declare(key: number, wanted: string, line: (id: string) => string, unit: string): string {
    const known = this.#declared.get(key);
    if (known !== undefined) return known.id;
    const id = this.#names.take(`${wanted}_of`);
    this.#declared.set(key, { id, line: unit === "" ? line(id) : `${line(id)} // [${comment(unit)}]` });
    return id;
  }
}

function one(column: string): string {
  return `${column}[k]`;
}

function nth(columns: string, index: string, stride: number): string {
  return `${columns}[${stride === 1 ? "" : `${stride} * `}${index} * w + k]`;
}

/** A number of a buffer, as what it stands for. */
export function read(place: string, form: Form): Value {
  switch (form) {
    case "num": return { ...name(`${place}!`, "num"), weight: 2, plain: false };
    case "bool": return { ...name(`${place} === 2`, "bool"), level: Level.compare, weight: 3, plain: false };
    case "tri": return { ...name(`truth(${place}!)`, "tri"), weight: 3, plain: false };
  }
}
