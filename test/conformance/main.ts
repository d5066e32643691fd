// Runs cases that nobody here wrote: `npm run conformance -- KIND --data DIR [--json]`. Every .jsonl file under DIR/KIND/ is read.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { stl } from "./stl.ts";

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What went wrong, a line each. */
  readonly differences: readonly string[];
  readonly figures: Readonly<Record<string, unknown>>;
}

/** One kind of case: a file's lines in, what came of them out. */
export type Kind = (cases: readonly unknown[], progress: (done: number) => void) => Promise<Outcome>;

const KINDS: Readonly<Record<string, Kind>> = { stl };
const MOST_SHOWN = 20;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: "string" }, json: { type: "boolean", default: false } } });
process.exitCode = await run(positionals[0], values.data, values.json);

async function run(name: string | undefined, data: string | undefined, json: boolean): Promise<number> {
  const kind = name === undefined ? undefined : KINDS[name];
  if (kind === undefined || data === undefined) {
    process.stderr.write(`usage: npm run conformance -- KIND --data DIR [--json], where KIND is one of ${Object.keys(KINDS).join(", ")}\n`);
    return 2;
  }
  const folder = join(data, name!);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".jsonl")).sort() : [];
  if (files.length === 0) {
    process.stderr.write(`there is no .jsonl file in ${folder}\n`);
    return 2;
  }
  const outcomes: Outcome[] = [];
  for (const file of files) outcomes.push(await kind(readLines(join(folder, file)), progressOf(file)));
  const sum = (of: (one: Outcome) => number): number => outcomes.reduce((all, one) => all + of(one), 0);
  const [passed, failed] = [sum((one) => one.passed), sum((one) => one.failed)];
  const differences = outcomes.flatMap((one) => one.differences);
  if (json) process.stdout.write(`${JSON.stringify({ kind: name, files: files.map((file, i) => ({ file, ...outcomes[i]! })), passed, failed })}\n`);
  else {
    for (const line of differences.slice(0, MOST_SHOWN)) process.stdout.write(`${line}\n`);
    if (differences.length > MOST_SHOWN) process.stdout.write(`and ${differences.length - MOST_SHOWN} more differences\n`);
    files.forEach((file, i) => { for (const [figure, value] of Object.entries(outcomes[i]!.figures)) process.stdout.write(`${file}  ${figure}: ${String(value)}\n`); });
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
  return failed > 0 ? 1 : 0;
}

function readLines(file: string): unknown[] {
  return readFileSync(file, "utf8").split("\n").filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as unknown);
}

function progressOf(file: string): (done: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (done) => { process.stderr.write(done < 1 ? `\r${file} ${Math.round(100 * done)} %` : "\r\x1b[K"); };
}
