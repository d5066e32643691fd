import type { Ir } from "./ir.ts";

const keys = new WeakMap<Ir, string>();

/** An expression without its places: equal keys, equal meaning. */
export function key(ir: Ir): string {
  const { at: _, args, ...rest } = ir;
  // Not JSON within JSON: every level would double the marks that escape the one below.
  const made = keys.get(ir) ?? `${JSON.stringify(rest)}(${(args ?? []).map(key).join()})`;
  keys.set(ir, made);
  return made;
}
