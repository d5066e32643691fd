import { visitsOf } from "../../compiler/analyze/tree-visits.ts";
import type { EnvIr, Ir } from "../../compiler/ir/ir.ts";
import type { MachineIr, StateIr } from "../../compiler/ir/machine.ts";
import type { EntryIr, SetIr, SourceOfTree, TreeIr } from "../../compiler/ir/tree.ts";
import { numeric, truth, type Mentions } from "../property/expressions.ts";
import type { Chance } from "../property/random.ts";
import { fallback, having, node, parallel, read, tree, type Sketch } from "../trees/build.ts";
import { Grow } from "../trees/nodes.ts";

const AT = [0, 0] as const;
const TEXTS = ["", "north", "south"] as const;

/** What is read now, and an env's proposers by name. */
export interface World {
  readonly env: EnvIr;
  readonly now: Mentions;
  readonly policies: readonly string[];
  readonly controllers: readonly string[];
}

/** A machine with all that one can have in it. */
export function anyMachine(c: Chance, name: string, { env, now, policies, controllers }: World): MachineIr {
  const entries = blackboard(c).filter(() => c.is(0.8));
  const inside = withEntries(now, entries);
  const states = 1 + c.below(4);
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: c.below(most + 1) }, make);
  const condition = (): Ir => (c.is(0.3) ? { op: "bool", t: "bool", value: true } : truth(c, 2, inside));
  const sets = (): SetIr[] => (entries.length === 0 ? [] : some(2, () => setOf(c, c.pick(entries), inside)));
  const state = (_: unknown, s: number): StateIr => ({
    name: `s${s}`, at: AT, may: [...policies, ...controllers].filter(() => c.is(0.6)),
    go: some(3, () => ({ to: c.below(states), when: condition(), ticks: c.below(3), at: AT })),
    ensures: c.is(0.6) ? [] : some(2, () => ({ value: condition(), ticks: c.below(3), doing: c.is(0.6) ? c.pick(controllers) : null, at: AT })),
    entry: sets(), exit: sets(), sample: sets(),
  });
  return { name, env: env.name, at: AT, entries, texts: TEXTS, start: c.below(states), states: Array.from({ length: states }, state), later: [] };
}

/** A tree over what a machine is over too. */
export function anyTree(c: Chance, name: string, world: World): TreeIr {
  const { env, now, policies, controllers } = world;
  const entries = blackboard(c);
  const sources: SourceOfTree[] = [
    ...policies.map((one): SourceOfTree => ({ name: one, kind: "policy", gives: env.acts.filter(() => c.is(0.7)).map((act) => act.name) })),
    ...controllers.map((one): SourceOfTree => ({ name: one, kind: "controller", gives: [] })),
  ];
  const grown = new Grow(c, { env, entries, sources, texts: TEXTS.length, mentions: withEntries(now, entries) }).node(c.below(12));
  const made = tree(c.is(0.7) ? beside(c, grown, sources) : grown, { name, env: env.name, mode: c.pick(["strict", "compatible"] as const), entries, texts: TEXTS, sources, haltsEvery: c.is(0.3), keepsWake: c.is(0.3) });
  // Loops in loops may take longer than a guard is let to.
  return visitsOf(made)[0]! > 2000 ? anyTree(c, name, world) : made;
}

/** Something that acts beside it: what is grown at random seldom does. */
function beside(c: Chance, grown: Sketch, sources: readonly SourceOfTree[]): Sketch {
  const end = { until: null, ticks: c.is(0.5) ? c.below(4) : null };
  const acts = c.is(0.5) ? node("do", { source: c.pick(sources).name, sets: [], ...end }) : node("do", { source: null, sets: [{ name: "u", value: { op: "num", t: "num", value: c.below(9) - 4 } }], ...end });
  const act = having(acts, { name: "act" });
  return having(c.pick([() => node("reactiveFallback", {}, grown, act), () => parallel(-1, 2, [grown, act]), () => fallback(act, grown)])(), { name: "root" });
}

function withEntries(now: Mentions, entries: readonly EntryIr[]): Mentions {
  const own = entries.map(({ name, kind }) => read(name, kind === "bool" ? "bool" : "num"));
  return { ...now, reads: [...now.reads, ...own, ...own] };
}

function setOf(c: Chance, { name, kind }: EntryIr, m: Mentions): SetIr {
  return { entry: name, value: kind === "bool" ? truth(c, 2, m) : kind === "text" ? { op: "num", t: "num", value: c.is(0.1) ? null : c.below(TEXTS.length) } : numeric(c, 2, m) };
}

function blackboard(c: Chance): readonly EntryIr[] {
  const start = (some: () => number): number | null => (c.is(0.7) ? some() : null);
  return [
    { name: "count", kind: "num", start: start(() => c.below(5)), counted: true },
    { name: "level", kind: "num", start: start(() => c.number()), counted: c.is(0.5) },
    { name: "ready", kind: "bool", start: start(() => c.pick([0, 2])), counted: c.is(0.5) },
    { name: "way", kind: "text", start: start(() => c.below(TEXTS.length)), counted: true },
  ];
}
