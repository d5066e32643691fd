import type { Reporter, TestModule } from "vitest/node";

/** Prints how the run ended as its last line: `12 passed, 0 failed`, and how many were skipped if any. */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const before = count.failed;
      for (const test of module.children.allTests()) count[test.result().state]++;
      // A file that does not load, or whose set-up fails, has no failing test to show for it.
      if (!module.ok() && count.failed === before) count.failed++;
    }
    // A test that was never reached is no success.
    const failed = count.failed + count.pending;
    console.log(`${count.passed} passed, ${failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ""}`);
  }
}
