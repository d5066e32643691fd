import type { EnvIr, Ir, Shape } from "../../../compiler/ir/ir.ts";
import { optionalSlots } from "../../../compiler/ir/optional-slots.ts";
import { inputsOf, type RewardIr } from "../../../compiler/ir/reward.ts";
import type { Texts } from "../../texts/features.ts";
import type { BesideColumn } from "../../traces/beside-cells.ts";
import type { Trace, TraceOptions } from "../../traces/trace.ts";
import { listed } from "../../traces/words.ts";

/** The column whose changes begin another episode. */
export const EPISODE = "episode";

/** Rows of a trace that belong together. */
export interface Episode {
  /** The file; of several in it, which one. */
  readonly name: string;
  /** Counted from 0; `to` is behind the last. */
  readonly from: number;
  readonly to: number;
}

/** A whole file, unless it has a column `episode`. */
export function episodesOf(name: string, { length, beside }: Pick<Trace, "length" | "beside">): Episode[] {
  const column = beside?.get(EPISODE);
  if (column === undefined) return [{ name, from: 0, to: length }];
  const starts = Array.from({ length }, (_, row) => row).filter((row) => row === 0 || column.at(row) !== column.at(row - 1));
  return starts.map((from, i) => ({ name: starts.length === 1 ? name : `${name}, episode ${column.at(from) ?? "without a name"}`, from, to: starts[i + 1] ?? length }));
}

/** What a trace has to have for a reward: each row is a step. */
export function readingOf(env: EnvIr, reward: RewardIr): TraceOptions {
  const { obs, acts } = inputsOf(reward);
  const optional = optionalSlots(env);
  const elements = new Set(reward.nodes.flatMap(({ op, slot, stride, max }) => (op === "item" ? Array.from({ length: max! }, (_, i) => slot! + i * stride!) : [])));
  const own = new Set([...env.obs, ...env.acts].map((slot) => slot.name));
  return {
    time: null,
    needs: new Set([...obs.map((slot) => env.obs[slot]!.name), ...acts.map((slot) => env.acts[slot]!.name)]),
    // Of a list only as many elements are looked at as it is long.
    mayLack: new Set([...obs.filter((slot) => optional.has(slot) || elements.has(slot)).map((slot) => env.obs[slot]!.name), ...acts.map((slot) => env.acts[slot]!.name)]),
    beside: [...textsOf(env, reward), ...(own.has(EPISODE) ? [] : [{ name: EPISODE, needed: false }])],
  };
}

/** Text observations that the reward reads, and whether there must be a column. */
function textsOf(env: EnvIr, reward: RewardIr): { readonly name: string; readonly needed: boolean }[] {
  const read = new Set<string>();
  const visit = (ir: Ir): void => {
    if (ir.op === "obs") read.add(ir.name!);
    ir.args?.forEach(visit);
  };
  reward.features.forEach(visit);
  const found: { name: string; needed: boolean }[] = [];
  const walk = (shape: Shape, needed: boolean): void => {
    if (shape.kind === "text" && read.has(shape.name)) found.push({ name: shape.name, needed });
    else if (shape.kind === "record") for (const field of shape.fields) walk(field.shape, needed && field.optional !== true);
  };
  walk(env.obsShape, true);
  return found;
}

/** What a reward reads at one step. */
export interface PlayedInput {
  readonly obs: Float64Array;
  readonly acts: Float64Array;
  readonly texts: Texts;
}

/** What a reward reads at each row of a trace. What is given is overwritten by the next row. */
export function inputsAt(env: EnvIr, reward: RewardIr, trace: Trace): { readonly at: (row: number) => PlayedInput; readonly notes: readonly string[] } {
  const slots = inputsOf(reward);
  const obs = new Float64Array(env.obs.length), acts = Float64Array.from(env.acts, ({ kind, default: value }) => (kind === "bool" ? 2 * value : value));
  const texts = textsOf(env, reward).map(({ name }) => ({ name, column: trace.beside?.get(name) }));
  const lacking = slots.acts.filter((slot) => trace.acts[slot] === null).map((slot) => env.acts[slot]!.name);
  return {
    at(row) {
      for (const slot of slots.obs) obs[slot] = trace.obs[slot]![row]!;
      for (const slot of slots.acts) if (trace.acts[slot] !== null) acts[slot] = trace.acts[slot]![row]!;
      return { obs, acts, texts: textsAt(texts, row) };
    },
    notes: lacking.length === 0 ? [] : [`there is no column for ${listed(lacking)}; ${lacking.length === 1 ? "its default is" : "their defaults are"} used`],
  };
}

function textsAt(texts: readonly { readonly name: string; readonly column: BesideColumn | undefined }[], row: number): Texts {
  return Object.fromEntries(texts.map(({ name, column }) => {
    const value = column?.at(row) ?? null;
    return [name, value === null ? null : String(value)];
  }));
}
