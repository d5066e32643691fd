import type { MonitorSession } from "../monitor/session.ts";
import type { MonitoredSpec } from "../record/record.ts";

const OPEN: readonly [null, null] = [null, null];

/** Follows specs beside a session of a guard, for its records: they decide nothing, and what fails in them stops nothing. */
export class SpecLog {
  readonly #monitors: readonly (readonly [spec: string, session: MonitorSession])[];

  constructor(monitors: readonly (readonly [spec: string, session: MonitorSession])[]) {
    this.#monitors = monitors;
  }

  reset(): void {
    for (const [, monitor] of this.#monitors) monitor.reset();
  }

  /** The sample with the action that was applied; without an observation, one of which nothing is known. */
  step(observation: unknown, isValid: boolean, action: unknown): MonitoredSpec[] {
    return this.#monitors.map(([spec, monitor]): MonitoredSpec => {
      try {
        const settled = isValid ? monitor.push(observation, action) : monitor.miss();
        if (settled === null) return { spec, instant: null, verdict: "unknown", robustness: OPEN };
        const [lo, hi] = settled.robustness;
        return { spec, instant: settled.instant, verdict: settled.truth, robustness: [finite(lo), finite(hi)] };
      } catch (error) {
        return { spec, instant: null, verdict: "unknown", robustness: OPEN, trouble: error instanceof Error ? error.message : String(error) };
      }
    });
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
