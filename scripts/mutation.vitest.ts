import { defineConfig } from "vitest/config";

/** The tests that speak of what is mutated: the rule evaluator, provenance and matchers. */
export default defineConfig({
  test: {
    include: [
      "test/tools/**/*.test.ts", "test/provenance/**/*.test.ts", "test/facts/**/*.test.ts", "test/explain/**/*.test.ts", "test/interpreter/rules.test.ts",
      "test/stdlib/**/*.test.ts",
    ],
    exclude: ["test/tools/replay.test.ts", "test/tools/record-file.test.ts", "test/tools/mcp-relay.test.ts"],
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
