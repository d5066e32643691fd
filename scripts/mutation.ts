// `npm run mutation [-- GROUP …]`: changes the rule evaluator, provenance and the matchers in small ways, one at a time, and counts the changes that no
// test notices. The mutation tester is no dependency of the project: it is installed beside it, and goes with the next `npm ci`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GROUPS, type Group } from "./mutation.groups.ts";

const VERSION = "10.1.1";
const LEAST = 85;
const root = join(import.meta.dirname, "..");

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

/** Noticed, or found out by taking too long, of all that a test could notice. */
function score(statuses: readonly string[]): readonly [noticed: number, of: number] {
  const count = (...wanted: readonly string[]): number => statuses.filter((one) => wanted.includes(one)).length;
  return [count("Killed", "Timeout"), count("Killed", "Timeout", "Survived", "NoCoverage")];
}

const shown = ([noticed, of]: readonly [number, number]): string => `${(of === 0 ? 100 : (100 * noticed) / of).toFixed(1)} % of ${of}`;

const named = process.argv.slice(2);
const unknown = named.find((name) => !Object.hasOwn(GROUPS, name));
if (unknown !== undefined) {
  process.stderr.write(`there is no group ${unknown}; there are ${Object.keys(GROUPS).join(", ")}\n`);
  process.exit(2);
}
if (!existsSync(join(root, "node_modules/@stryker-mutator/vitest-runner"))) {
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund", `@stryker-mutator/core@${VERSION}`, `@stryker-mutator/vitest-runner@${VERSION}`]);
}
mkdirSync(join(root, "build"), { recursive: true });
const began = Date.now();
const all: string[] = [];
for (const name of (named.length > 0 ? named : Object.keys(GROUPS)) as Group[]) {
  const [config, report] = [`build/mutation-${name}.json`, `build/mutation-${name}-report.json`];
  writeFileSync(join(root, config), JSON.stringify({
    testRunner: "vitest", plugins: ["@stryker-mutator/vitest-runner"], vitest: { configFile: "scripts/mutation.vitest.ts", related: false },
    // Its reader of tsconfig.json does not know TypeScript 7.
    tsconfigFile: "none.json", mutate: GROUPS[name].mutate, coverageAnalysis: "perTest", concurrency: 2, timeoutMS: 5000, timeoutFactor: 2,
    // Tables are read once: to try each of their words would take hours, and their own tests read them line by line.
    ignoreStatic: true, reporters: ["progress-append-only", "json"], jsonReporter: { fileName: report },
    tempDirName: `build/mutation-${name}`, ignorePatterns: ["dist", "build", "docs", "examples", "studio", "bench"],
  }));
  run(join(root, "node_modules/.bin/stryker"), ["run", config], { POL_MUTATION: name });
  const { files } = JSON.parse(readFileSync(join(root, report), "utf8")) as Report;
  for (const [file, { mutants }] of Object.entries(files)) {
    const statuses = mutants.map(({ status }) => status);
    all.push(...statuses);
    process.stdout.write(`${file.padEnd(50)} ${shown(score(statuses))}\n`);
  }
}
const [noticed, of] = score(all);
process.stdout.write(`all ${shown([noticed, of])}, in ${Math.round((Date.now() - began) / 60_000)} min\n`);
process.exitCode = 100 * noticed < LEAST * of ? 1 : 0;
