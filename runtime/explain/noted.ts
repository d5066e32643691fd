import type { Facts } from "../facts/facts.ts";
import { toJson } from "../interpreter/values.ts";
import type { Ledger } from "../provenance/ledger.ts";
import type { CallRecord, Evidence, Places, Reading } from "../record/record.ts";
import type { Heard } from "./readings.ts";

/** What a call's record says for its explanation, besides the verdict. */
export type Noted = Pick<CallRecord, "evidence" | "happened" | "secret">;

/** Made when the call is decided: later nobody knows what was known then. */
export function noted(args: unknown, facts: Facts | null, heard: readonly Heard[], isRefused: boolean, ledger: Ledger, places: Places): Noted {
  const happened: Reading[] = [];
  for (const { ir, value, isOne } of heard) {
    // Whether this is such a call, the record says anyway.
    if (ir.at === undefined || ir.op === "called") continue;
    const { line, text } = places.of(ir.at), read = { line, text, value: isOne ? shortened(toJson(ir.t, value)) : null };
    happened.push(ledger.isSecret(value) ? { ...read, secret: true } : read);
  }
  const secret = typeof args === "object" && args !== null ? Object.entries(args).filter(([, value]) => ledger.isSecret(value)).map(([name]) => name) : [];
  return { evidence: evidence(facts, isRefused, ledger, places), ...(happened.length > 0 && { happened }), ...(secret.length > 0 && { secret }) };
}

function evidence(facts: Facts | null, isRefused: boolean, ledger: Ledger, places: Places): Evidence[] {
  return (facts?.found ?? []).flatMap(({ ir, values: [value], result, because }): Evidence[] => {
    if (ir.at === undefined || ir.op === "native") return [];
    const verdict = result === true ? "true" : result === false ? "false" : "unknown";
    const why = because ?? (isRefused && ir.op === "from" && result === false ? ledger.elsewhere(value) : null);
    return [{ ...places.of(ir.at), value: shortened(value), verdict, because: why, ...(ledger.isSecret(value) && { secret: true }) }];
  });
}

/** As much of a value as a record keeps of it a second time. */
const LONGEST = 200;

export function shortened(value: unknown): unknown {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text === undefined || text.length <= LONGEST ? value : `${text.slice(0, LONGEST)}…`;
}
