import type { Leaf } from "./told.ts";

/** One text, number or truth of a JSON value, and the way to it. */
export interface Placed {
  readonly leaf: Leaf;
  readonly path: readonly string[];
}

/** Every leaf of a value, no deeper than anybody nests. The names of fields are none. */
export function leaves(value: unknown, path: readonly string[] = [], found: Placed[] = []): Placed[] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") found.push({ leaf: value, path });
  else if (path.length >= DEEPEST) return found;
  else if (Array.isArray(value)) value.forEach((one, i) => leaves(one, [...path, `[${i}]`], found));
  else if (typeof value === "object" && value !== null) for (const [name, one] of Object.entries(value)) leaves(one, [...path, `.${name}`], found);
  return found;
}

const DEEPEST = 64;

/** Whether a way begins as a source says. */
export function isUnder(path: readonly string[], source: readonly string[]): boolean {
  return source.length <= path.length && source.every((step, i) => step === path[i] || (step === "[*]" && path[i]!.startsWith("[")));
}
