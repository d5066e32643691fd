import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { recordFile } from "../../runtime/record/file.ts";
import { guardOf, rules } from "./policy.ts";

const CALL = { tool: "pay", arguments: { to: "line\nbreak", amount: 1 } };

function opened(path: string): ReturnType<typeof recordFile> {
  const file = recordFile(path);
  onTestFinished(() => file.close());
  return file;
}

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), "pol-record-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "r.jsonl");
}

test("appends one line a record, there before the decision is handed out", async () => {
  const path = place();
  writeFileSync(path, "{\"before\":true}\n");
  const guard = await guardOf(rules("allow pay"), { sink: opened(path).sink });
  const { record } = guard.decide(CALL);
  expect(readFileSync(path, "utf8")).toBe(`{"before":true}\n${JSON.stringify(record)}\n`);
});

test("half a line that a crash left does not swallow the next record", async () => {
  const path = place();
  writeFileSync(path, "{\"kind\":\"ca");
  const guard = await guardOf(rules("allow pay"), { sink: opened(path).sink });
  const { record } = guard.decide(CALL);
  expect(readFileSync(path, "utf8")).toBe(`{"kind":"ca\n${JSON.stringify(record)}\n`);
});

test.runIf(existsSync("/dev/full"))("a full disk forbids", async () => {
  const guard = await guardOf(rules("allow pay"), { sink: opened("/dev/full").sink });
  expect(guard.decide(CALL)).toMatchObject({ verdict: "forbid", canonical: null });
  expect(guard.decide(CALL).reason).toContain("the record could not be kept (ENOSPC");
});

test("what takes no syncing, such as a pipe, is written all the same", async () => {
  const guard = await guardOf(rules("allow pay"), { sink: opened("/dev/null").sink });
  expect(guard.decide(CALL).verdict).toBe("allow");
});
