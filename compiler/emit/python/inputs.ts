import type { Slot } from "../../ir/ir.ts";
import { number } from "./code.ts";
import type { Dialect } from "./dialect.ts";
import type { Leaf } from "./leaves.ts";
import type { Plan } from "./plan.ts";
import { literal, tuple } from "./text.ts";

/** Lines that take arrays out of what a step is given, and expressions that say where these are not valid. */
export interface Inputs {
  readonly lines: readonly string[];
  readonly checks: readonly string[];
  /** The arrays' names, as the nodes read them. */
  readonly names: readonly string[];
}

export function inputs(plan: Plan, { target }: Dialect): Inputs {
  const { env, used, obs, acts } = plan, like = target === "torch" ? ["self._like"] : [];
  const lines: string[] = [], names: string[] = [], free: string[] = [], checks: string[] = [];
  for (const [slot, name] of plan.lengths) {
    // As long as an array that is read anyway, where nobody says how long.
    const leaf = [...plan.arrays.keys()].find(({ list }) => list?.length === slot) ?? obs.ofLength(slot)!, { path, max } = leaf.list!;
    lines.push(`${name} = _lengths(${["observation", keys(path), keys(leaf.path), "self.n", ...like, ...missing(leaf)].join(", ")})`);
    checks.push(`_outside(${[name, "0.0", number(max).text, "whole=True", ...missing(leaf)].join(", ")})`);
    names.push(name);
  }
  for (const [leaf, name] of plan.arrays) {
    const isAction = acts.all.includes(leaf), slots = isAction ? env.acts : env.obs;
    lines.push(`${name} = ${reading(leaf, isAction ? "action" : "observation", slots, like)}`);
    names.push(name);
    const components = checksOf(leaf, slots, new Set(isAction ? used.acts : used.obs));
    for (const { bounds, which } of components) {
      const array = which === null ? name : `${name}[..., [${which.join(", ")}]]`;
      const facts = [...bounds, ...missing(leaf), ...(leaf.list === null ? [] : [`length=${plan.lengths.get(leaf.list.length)!}`])];
      if (leaf.kind !== "bool" && facts.length === 0) free.push(array);
      else checks.push(`${leaf.kind === "bool" ? "_untrue" : "_outside"}(${[array, ...facts].join(", ")})`);
    }
  }
  return { lines, checks: [...(free.length > 0 ? [`_infinite(${free.join(", ")})`] : []), ...checks], names };
}

export const keys = (path: readonly string[]): string => tuple(path.map(literal));
const missing = ({ isOptional }: Leaf): readonly string[] => (isOptional ? ["may_miss=True"] : []);

/** The axes of an array, as the source says them: `n` environments, then a list's elements, then a vector's components. */
export function shapeOf({ list, width }: Leaf, n: string): string {
  return tuple([n, ...(list === null ? [] : [String(list.max)]), ...(width === null ? [] : [String(width)])]);
}

function reading(leaf: Leaf, from: string, slots: readonly Slot[], like: readonly string[]): string {
  const { path, kind, list, isOptional } = leaf, { values = [] } = slots[leaf.slots[0]![0]!]!;
  const given = kind === "enum" ? `_coded(${from}, ${keys(path)}, ${tuple(values.map(literal))})` : from;
  const read = list !== null ? "_elements" : kind === "bool" && !isOptional ? "_truths" : "_numbers";
  return `${read}(${[given, keys(path), shapeOf(leaf, "self.n"), ...like, ...(read === "_truths" ? [] : missing(leaf))].join(", ")})`;
}

/** One check for all components that are declared alike (`which` null: for all there are); what the reward does not read is not looked at. */
function checksOf({ slots: elements }: Leaf, slots: readonly Slot[], used: ReadonlySet<number>): readonly { readonly bounds: readonly string[]; readonly which: readonly number[] | null }[] {
  const components = elements[0]!, alike = new Map<string, number[]>();
  components.forEach((slot, j) => {
    if (!elements.some((row) => used.has(row[j]!))) return;
    const bounds = boundsOf(slots[slot]!).join(", ");
    alike.set(bounds, [...(alike.get(bounds) ?? []), j]);
  });
  return [...alike].map(([bounds, which]) => ({ bounds: bounds === "" ? [] : [bounds], which: which.length === components.length ? null : which }));
}

function boundsOf({ kind, low, high, integer }: Slot): readonly string[] {
  if (kind === "bool") return [];
  return [...(low === null ? [] : [`low=${number(low).text}`]), ...(high === null ? [] : [`high=${number(high).text}`]), ...(integer || kind === "enum" ? ["whole=True"] : [])];
}

/** Truth values that came as numbers, after what is neither was found; those that may be missing stay numbers. */
export function truthLines(plan: Plan): string[] {
  return [...plan.arrays].filter(([{ kind, isOptional }]) => kind === "bool" && !isOptional).map(([, name]) => `${name} = _true(${name})`);
}
