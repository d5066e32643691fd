import type { Ir } from "../../compiler/ir/ir.ts";
import { property } from "../interpreter/values.ts";
import type { CallRecord, DecisionRecord, Place } from "../record/record.ts";
import type { Counted, CountedCall } from "./explanation.ts";
import type { Situation } from "./situation.ts";

/** A call that counts as granted, since when. */
interface Granted {
  readonly record: CallRecord;
  readonly time: number;
}

/** What each count and total in these conditions is made of, as far as earlier records show it. */
export function countedBy(conditions: readonly Ir[], record: CallRecord, earlier: readonly DecisionRecord[], { places }: Situation): Counted[] {
  const asked = new Map<string, Ir>();
  const visit = (ir: Ir): void => {
    if ((ir.op === "calls" || ir.op === "total") && ir.at !== undefined) asked.set(places.of(ir.at).text, ir);
    else ir.args?.forEach(visit);
  };
  conditions.forEach(visit);
  if (record.time === null || asked.size === 0) return [];
  const now = { record, time: record.time };
  // What is forgotten with the process, and whose calls count as one's own, depends on whether there was a store: the sum shows it.
  const own = earlier.filter((one) => one.session === record.session);
  const pasts = [earlier, sinceRestart(earlier, record), own, sinceRestart(own, record)].map((records) => [...grantedBy(records, record), now]);
  return [...asked.values()].flatMap((ir): Counted[] => {
    const place = places.of(ir.at!);
    const noted = record.happened?.find((one) => one.line === place.line && one.text === place.text);
    if (typeof noted?.value !== "number" || noted.secret === true) return [];
    const of = (granted: readonly Granted[]): Counted => counted(place, ir, noted.value as number, granted.filter((one) => isCounted(ir, one, record)));
    const tries = pasts.map(of).filter(({ elsewhere }) => elsewhere >= 0);
    const best = tries.find(({ elsewhere }) => elsewhere === 0) ?? tries[0];
    // One secret amount would be told by the rest and the sum.
    return best === undefined || best.calls.some(({ adds }) => adds === null) ? [] : [best];
  });
}

function counted(place: Place, ir: Ir, value: number, granted: readonly Granted[]): Counted {
  const calls = granted.map(({ record }) => call(ir, record));
  const sum = calls.reduce((all, { adds }) => all + (adds ?? 0), 0);
  return { ...place, value, calls, elsewhere: Number((value - sum).toPrecision(12)) };
}

/** The records after the last one of this session whose number does not go on: names of sessions are taken again by the next process. */
function sinceRestart(earlier: readonly DecisionRecord[], { session, guard, seq }: CallRecord): readonly DecisionRecord[] {
  let next = seq;
  for (let i = earlier.length - 1; i >= 0; i--) {
    const one = earlier[i]!;
    if (one.session !== session || one.guard !== guard) continue;
    if (one.seq >= next) return earlier.slice(i + 1);
    next = one.seq;
  }
  return earlier;
}

function isCounted(ir: Ir, { record, time }: Granted, judged: CallRecord): boolean {
  if (ir.name !== "anything" && ir.name !== record.tool) return false;
  if (ir.window === "turn") return record.session === judged.session && record.turn === judged.turn;
  const [low, high] = ir.window ?? [0, null];
  const age = judged.time! - time;
  return age >= low && (high === null || age <= high);
}

function call(ir: Ir, { session, seq, tool, arguments: args, secret }: CallRecord): CountedCall {
  const name = ir.path?.[0] ?? "";
  const value = property(args, name);
  const adds = ir.op === "calls" ? 1 : secret?.includes(name) === true ? null : typeof value === "number" ? Math.max(0, value) : 0;
  return { session, seq, tool, adds };
}

/** The earlier calls that count: those granted, and those a person may still approve, from the moment that was so. */
function grantedBy(earlier: readonly DecisionRecord[], judged: CallRecord): Granted[] {
  const granted = new Map<string, Granted>();
  const keyOf = (session: string, seq: number): string => `${seq} ${session}`;
  for (const one of earlier) {
    if (one.kind === "step" || one.guard !== judged.guard || one.principal !== judged.principal) continue;
    if (one.kind === "call") {
      if (one.verdict !== "forbid" && one.time !== null) granted.set(keyOf(one.session, one.seq), { record: one, time: one.time });
      continue;
    }
    const of = granted.get(keyOf(one.session, one.call));
    if (of === undefined) continue;
    granted.delete(keyOf(one.session, one.call));
    if (one.permitted) granted.set(keyOf(one.session, one.call), { ...of, time: one.time ?? of.time });
  }
  return [...granted.values()];
}
