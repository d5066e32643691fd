import { spawnSync } from "node:child_process";
import type { TestContext } from "vitest";

/** Skips a test that needs a program this machine lacks, saying how to get it; with POL_REQUIRE_ALL=1 it fails instead. */
export function requireProgram(context: TestContext, program: string, how: string): void {
  if (spawnSync(program, ["--version"]).error === undefined) return;
  const sentence = `this test needs ${program}: ${how}`;
  if (process.env["POL_REQUIRE_ALL"] === "1") throw new Error(sentence);
  context.skip(sentence);
}
