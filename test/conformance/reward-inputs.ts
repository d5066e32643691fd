import type { EnvIr, Shape } from "../../compiler/ir/ir.ts";
import { encode } from "../../runtime/guard/shape.ts";
import { textsIn } from "../../runtime/rewards/session.ts";
import type { Task } from "./reward-backends.ts";
import { numberIn } from "./reward-cases.ts";

/** An observation as engines take it. */
export interface Encoded {
  readonly slots: Float64Array;
  /** By their names. */
  readonly texts: Readonly<Record<string, string>>;
  /** What is wrong with it; its slot is then NaN. */
  readonly problem: string | null;
}

export const envOf = ({ bundle, reward }: Task): EnvIr => bundle.ir.envs.find(({ name }) => name === reward.env)!;

export function encoded({ obs, obsShape }: EnvIr, observation: unknown): Encoded {
  const given = givenOf(obsShape, observation);
  const slots = new Float64Array(obs.length).fill(NaN);
  const [problem] = encode(obsShape, obs, given, slots, 0);
  return { slots, texts: textsIn(obsShape, given), problem: problem ?? null };
}

/** An observation of a case as a host would have it: the text `NaN` is a number, unless a text is observed there. */
export function givenOf(shape: Shape, value: unknown): unknown {
  if (shape.kind === "text") return value;
  if (shape.kind === "slot") return numberIn(value) ?? value;
  const inner = new Map(shape.kind === "record" ? shape.fields.map((field) => [field.name, field.shape]) : shape.items.map((item, i) => [String(i), item]));
  const one = (key: string, part: unknown): unknown => (inner.has(key) ? givenOf(inner.get(key)!, part) : part);
  if (Array.isArray(value)) return value.map((part, i) => one(String(i), part));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, one(key, part)]));
}
