import { expect } from "vitest";
import { makeBundle } from "../../compiler/bundle.ts";
import type { SampledGuardIr } from "../../compiler/ir/ir.ts";
import { analyze, type Host } from "../../compiler/program.ts";
import { openGuard, type Guard } from "../../runtime/guard/guard.ts";
import { sampledPolicy, SampledSession, type Offer } from "../../runtime/guard/sampled.ts";
import { InterpretedGuard } from "../../runtime/interpreter/guard.ts";
import type { DecisionRecord, StepRecord } from "../../runtime/record/record.ts";

const host: Host = { readText: () => undefined, exists: () => true };

export const check = (text: string) => analyze({ path: "t.pol", text }, host);

/** A guard's session in the isolate and one by the interpreter, side by side. */
export interface Both {
  step(observation: unknown, offers?: Readonly<Record<string, Offer>>): StepRecord;
  /** Both sessions, saved and put back. */
  restart(): void;
  readonly guard: Guard;
}

export async function both(text: string): Promise<Both> {
  const { program, diagnostics } = check(text);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const bundle = await makeBundle(program, { path: "t.pol", text }, {}, "0");
  const guard = await openGuard(bundle, { missingModels: true });
  const policy = sampledPolicy(bundle.ir, guard.ir as SampledGuardIr, text, bundle.hash);
  const interpreter = new InterpretedGuard(bundle.ir, guard.name);
  const io = new Float64Array(policy.layout.size);
  const isolated = guard.session("s");
  const interpreted = new SampledSession(policy, "s", io, { reset: () => interpreter.reset(io), step: () => interpreter.step(io) }, () => undefined);
  const { monitors, stateEnd } = policy.layout;
  const shared = (buffer: Float64Array): number[] => Array.from(buffer.filter((_, i) => i < monitors || i >= stateEnd), (x) => x + 0);
  return {
    guard,
    step(observation, offers = {}) {
      const record = isolated.step(observation, offers).record;
      const plain = (one: DecisionRecord): unknown => ({ ...one, took: 0 });
      expect(plain(interpreted.step(observation, offers).record)).toEqual(plain(record));
      expect(shared(io)).toEqual(shared(isolated.io));
      return record;
    },
    restart() {
      const saved = isolated.snapshot();
      isolated.reset();
      isolated.restore(saved);
    },
  };
}

/** In short: which state, who acts, and what became of those who did not. */
export function told({ machine, acting, proposers }: StepRecord): string {
  const passed = proposers.filter(({ outcome }) => outcome !== "acts" && outcome !== "not asked").map(({ proposer, outcome }) => `${proposer}: ${outcome}`);
  return [machine === undefined ? "" : `${machine.state} since ${machine.since}${machine.rolledBack === true ? ", rolled back" : ""}${machine.doing === undefined ? "" : `, doing ${machine.doing}`}`, `${acting} acts`, ...passed].join("; ");
}
