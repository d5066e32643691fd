import { readLines } from "./lines.ts";

/** A number that JSON cannot say is one of these texts. */
const NOT_FINITE: Readonly<Record<string, number>> = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };

interface Row {
  readonly task: string;
  readonly i?: number;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: ExpectedStep & { readonly steps?: readonly ExpectedStep[] };
}

/** What one step should give; of `terms`, those that the original computed. */
export interface ExpectedStep {
  readonly reward?: unknown;
  readonly terms?: Readonly<Record<string, unknown>>;
  readonly terminated?: boolean;
}

/** An episode: what is observed at each step and what that should give. Most have one step. */
export interface Case {
  readonly id: string;
  readonly observations: readonly Readonly<Record<string, unknown>>[];
  readonly expected: readonly ExpectedStep[];
  /** The sum of the rewards of all steps; null where it says no more than the steps. */
  readonly total: unknown;
}

/** The cases of a file by their task. */
export function casesOf(path: string): ReadonlyMap<string, readonly Case[]> {
  const byTask = new Map<string, Case[]>();
  for (const [line, row] of (readLines(path) as readonly Row[]).entries()) {
    const cases = byTask.get(row.task) ?? [];
    byTask.set(row.task, cases);
    cases.push(caseOf(row, `${row.task} ${row.i === undefined ? `in line ${line + 1}` : `#${row.i}`}`));
  }
  return byTask;
}

function caseOf({ inputs, expected }: Row, id: string): Case {
  const { steps, ...held } = inputs;
  if (!Array.isArray(steps)) return { id, observations: [inputs], expected: [expected], total: null };
  const each = expected.steps ?? [];
  // What comes after the last step that is judged was never run.
  return { id, observations: (steps as readonly object[]).slice(0, each.length).map((step) => ({ ...held, ...step })), expected: each, total: expected.reward ?? null };
}

/** A number of the form: itself, or one of the texts for what is not finite; undefined for anything else. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && Object.hasOwn(NOT_FINITE, value) ? NOT_FINITE[value] : undefined;
}
