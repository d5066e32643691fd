import { defineConfig } from "vitest/config";
import Tally from "./scripts/tally.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    // A native crash in an isolate then ends one worker, not the run.
    pool: "forks",
    // No test asserts a time, and a busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", new Tally()],
  },
});
