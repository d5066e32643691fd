import type { EnvIr, ProgramIr, SpecIr } from "../ir/ir.ts";
import { anchorsOf, type Anchor } from "./anchor.ts";
import { specLayout, type SpecLayout } from "./layout.ts";
import { bodyOf, namesOf, Planner, type Plan } from "./plan.ts";
import { rowsOf, type Row } from "./rows.ts";

/** All that is compiled of one spec. */
export interface SpecPlan {
  readonly spec: SpecIr;
  readonly env: EnvIr;
  readonly plan: Plan;
  readonly rows: readonly Row[];
  /** Rows of the formula, and of φ where it is `always φ` (else the same). */
  readonly truth: number;
  readonly robust: number;
  readonly bodyTruth: number;
  readonly bodyRobust: number;
  /** Null where a value is only known when the trace is whole. */
  readonly online: Online | null;
  readonly layout: SpecLayout;
}

export interface Online {
  /** Samples until a value is known. */
  readonly horizon: number;
  readonly truth: readonly Anchor[];
  readonly robust: readonly Anchor[];
  /** Of `always φ`, φ; else empty. */
  readonly open: readonly Anchor[];
}

/** `ANCHOR_CELLS` of the kernel. */
export const ANCHOR_CELLS = 5;

export function planSpec(program: ProgramIr, spec: SpecIr): SpecPlan {
  const env = program.envs.find((e) => e.name === spec.env)!;
  const planner = new Planner(namesOf(program, env));
  const isAlways = spec.formula.op === "always" && spec.formula.window === undefined;
  const body = isAlways ? bodyOf(spec.formula) : spec.formula;
  const nodes = [planner.formula(spec.formula, "truth"), planner.formula(spec.formula, "robust"), planner.formula(body, "truth"), planner.formula(body, "robust")];
  const { plan } = planner;
  const { rows, rowOf, cells } = rowsOf(plan, nodes);
  const [truth, robust, bodyTruth, bodyRobust] = nodes.map((node) => rowOf.get(node)!) as [number, number, number, number];
  const online = onlineOf(env.rate, rows, truth, robust, bodyTruth, bodyRobust, isAlways);
  const size = (anchors: readonly Anchor[] | undefined): number => ANCHOR_CELLS * (anchors?.length ?? 0);
  const layout = specLayout(env, { monitor: online === null ? 0 : cells, truthStart: size(online?.truth), robustStart: size(online?.robust), openStart: size(online?.open) });
  return { spec, env, plan, rows, truth, robust, bodyTruth, bodyRobust, online, layout };
}

function onlineOf(rate: number | null, rows: readonly Row[], truth: number, robust: number, bodyTruth: number, bodyRobust: number, isAlways: boolean): Online | null {
  const horizon = Math.max(rows[bodyTruth]!.delay, rows[bodyRobust]!.delay);
  const [start, measured, open] = [anchorsOf(rows, truth), anchorsOf(rows, robust), isAlways ? anchorsOf(rows, bodyRobust) : []];
  if (rate === null) {
    // By the clock nothing is known of when the next sample comes: only what looks back is judged as samples come.
    return horizon === 0 ? { horizon, truth: [], robust: [], open: [] } : null;
  }
  if (start === null || measured === null || open === null) return null;
  return { horizon, truth: start, robust: measured, open };
}
