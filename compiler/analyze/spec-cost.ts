import type { Ir, ProgramIr, SpecIr } from "../ir/ir.ts";
import { isMonitored } from "../ir/reach.ts";
import type { Anchor } from "../monitor/anchor.ts";
import { TIMED_SAMPLES } from "../monitor/rows.ts";
import { planSpec, type SpecPlan } from "../monitor/spec-plan.ts";
import { whyAhead, whyWhole } from "./nested.ts";

/** What a session of a spec costs. Where windows count samples, one costs amortised constant time, however long they are. */
export interface SpecCost {
  readonly spec: string;
  /** Null where values are only known when the trace is whole, which `wholeTrace` says why. */
  readonly session: SessionCost | null;
  readonly wholeTrace: string | null;
}

export interface SessionCost {
  /** Memory a session keeps, allocated once. */
  readonly bytes: number;
  /** Operators that are stepped with each sample. */
  readonly rows: number;
  /** Samples that a window by the clock looks back over at most; null where windows count samples, and a sample is amortised constant. */
  readonly looksBack: number | null;
  /** Until a value is settled; null where none ever is: the verdict comes as early as it is decided. */
  readonly horizon: { readonly samples: number; readonly seconds: number } | null;
  /** Unknown samples that are run through for the exact interval at the first sample, and where that is more than one, why. */
  readonly ahead: number;
  readonly because: string | null;
}

/** Of each spec that can be monitored. */
export function specCosts(program: ProgramIr): SpecCost[] {
  return program.specs.filter((spec) => isMonitored(spec.formula, program)).map((spec) => costOf(program, spec));
}

function costOf(program: ProgramIr, spec: SpecIr): SpecCost {
  const formulaOf = (name: string): Ir => program.specs.find((one) => one.name === name)!.formula;
  const plan = planSpec(program, spec);
  const { env, rows, layout, online } = plan;
  if (online === null) return { spec: spec.name, session: null, wholeTrace: env.rate === null ? "it looks ahead, and samples have times of their own" : whyWhole(spec.formula, formulaOf) };
  const ahead = looks(plan);
  return {
    spec: spec.name, wholeTrace: null,
    session: {
      bytes: layout.size * Float64Array.BYTES_PER_ELEMENT, rows: rows.filter(({ delay }) => Number.isFinite(delay)).length,
      looksBack: rows.some((row) => row.op === "timed") ? TIMED_SAMPLES : null,
      horizon: Number.isFinite(online.horizon) ? { samples: online.horizon, seconds: env.rate === null ? 0 : online.horizon / env.rate } : null, ahead, because: ahead > 1 ? whyAhead(spec.formula, env.rate!, formulaOf) : null,
    },
  };
}

/** As the kernel counts it after the first sample, when most is still to come (`steps` in `runtime/kernel/anchor.ts`). */
function looks({ rows, online }: SpecPlan): number {
  const left = ({ row, from, count, settle }: Anchor): number => {
    if (row < 0) return 0;
    const first = from + rows[row]!.delay;
    const samples = count === 0 ? Infinity : count;
    return Math.min(settle + 1, Math.max(0, first === 0 ? samples - 1 : first - 1 + samples));
  };
  return Math.max(0, ...[...online!.truth, ...online!.robust, ...online!.open].map(left));
}
