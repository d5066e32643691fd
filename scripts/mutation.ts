// `npm run mutation`: changes the rule evaluator, provenance and the matchers in small ways, one at a time, and counts the changes that no
// test notices. The mutation tester is no dependency of the project: it is installed beside it, and goes with the next `npm ci`.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const VERSION = "10.1.1";
const root = join(import.meta.dirname, "..");

function run(command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(root, "node_modules/@stryker-mutator/vitest-runner"))) {
  run("npm", "install", "--no-save", "--no-audit", "--no-fund", `@stryker-mutator/core@${VERSION}`, `@stryker-mutator/vitest-runner@${VERSION}`);
}
run(join(root, "node_modules/.bin/stryker"), "run", "scripts/mutation.json", ...process.argv.slice(2));
