import type { EnvIr, ProgramIr, SampledGuardIr } from "../../compiler/ir/ir.ts";
import { treeNamed, type Layout, type Offer as Places } from "../../compiler/ir/layout.ts";
import { treeLayout } from "../../compiler/ir/tree-layout.ts";
import { copied } from "./copied.ts";
import { encode } from "./shape.ts";

export interface Offer {
  /** The policy's action, or only the fields it gives. */
  readonly action: unknown;
  /** Seconds since the observation it came from; 0 when it is this one. */
  readonly age?: number;
}

/** Where a policy's offer goes in a session's buffer. */
export interface OfferPlace {
  readonly policy: string;
  /** Action slots it gives. */
  readonly gives: readonly string[];
  readonly places: Places;
  /** Index of the guard's proposer that it is, or that is a tree with leaves for it. */
  readonly proposer: number;
}

/** Policies that a guard or one of its trees proposes. */
export function policiesOf(program: ProgramIr, { proposers }: SampledGuardIr): ReadonlySet<string> {
  return new Set(proposers.flatMap(({ name, source }) => (source.kind === "policy" ? [name] : source.kind === "tree" ? treeNamed(program, name).sources.flatMap((one) => (one.kind === "policy" ? [one.name] : [])) : [])));
}

/** Of each policy that a guard or one of its trees proposes, all the places. */
export function offerPlaces(program: ProgramIr, guard: SampledGuardIr, layout: Layout): readonly OfferPlace[] {
  const env = program.envs.find(({ name }) => name === guard.env)!;
  return guard.proposers.flatMap(({ name, source }, proposer): OfferPlace[] => {
    if (source.kind === "policy") return [{ policy: name, gives: source.gives, places: layout.offers[proposer]!, proposer }];
    if (source.kind !== "tree") return [];
    const tree = treeNamed(program, name);
    const from = layout.trees[proposer]!;
    const { offers } = treeLayout(env, tree);
    return tree.sources.flatMap((one, i) => {
      const at = offers[i];
      return at == null ? [] : [{ policy: one.name, gives: one.gives, places: { present: from + at.present, age: from + at.age, action: from + at.action }, proposer }];
    });
  });
}

/** Stretches of the buffer that the host writes before a step, besides those before the state. */
export function inputsOfTrees(program: ProgramIr, guard: SampledGuardIr, layout: Layout): readonly (readonly [from: number, to: number])[] {
  const env = program.envs.find(({ name }) => name === guard.env)!;
  return guard.proposers.flatMap(({ name }, i) => {
    const from = layout.trees[i] ?? null;
    return from === null ? [] : [[from, from + treeLayout(env, treeNamed(program, name)).state] as const];
  });
}

/** Puts what a policy offered, if anything, where it goes. */
export function writeOffer(env: EnvIr, { policy, gives, places }: OfferPlace, offers: Readonly<Record<string, Offer | undefined>>, io: Float64Array): void {
  const given = Object.hasOwn(offers, policy) ? offers[policy] : undefined;
  io[places.present] = 0;
  if (given === undefined) return;
  io[places.present] = 2;
  const read = copied(given);
  if ("problem" in read || typeof read.copy !== "object" || read.copy === null) return;
  const offer = read.copy as Offer;
  const fields = fieldsOf(gives);
  const shape = env.actShape.kind === "record" ? { ...env.actShape, fields: env.actShape.fields.filter((f) => fields.has(f.name)) } : env.actShape;
  // Finiteness and ranges are the guard's to judge, so that both engines see them; shape and type are the host's.
  const open = env.acts.map((a) => ({ ...a, low: null, high: null, integer: false }));
  const numbers = encode(shape, open, offer.action, io, places.action).filter((p) => !/ is (NaN|-?Infinity)$/.test(p));
  if (numbers.length === 0) copyNonFinite(offer.action, shape, io, places.action);
  if (numbers.length === 0) io[places.present] = 1;
  io[places.age] = typeof (offer.age ?? 0) === "number" ? (offer.age ?? 0) : NaN;
}

/** Names of whole actions of which some slots are given. */
export function fieldsOf(slots: readonly string[]): ReadonlySet<string> {
  return new Set(slots.map((name) => name.split(".")[0]!));
}

/** Numbers that are not finite go into the buffer as they are: the guard refuses them by name. */
function copyNonFinite(action: unknown, shape: Parameters<typeof encode>[0], io: Float64Array, from: number): void {
  if (shape.kind === "slot") {
    if (typeof action === "number" && !Number.isFinite(action)) io[from + shape.slot] = action;
  } else if (shape.kind === "record") {
    for (const f of shape.fields) copyNonFinite((action as Record<string, unknown>)[f.name], f.shape, io, from);
  } else if (shape.kind !== "text" && Array.isArray(action)) {
    shape.items.forEach((s, i) => copyNonFinite(action[i], s, io, from));
  }
}
