import type { Bundle } from "../../compiler/bundle.ts";
import type { At, TestIr } from "../../compiler/ir/ir.ts";
import { LineIndex } from "../../grammar/spans.ts";
import { openGuard, type Guard } from "../guard/guard.ts";
import { messageOf } from "../guard/sampled.ts";
import { runRewardTest } from "./rewards.ts";
import { runSampledTest } from "./sampled.ts";
import { runToolTest } from "./tools.ts";
import { runTreeTest } from "./trees.ts";

/** One thing a test says that did not hold, or (a note) that is worth knowing and decides nothing. */
export interface Finding {
  readonly line: number;
  readonly message: string;
}

export interface TestResult {
  readonly title: string;
  readonly on: string;
  readonly line: number;
  readonly passed: boolean;
  readonly failures: readonly Finding[];
  readonly notes: readonly Finding[];
}

/** What the two kinds of tests report through. */
export interface Report {
  fail(at: At, message: string): void;
  note(at: At, message: string): void;
}

/** Runs the tests of a bundle whose titles contain `filter`. A guard that cannot be loaded fails its tests, with the reason. */
export async function runTests(bundle: Bundle, filter = ""): Promise<TestResult[]> {
  const lines = new LineIndex(bundle.source);
  const lineOf = (at: At): number => lines.at(at[0]).line + 1;
  const guards = new Map<string, Guard>();
  const results: TestResult[] = [];
  try {
    for (const test of bundle.ir.tests) {
      if (!test.title.includes(filter)) continue;
      const failures: Finding[] = [];
      const notes: Finding[] = [];
      const report: Report = {
        fail: (at, message) => { failures.push({ line: lineOf(at), message }); },
        note: (at, message) => { notes.push({ line: lineOf(at), message }); },
      };
      await runOne(test, bundle, guards, report);
      results.push({ title: test.title, on: test.on, line: lineOf(test.at), passed: failures.length === 0, failures, notes });
    }
  } finally {
    for (const guard of guards.values()) await guard.dispose();
  }
  return results;
}

async function runOne(test: TestIr, bundle: Bundle, guards: Map<string, Guard>, report: Report): Promise<void> {
  if (test.later.length > 0) return report.fail(test.at, `it needs what does not run yet: ${test.later.join(", ")}`);
  try {
    if (!test.steps.some(({ kind }) => kind.startsWith("expect"))) report.fail(test.at, "it expects nothing");
    if (bundle.ir.rewards?.some(({ name }) => name === test.on)) return runRewardTest(test, bundle, report);
    if (bundle.ir.trees?.some(({ name }) => name === test.on)) return runTreeTest(test, bundle, report);
    let guard = guards.get(test.on);
    if (guard === undefined) {
      guard = await openGuard(bundle, { guard: test.on, missingModels: true });
      guards.set(test.on, guard);
    }
    if (guard.ir.kind === "sampled") await runSampledTest(test, guard, guard.ir, report);
    else runToolTest(test, guard, report);
  } catch (error) {
    report.fail(test.at, messageOf(error));
  }
}
