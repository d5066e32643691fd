import { defineConfig } from "vitest/config";
import Tally from "./scripts/tally.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    // A native crash in an isolate then ends one worker, not the run.
    pool: "forks",
    reporters: ["default", new Tally()],
  },
});
