import { defineConfig } from "vitest/config";
import { GROUPS, type Group } from "./mutation.groups.ts";

export default defineConfig({
  test: { include: [...GROUPS[process.env["POL_MUTATION"] as Group].tests], pool: "forks", testTimeout: 60_000, hookTimeout: 60_000 },
});
