import type { EnvIr, Shape, Slot } from "../../compiler/ir/ir.ts";
import { actSlot, env, slot } from "../interpreter/build.ts";
import type { Chance } from "../property/random.ts";

/** A bounded list of observations: the slots of its fields, and where its length stands. */
export interface ListSlots {
  readonly length: number;
  readonly max: number;
  readonly stride: number;
  readonly fields: readonly { readonly slot: number; readonly t: "num" | "bool" }[];
  readonly isOptional: boolean;
}

export interface GeneratedEnv {
  readonly env: EnvIr;
  /** Observations outside of lists. */
  readonly plain: readonly number[];
  readonly lists: readonly ListSlots[];
}

type Field = { readonly name: string; readonly shape: Shape; readonly optional?: true };

/** An env with all that a reward can read: numbers, truth values, enums, what may be missing, lists of numbers and of records, a text. */
export function rewardEnv(c: Chance): GeneratedEnv {
  const slots: Slot[] = [], fields: Field[] = [], plain: number[] = [], lists: ListSlots[] = [];
  const add = (one: Slot): number => slots.push(one) - 1;
  const single = (one: Slot, isOptional = false): void => {
    const at = add(one);
    plain.push(at);
    fields.push({ name: one.name, shape: { kind: "slot", slot: at }, ...(isOptional && { optional: true }) });
  };
  const list = (name: string, max: number, of: readonly Slot[], isOptional = false): void => {
    const length = add(slot(`${name}.length`, { low: 0, high: max, integer: true }));
    const from = slots.length;
    const items = Array.from({ length: max }, (_, i): Shape => {
      const parts = of.map((one): Field => ({ name: one.name, shape: { kind: "slot", slot: add({ ...one, name: `${name}[${i}].${one.name}` }) } }));
      return parts.length === 1 ? parts[0]!.shape : { kind: "record", fields: parts };
    });
    lists.push({ length, max, stride: of.length, isOptional, fields: of.map((one, i) => ({ slot: from + i, t: one.kind === "bool" ? "bool" : "num" })) });
    fields.push({ name, shape: { kind: "list", length, items }, ...(isOptional && { optional: true }) });
  };

  single(slot("a", { low: -10, high: 10 }));
  single(slot("free"));
  if (c.is(0.5)) single(slot("half", { low: 0 }));
  if (c.is(0.5)) single(slot("narrow", { low: 0.5, high: 2 }));
  if (c.is(0.7)) single(slot("n", { low: 0, high: 6, integer: true }));
  if (c.is(0.7)) single(slot("flag", { kind: "bool" }));
  if (c.is(0.4)) single(slot("mode", { kind: "enum", integer: true, low: 0, high: 2, values: ["x", "y", "z"] }));
  if (c.is(0.6)) list("ns", 1 + c.below(5), [slot("value", { low: -5, high: 5 })]);
  if (c.is(0.5)) single(slot("maybe", { low: -3, high: 9 }), true);
  if (c.is(0.4)) single(slot("sure", { kind: "bool" }), true);
  if (c.is(0.5)) list("rows", 1 + c.below(4), [slot("p"), slot("q", { low: 0, high: 1 }), slot("ok", { kind: "bool" })]);
  if (c.is(0.3)) list("spare", 1 + c.below(3), [slot("value")], true);
  fields.push({ name: "said", shape: { kind: "text", name: "said" } });

  const acts = [actSlot("u", { low: -4, high: 6 }), actSlot("on", { kind: "bool" })];
  const actShape: Shape = { kind: "record", fields: acts.map(({ name }, at) => ({ name, shape: { kind: "slot", slot: at } })) };
  return { env: env({ obs: slots, obsShape: { kind: "record", fields }, acts, actShape }), plain, lists };
}
