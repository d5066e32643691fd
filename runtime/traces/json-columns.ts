import type { EnvIr, Shape, Slot } from "../../compiler/ir/ir.ts";
import type { Cells } from "./cells.ts";
import { headerOf, named, type Header } from "./source.ts";

/** A place in the objects of a file. */
export interface JsonColumn extends Header {
  /** What stands there in one row; undefined where nothing does. `cells` says so in its own words where a list has a wrong length. */
  readonly of: (row: Record<string, unknown>, cells: Cells) => unknown;
}

/** One step down: a key, an element of a list of `size` (`fixed`) or at most `size`, or how long that is. */
type Step = string | { readonly at: number | "length"; readonly size: number; readonly fixed: boolean };

/** Of a list that the env does not know, as many elements are columns. */
const MOST = 1000;

/** Every place that these rows have, in the order they are met. */
export function columnsIn(rows: readonly Record<string, unknown>[], env: EnvIr): JsonColumn[] {
  const columns = new Map<string, JsonColumn>();
  const lists = new Map([...listsIn(env.obsShape, env.obs), ...listsIn(env.actShape, env.acts)]);
  const add = (label: string, steps: readonly Step[]): void => {
    if (!columns.has(label)) columns.set(label, { ...headerOf(label), of: reader(label, steps) });
  };
  const walk = (value: object, steps: readonly string[]): void => {
    for (const [key, inner] of Object.entries(value)) {
      const path = [...steps, key];
      const label = path.join(".");
      if (Array.isArray(inner)) {
        const { name, unit } = named(label);
        const elements = lists.get(name) ?? inner.slice(0, MOST).map((_, i) => ({ name: `${name}.${i}`, steps: [{ at: i, size: Infinity, fixed: false }] }));
        for (const one of elements) add(unit === null || one.name.endsWith(".length") ? one.name : `${one.name} [${unit}]`, [...path, ...one.steps]);
      } else if (typeof inner === "object" && inner !== null) walk(inner, path);
      else add(label, path);
    }
  };
  for (const row of rows) walk(row, []);
  return [...columns.values()];
}

interface Element {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The slots that stand in a list, by the dotted name of the list. */
function listsIn(shape: Shape, slots: readonly Slot[]): Map<string, Element[]> {
  const lists = new Map<string, Element[]>();
  const walk = (s: Shape, path: string, list: Element[] | null, steps: readonly Step[]): void => {
    if (s.kind === "slot") list?.push({ name: slots[s.slot]!.name, steps });
    else if (s.kind === "record") for (const f of s.fields) walk(f.shape, path === "" ? f.name : `${path}.${f.name}`, list, list === null ? [] : [...steps, f.name]);
    else if (s.kind !== "text") {
      const own = list ?? [];
      if (list === null) lists.set(path, own);
      const fixed = s.kind === "vector";
      const size = s.items.length;
      if (s.kind === "list") own.push({ name: slots[s.length]!.name, steps: [...steps, { at: "length", size, fixed }] });
      s.items.forEach((item, i) => walk(item, path, own, [...steps, { at: i, size, fixed }]));
    }
  };
  walk(shape, "", null, []);
  return lists;
}

function reader(label: string, steps: readonly Step[]): JsonColumn["of"] {
  const [only] = steps;
  // Nearly all are of one key, and an own property at that.
  if (steps.length === 1 && typeof only === "string") return (row) => (Object.hasOwn(row, only) ? row[only] : undefined);
  return (row, cells) => {
    let value: unknown = row;
    for (const step of steps) {
      if (value === null || value === undefined) return undefined;
      if (typeof step === "string") {
        if (typeof value !== "object" || Array.isArray(value)) return cells.refuse(`what should hold \`${label}\` is no object`);
        value = Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
      } else {
        if (!Array.isArray(value)) return cells.refuse(`what should hold \`${label}\` is no list`);
        if (step.fixed ? value.length !== step.size : value.length > step.size) return cells.refuse(`a list has ${value.length} elements, not ${step.fixed ? "" : "at most "}${step.size},`);
        value = step.at === "length" ? value.length : value[step.at];
      }
    }
    return value;
  };
}
