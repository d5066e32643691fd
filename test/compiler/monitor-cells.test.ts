import { expect, test } from "vitest";
import { TIMED_SAMPLES } from "../../compiler/monitor/rows.ts";
import { ANCHOR_CELLS } from "../../compiler/monitor/spec-plan.ts";
import * as anchor from "../../runtime/kernel/anchor.ts";
import * as timed from "../../runtime/kernel/timed-window.ts";

// The kernel imports nothing, and the compiler not the kernel: what both know of a session's cells is written twice.
test("compiler and kernel lay out the same cells", () => {
  expect([ANCHOR_CELLS, TIMED_SAMPLES]).toEqual([anchor.ANCHOR_CELLS, timed.TIMED_SAMPLES]);
});
