import { memorySlots, type EnvIr, type Shape, type Slot } from "../ir.ts";
import { verifyExpression } from "./expressions.ts";
import type { Names } from "./names.ts";
import { unique } from "./names.ts";
import type { Say } from "./shape.ts";

export function verifyEnv(env: EnvIr, guarded: boolean, names: Names, say: Say): void {
  const where = `env \`${env.name}\``;
  if (env.rate !== null && !(env.rate > 0)) say(where, "has a rate that is not positive");
  for (const slots of [env.obs, env.acts, memorySlots(env)]) {
    unique(slots, where, say);
    for (const slot of slots) range(slot, where, say);
  }
  for (const act of env.acts) if (!fits(act, act.default)) say(where, `has a default for \`${act.name}\` outside its range`);
  shape(env.obsShape, env.obs.length, where, say);
  shape(env.actShape, env.acts.length, where, say);
  const place = { env, locals: new Map<string, never>(), guarded };
  for (const m of env.memories) {
    const t = m.kind === "bool" ? "bool" : "num";
    verifyExpression(m.start, t, place, names, `${where}: start of \`${m.name}\``, say);
    verifyExpression(m.next, t, place, names, `${where}: next of \`${m.name}\``, say);
  }
  for (const m of env.monitors ?? []) verifyExpression(m.formula, m.kind === "bool" ? "bool" : "num", { ...place, monitored: true }, names, `${where}: \`${m.name}\``, say);
  if (env.dynamics !== null) dynamics(env, env.dynamics, guarded, names, where, say);
}

function dynamics(env: EnvIr, { next, disturbances }: NonNullable<EnvIr["dynamics"]>, guarded: boolean, names: Names, where: string, say: Say): void {
  unique(next, where, say);
  unique(disturbances, where, say);
  for (const d of disturbances) if (d.low > d.high) say(where, `has an empty interval for \`${d.name}\``);
  for (const { name, value } of next) {
    const slot = env.obs.find((o) => o.name === name);
    if (slot === undefined) say(where, `moves the unknown observation \`${name}\``);
    else verifyExpression(value, slot.kind === "bool" ? "bool" : "num", { env, locals: new Map(), guarded, disturbed: true }, names, `${where}: \`${name}'\``, say);
  }
}

function range(slot: Slot, where: string, say: Say): void {
  if (slot.low !== null && slot.high !== null && slot.low > slot.high) say(where, `has an empty range for \`${slot.name}\``);
  if (slot.kind === "enum" && (slot.values === undefined || slot.low !== 0 || slot.high !== slot.values.length - 1)) say(where, `has an enum \`${slot.name}\` whose range is not its values'`);
}

function fits(slot: Slot, value: number): boolean {
  if (slot.kind === "bool") return value === 0 || value === 1;
  if ((slot.integer || slot.kind === "enum") && !Number.isInteger(value)) return false;
  return value >= (slot.low ?? -Infinity) && value <= (slot.high ?? Infinity);
}

function shape(s: Shape, slots: number, where: string, say: Say): void {
  const slot = s.kind === "slot" ? s.slot : s.kind === "list" ? s.length : 0;
  if (slot > 0 && slot >= slots) say(where, "has a shape that means a slot beyond the last");
  if (s.kind === "record") for (const field of s.fields) shape(field.shape, slots, where, say);
  else if (s.kind === "vector" || s.kind === "list") for (const item of s.items) shape(item, slots, where, say);
}
