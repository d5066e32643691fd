import fc from "fast-check";
import type { EnvIr } from "../../compiler/ir/ir.ts";
import type { ReportIr, RewardIr, RewardItemIr, StopIr } from "../../compiler/ir/reward.ts";
import { Chance } from "../property/random.ts";
import { item, listed, log, scalar, stop, term } from "./build.ts";
import { rewardEnv } from "./envs.ts";
import { Expressions } from "./expressions.ts";
import { anyStep, type StepInput } from "./inputs.ts";
import { prune } from "./prune.ts";

export interface RewardProgram {
  readonly env: EnvIr;
  readonly reward: RewardIr;
}

/** An env and a reward over it with all that a reward can have in it. */
export function rewardPrograms(): fc.Arbitrary<RewardProgram> {
  return fc.tuple(fc.integer(), fc.nat(16)).map(([seed, size]) => rewardProgram(new Chance(seed), size));
}

/** `n` steps of one environment, episode after episode. */
export function steps(env: EnvIr, reward: RewardIr, n: number): fc.Arbitrary<readonly StepInput[]> {
  return fc.array(fc.integer(), { minLength: n, maxLength: n }).map((seeds) => seeds.map((seed) => anyStep(new Chance(seed), env, reward)));
}

export function rewardProgram(c: Chance, size: number): RewardProgram {
  const over = rewardEnv(c), x = new Expressions(c, over);
  const said = { op: "obs", t: "text", name: "said" } as const;
  x.usable.push(x.feature({ op: "length", t: "num", args: [said] }), x.feature({ op: "matches", t: "bool", value: "a*", args: [said] }));
  const cells = memories(x);
  for (let i = 0; i < 3 + size; i += 1) x.usable.push(something(x, 1 + c.below(4)));
  for (const cell of cells) x.becomes(cell, next(x, cell));
  const { items, total } = counted(x);
  const stops = Array.from({ length: c.below(4) }, (_, i): StopIr => stop(`stop ${i}`, c.pick(["terminate", "truncate"] as const), x.truth(2, [])));
  return { env: over.env, reward: prune(x.reward(total, { items, stops })) };
}

const something = (x: Expressions, depth: number): number => {
  const { c } = x, t = c.is(0.7) ? "num" : "bool";
  return c.is(0.3) ? x.list(t, depth, []) : x.scalar(t, depth, []);
};

/** What is looked at from the step before, each behind `first`. */
function memories(x: Expressions): readonly number[] {
  const { c } = x;
  return Array.from({ length: c.below(4) }, () => {
    const t = c.is(0.7) ? "num" : "bool", before = x.remembered(t, c.is(0.5));
    const later = t === "bool" || c.is(0.5) ? before : x.op(c.pick(["add", "sub", "max"] as const), x.tame(x.number(1, [])), before);
    x.usable.push(x.op("if", x.first(), x.scalar(t, 1, []), later));
    return before;
  });
}

/** Exact, or free of what was before: else a last bit could grow from step to step. */
function next(x: Expressions, cell: number): number {
  const { t } = x.of(cell), { isExact } = x.of(cell);
  const fitting = x.usable.filter((id) => x.of(id).t === t && !x.of(id).isList && (isExact ? x.of(id).isExact : !x.of(id).remembers));
  const of = fitting.length > 0 ? x.c.pick(fitting) : x.scalar(t, 0, []);
  if (t === "bool") return of;
  const isFine = isExact ? x.of(of).isExact : !x.of(of).remembers;
  return x.op("clamp", isFine ? of : x.obs(0), x.num(-20), x.num(20));
}

function counted(x: Expressions): { readonly items: readonly RewardItemIr[]; readonly total: number } {
  const { c } = x, items: RewardItemIr[] = [];
  const finite = (id: number): number => (c.is(0.85) ? x.op("orElse", id, x.num(c.below(5))) : id);
  for (let i = 0; i < c.below(4); i += 1) items.push(log(`log ${i}`, report(x, 2)));
  if (c.is(0.2)) {
    const list = x.list("num", 3, []), { loop } = x.nodes[list]!, index = x.index(loop!);
    const total = x.over("list", loop!, finite(x.op("mul", x.at(list, index), x.num(0.5))));
    return { items: [...items, item("listed", "term", listed(list), total)], total };
  }
  const shares = Array.from({ length: 1 + c.below(4) }, (_, i) => {
    const raw = x.number(3, []), share = finite(x.op("mul", x.tame(raw), x.num(c.pick([1, 2, -0.5, 0.1]))));
    items.push(c.is(0.8) ? term(`term ${i}`, share) : item(`term ${i}`, "shape", scalar(raw), share));
    return share;
  });
  return { items, total: shares.reduce((sum, share) => x.op("add", sum, share)) };
}

function report(x: Expressions, depth: number): ReportIr {
  const { c } = x, some = <V>(of: (i: number) => V): V[] => Array.from({ length: 1 + c.below(3) }, (_, i) => of(i));
  if (depth > 0 && c.is(0.2)) return { kind: "vector", items: some(() => scalar(x.number(2, []))) };
  if (depth > 0 && c.is(0.2)) return { kind: "record", fields: some((i) => ({ name: `field ${i}`, value: report(x, depth - 1) })) };
  const of = x.usable.length > 0 && c.is(0.7) ? c.pick(x.usable) : something(x, 2);
  return x.of(of).isList ? listed(of) : scalar(of);
}
