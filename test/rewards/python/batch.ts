import { Leaves, type Leaf } from "../../../compiler/emit/python/leaves.ts";
import type { EnvIr, Shape, Slot } from "../../../compiler/ir/ir.ts";

type Record = { [name: string]: unknown };

/** The mappings that an emitted class takes, of the slots of several environments. */
export function observationOf(env: EnvIr, slots: readonly ArrayLike<number>[], texts: readonly Readonly<{ [name: string]: string | null }>[] = []): Record {
  const given = mappingOf(env.obsShape, env.obs, slots), leaves = new Leaves(env.obsShape, env.obs);
  for (const { list } of leaves.all) {
    if (list !== null) put(given, [...list.path.slice(0, -1), `${list.path.at(-1)!}_length`], slots.map((one) => one[list.length]!));
  }
  for (const { name, path } of leaves.texts) put(given, path, texts.map((one) => one[name] ?? null));
  return given;
}

export function actionOf(env: EnvIr, slots: readonly ArrayLike<number>[]): Record {
  return mappingOf(env.actShape, env.acts, slots);
}

function mappingOf(shape: Shape, declared: readonly Slot[], slots: readonly ArrayLike<number>[]): Record {
  const given: Record = {};
  for (const leaf of new Leaves(shape, declared).all) put(given, leaf.path, arrayOf(leaf, slots));
  return given;
}

function arrayOf({ kind, list, width, slots: places }: Leaf, slots: readonly ArrayLike<number>[]): unknown {
  const rows = slots.map((one) => places.map((row) => row.map((place) => (kind === "bool" ? truth(one[place]!) : one[place]!))));
  // What is no truth value can only be said among numbers.
  const asBools = kind === "bool" && rows.flat(2).every((x) => x === 0 || x === 1);
  return rows.map((elements) => {
    const vectors = elements.map((row) => row.map((x) => (asBools ? x === 1 : x))).map((row) => (width === null ? row[0] : row));
    return list === null ? vectors[0] : vectors;
  });
}

const truth = (x: number): number => (x === 2 ? 1 : x === 1 ? NaN : x === 0 ? 0 : 0.5);

function put(into: Record, [name, ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[name!] = value;
  else put((into[name!] ??= {}) as Record, rest, value);
}
