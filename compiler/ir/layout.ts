import { planGuard, type Monitored } from "../monitor/guard-plan.ts";
import type { ProgramIr, SampledGuardIr } from "./ir.ts";
import { machineLayout, type MachineIr } from "./machine.ts";
import type { TreeIr } from "./tree.ts";
import { treeLayout } from "./tree-layout.ts";

/**
 * Where each value of a sampled guard's session lives in its one Float64Array. Emitted code, interpreter and host agree
 * on this and nothing else. Truth values are 0 false, 1 unknown, 2 true; enums their index.
 */
export interface Layout {
  // written by the host before a step
  /** 1 when the observation is valid. Otherwise the step goes straight to the last proposer. */
  readonly valid: number;
  readonly obs: number;
  /** A policy's offer, by proposer index; null for proposers that need none. */
  readonly offers: readonly (Offer | null)[];
  // state: [state, stateEnd) is all a session is; the guard's step updates it
  readonly state: number;
  readonly tick: number;
  /** Index of the proposer that holds, -1 for none. */
  readonly holder: number;
  /** Consecutive samples, this one included, at which the hold's condition was definitely true since the hold began. */
  readonly run: number;
  readonly last: number;
  /** The env's memories, then what its monitors keep for expressions. */
  readonly memory: number;
  /** A tree's own buffer (`tree-layout.ts`), by proposer index; null for all but trees. */
  readonly trees: readonly (number | null)[];
  /** The stretch of the machine that is followed (`machine.ts`); null without one. */
  readonly machine: number | null;
  /** What the operators over time keep, in windows of their own: [monitors, stateEnd). The interpreter has its own history. */
  readonly monitors: number;
  /** Of each kind of monitor (`guard-plan.ts`), how many samples it was stepped, then its cells. */
  readonly now: number;
  readonly kept: number;
  readonly judged: number;
  readonly stateEnd: number;
  // written by the guard's step
  readonly acting: number;
  readonly action: number;
  /** One `Status` a proposer. */
  readonly status: number;
  /** Row p × conditions: the verdict (0, 1, 2; -1 not judged) on proposer p's solved action. */
  readonly verdicts: number;
  /** Same shape: the margin, NaN where there is none. */
  readonly margins: number;
  readonly size: number;
}

export interface Offer {
  /** 0 none, 1 given, 2 misshapen. */
  readonly present: number;
  /** Seconds. */
  readonly age: number;
  /** One value an action slot; slots the policy does not give are ignored. */
  readonly action: number;
}

/** What became of a proposer in a step. */
export const Status = {
  notAsked: 0, acted: 1, absent: 2, misshapen: 3, notFinite: 4, outOfRange: 5, late: 6, whenNotTrue: 7, infeasible: 8, refused: 9, held: 10,
  notInState: 11,
} as const;

export function treeNamed({ trees }: ProgramIr, name: string): TreeIr {
  return trees!.find((tree) => tree.name === name)!;
}

/** The machine that a guard follows; null without one. */
export function machineOf({ machines }: ProgramIr, { follows }: SampledGuardIr): MachineIr | null {
  return follows === undefined ? null : machines!.find(({ name }) => name === follows)!;
}

export function layoutOf(program: ProgramIr, guard: SampledGuardIr): Layout {
  const env = program.envs.find((e) => e.name === guard.env)!;
  const plan = planGuard(program, guard);
  let next = 0;
  const take = (n: number): number => {
    const at = next;
    next += n;
    return at;
  };
  const acts = env.acts.length;
  const valid = take(1);
  const obs = take(env.obs.length);
  const offers = guard.proposers.map((p) => (p.source.kind === "policy" ? { present: take(1), age: take(1), action: take(acts) } : null));
  const state = next;
  const tick = take(1);
  const holder = take(1);
  const run = take(1);
  const last = take(acts);
  const memory = take(env.memories.length + (env.monitors?.length ?? 0));
  const cells = (of: Monitored<unknown> | null): number => (of === null ? 0 : 1 + of.cells);
  const trees = guard.proposers.map((p) => (p.source.kind === "tree" ? take(treeLayout(env, treeNamed(program, p.name)).size) : null));
  const followed = machineOf(program, guard);
  const machine = followed === null ? null : take(machineLayout(followed).size);
  const monitors = next;
  const now = take(cells(plan.now)), kept = take(cells(plan.kept)), judged = take(cells(plan.judged));
  const stateEnd = next;
  const acting = take(1);
  const action = take(acts);
  const status = take(guard.proposers.length);
  const judgements = guard.proposers.length * guard.conditions.length;
  const verdicts = take(judgements);
  const margins = take(judgements);
  return { valid, obs, offers, state, tick, holder, run, last, memory, trees, machine, monitors, now, kept, judged, stateEnd, acting, action, status, verdicts, margins, size: next };
}
