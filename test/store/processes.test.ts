import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Entry } from "../../runtime/store/account.ts";
import { openStore } from "../../runtime/store/store.ts";
import { bank, storePath } from "./bank.ts";

const CHILD = join(import.meta.dirname, "child.ts");

interface Running {
  readonly process: ChildProcess;
  readonly said: () => string[];
  readonly go: () => void;
  readonly ended: Promise<unknown>;
}

async function start(path: string, policy: string, calls: number, sync: "full" | "normal"): Promise<Running> {
  const process = spawn(globalThis.process.execPath, [CHILD, path, policy, String(calls), sync], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => { process.kill("SIGKILL"); });
  let text = "";
  const ended = once(process, "close");
  process.stdout!.on("data", (chunk: Buffer) => { text += chunk.toString(); });
  await once(process.stdout!, "data");
  return { process, said: () => text.split("\n").slice(1, -1), go: () => { process.stdin!.write("go\n"); }, ended };
}

function stored(path: string): readonly Entry[] {
  const store = openStore(path), account = store.account("bank", "anna", Infinity), entries: Entry[] = [];
  account.begin();
  account.load(Infinity, (entry) => entries.push(entry) > 0);
  account.rollback();
  store.close();
  return entries;
}

test("processes that judge at the same time spend one budget", { timeout: 120_000 }, async () => {
  const path = storePath();
  const policy = bank("allow pay when amount in 0..1", "forbid pay when total(pay.amount, 24h) > 20.1");
  const running = await Promise.all([1, 2, 3].map(() => start(path, policy, 100, "full")));
  for (const { go } of running) go();
  await Promise.all(running.map(({ ended }) => ended));
  const said = running.map((one) => one.said());
  expect(said.map((lines) => lines.length)).toEqual([100, 100, 100]);
  expect(new Set(said.flat().map((line) => line.split(" ").slice(0, 6).join(" ")))).toEqual(new Set(["allow ", "forbid line 9 of `teller`: forbid"]));
  // 20.1 is 201 times 0.1, to the last digit.
  expect(said.flat().filter((line) => line.startsWith("allow"))).toHaveLength(201);
  const entries = stored(path);
  expect(entries).toHaveLength(201);
  expect(new Set(entries.map(({ args }) => (args as { to: string }).to)).size).toBe(3);
});

test.each(["full", "normal"] as const)("what was granted before the process was killed is kept (%s)", { timeout: 120_000 }, async (sync) => {
  const path = storePath();
  const one = await start(path, bank("allow pay when amount in 0..1", "forbid pay when calls(pay, 24h) > 1000000"), 1_000_000, sync);
  one.go();
  while (one.said().length < 50) await once(one.process.stdout!, "data");
  one.process.kill("SIGKILL");
  await one.ended;
  const told = one.said().length, entries = stored(path);
  // Each was there before it was handed out; of the last one nobody may have heard.
  expect(entries.length).toBeGreaterThanOrEqual(told);
  expect(entries.length).toBeLessThanOrEqual(told + 1);
});
