// Runs cases that nobody here wrote: `npm run conformance -- KIND --data DIR [--policies DIR] [--json]`. Every file of the kind under DIR/KIND/ is read.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { agentdojo } from "./agentdojo.ts";
import { bt } from "./bt.ts";
import { bypass } from "./bypass.ts";
import type { Kind, Outcome } from "./kind.ts";
import { reward } from "./reward.ts";
import { stl } from "./stl.ts";
import { tau2 } from "./tau2.ts";

const KINDS: Readonly<Record<string, Kind>> = { stl, agentdojo, tau2, bypass, reward, bt };
const MOST_SHOWN = 20;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: "string" }, policies: { type: "string" }, json: { type: "boolean", default: false } } });
process.exitCode = await run(positionals[0], values.data, values.policies, values.json);

async function run(name: string | undefined, data: string | undefined, policies: string | undefined, json: boolean): Promise<number> {
  const kind = name === undefined || !Object.hasOwn(KINDS, name) ? undefined : KINDS[name];
  if (kind === undefined || data === undefined) {
    process.stderr.write(`usage: npm run conformance -- KIND --data DIR [--policies DIR] [--json], where KIND is one of ${Object.keys(KINDS).join(", ")}\n`);
    return 2;
  }
  const folder = join(data, name!);
  const files = existsSync(folder) ? readdirSync(folder).filter(kind.holds).sort() : [];
  if (files.length === 0) {
    process.stderr.write(`there is no file of cases in ${folder}\n`);
    return 2;
  }
  const outcomes: Outcome[] = [];
  for (const file of files) outcomes.push(await kind.run(join(folder, file), { policies, progress: progressOf(file) }));
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

function progressOf(file: string): (done: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (done) => { process.stderr.write(done < 1 ? `\r${file} ${Math.round(100 * done)} %` : "\r\x1b[K"); };
}
