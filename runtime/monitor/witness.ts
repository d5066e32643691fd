import type { At, EnvIr, Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import { hasTime } from "../../compiler/monitor/plan.ts";
import { FALSE } from "../interpreter/values.ts";
import type { TraceColumns } from "./offline.ts";
import { Formulas } from "./witness-formula.ts";
import type { Known } from "./witness-known.ts";
import type { Ref } from "./witness-nodes.ts";
import { blamed, reasonOf, samplesOf } from "./witness-reason.ts";
import { Search } from "./witness-search.ts";
import { shrunk, sizeOf, visibleIn, type ValuesFor } from "./witness-shrink.ts";
import { quoted, timeText } from "./witness-text.ts";
import { columnOf, Values, type Visible } from "./witness-values.ts";
import { clockOf } from "./witness-windows.ts";
import { told } from "./witness-words.ts";

export interface WitnessSample {
  /** The slot's name. */
  readonly signal: string;
  readonly index: number;
  /** Truths are 0, 1 or 2, as in the columns. */
  readonly value: number;
}

/** A few samples that make a formula false, whatever the others are. */
export interface Witness {
  /** The part of the formula to blame: the smallest whose falsity decides. Offsets into the source. */
  readonly at: At;
  /** The sample at which that part is false. */
  readonly instant: number;
  /** By index, then by signal. */
  readonly samples: readonly WitnessSample[];
  /** One sentence without a full stop. */
  readonly words: string;
}

/**
 * Why a formula is false at a sample; null where it is not definitely so. The trace's ends are neutral. `text` is the source:
 * with it, words quote the formula as it is written.
 *
 * The reason is sought from the formula down: of a conjunction the operand with the smaller reason, of a window the cheapest
 * sample (so Ferrère, Maler, Ničković, Trace diagnostics using temporal implicants, 2015, for a signal's stretches); what
 * happens to be decided twice is left out afterwards.
 */
export function witness(program: ProgramIr, env: EnvIr, formula: Ir, trace: TraceColumns, instant: number, text?: string): Witness | null {
  if (!Number.isInteger(instant) || instant < 0 || instant >= trace.length) return null;
  const clock = clockOf(env, trace), formulas = new Formulas(program, env, clock);
  const root = formulas.refOf(formula);
  const valuesFor: ValuesFor = (truthAt, visible) => new Values(program, env, trace, formulas, clock, truthAt, visible);
  const whole = searchIn(valuesFor, clock, null);
  if (whole.search.truth(root, instant) !== FALSE) return null;
  const samples = samplesOf(reasonOf(whole.search, trace.length, root.node, instant), whole.values, trace.length);
  const fewest = shrunk(samples, root, instant, clock, valuesFor);
  // What is left may decide another way than the one it was found by.
  const again = sizeOf(fewest) < sizeOf(samples) ? searchIn(valuesFor, clock, visibleIn(fewest)) : whole;
  const { search, values } = again.search.truth(root, instant) === FALSE ? again : whole;
  const fault = blamed(search, root, instant, formula);
  const words = told(reasonOf(search, trace.length, fault.node, fault.instant), { env, clock, values, text });
  const nothing = (): string => `at ${timeText(clock.timeOf(fault.instant))} ${quoted(fault.ir, text)} is false${hasTime(fault.ir) ? ", as the trace has no sample there" : " whatever the signals are"}`;
  return { at: fault.ir.at ?? [0, 0], instant: fault.instant, samples: listed(env, trace, fewest), words: words ?? nothing() };
}

function searchIn(valuesFor: ValuesFor, clock: ReturnType<typeof clockOf>, visible: Visible | null): { readonly search: Search; readonly values: Values } {
  const values: Values = valuesFor((of: Ref, k) => search.truth(of, k), visible);
  const search: Search = new Search(clock, values);
  return { search, values };
}

function listed(env: EnvIr, trace: TraceColumns, known: Known): readonly WitnessSample[] {
  const samples: (WitnessSample & { readonly slot: number })[] = [];
  const slots = [...env.obs, ...env.acts];
  for (const [slot, indices] of known) {
    const column = columnOf(env, trace, slot);
    for (const index of indices) samples.push({ slot, signal: slots[slot]!.name, index, value: column?.[index] ?? NaN });
  }
  samples.sort((a, b) => a.index - b.index || (a.signal < b.signal ? -1 : a.signal > b.signal ? 1 : 0));
  return samples.map(({ signal, index, value }) => ({ signal, index, value }));
}
