import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadGuard } from "../../runtime/guard/guard.ts";
import { recordFile } from "../../runtime/record/file.ts";
import { pol } from "./io.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = resolve(import.meta.dirname, "../..");
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pol-explain-"));
  for (const name of ["teller.pol", "bank.tools.json"]) copyFileSync(join(root, "test/corpus/contract", name), join(folder, name));
  await bank();
  await cruise();
  writeFileSync(join(folder, "broken.jsonl"), `${readFileSync(join(folder, "bank.jsonl"), "utf8")}{"kind":"call","seq":9\n`);
  writeFileSync(join(folder, "none.jsonl"), "{}\n");
  mkdirSync(join(folder, "elsewhere"));
  copyFileSync(join(folder, "bank.jsonl"), join(folder, "elsewhere/bank.jsonl"));
  mkdirSync(join(folder, "changed"));
  cpSync(join(folder, "bank.jsonl"), join(folder, "changed/bank.jsonl"));
  copyFileSync(join(folder, "bank.tools.json"), join(folder, "changed/bank.tools.json"));
  writeFileSync(join(folder, "changed/teller.pol"), `${readFileSync(join(folder, "teller.pol"), "utf8")}// changed\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bank(): Promise<void> {
  const file = recordFile(join(folder, "bank.jsonl"));
  const guard = await loadGuard(join(folder, "teller.pol"), { sink: file.sink });
  let time = 0;
  const session = guard.toolSession("monday", "anna", { clock: () => time++ });
  const call = (tool: string, args: object, returns?: unknown) => {
    const decision = session.decide({ tool, arguments: args });
    if (returns !== undefined) session.returned(decision, returns);
    return decision;
  };
  session.prompt("Please pay the bill in /home/user/bills/december.txt.");
  call("read_file", { file_path: "/home/user/bills/december.txt" }, "Pay 98.70 to US133000000121212121212");
  call("send_money", { recipient: "US133000000121212121212", amount: 98.7, subject: "bill", date: "2026-12-01" });
  call("get_balance", {}, 1810);
  const asked = call("send_money", { recipient: "US133000000121212121212", amount: 98.7, subject: "bill", date: "2026-12-01" });
  session.answer(asked, "declined");
  await guard.dispose();
  file.close();
}

async function cruise(): Promise<void> {
  const file = recordFile(join(folder, "drive.jsonl"));
  const guard = await loadGuard(join(root, "examples/cruise/cruise.pol"), { sink: file.sink });
  await guard.step({ speed: 20, gap: 200, lead: 22 });
  await guard.step({ speed: 30, gap: 12, lead: 22 });
  await guard.step({ speed: 20, gap: 200, lead: 22 });
  await guard.dispose();
  file.close();
}

describe("pol explain on a file of records", () => {
  test("explains the last refusal, here a person's, with the call it was about", async () => {
    const { code, out, err } = await pol(["explain", "bank.jsonl"], folder);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^record 4 of monday, by assistant of teller\.pol \(line 5\)\n\nrefused, a person's answer to call 3 \(declined\): a person has declined this call\n\nHow call 3 was decided before:\n\na person is asked: send_money\(/);
    expect(out).toContain("\nIt would be allowed with\n  `recipient` out of the prompt\n");
  });

  test("explains the decision of a number", async () => {
    const { out } = await pol(["explain", "bank.jsonl", "--seq", "1"], folder);
    expect(out).toContain("\nrefused: send_money(");
    expect(out).toContain("\nline 37 of assistant forbids it\n  keep looks_first\n");
  });

  test("as JSON", async () => {
    const { code, out } = await pol(["explain", "bank.jsonl", "--seq", "1", "--json"], folder);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      line: 2, seq: 1, session: "monday", guard: "assistant", path: "teller.pol", notes: [],
      explanation: { tool: "send_money", verdict: "forbid", deciding: [{ line: 37, of: "assistant", says: "forbid" }], nearest: { verdict: "allow" }, notes: [] },
    });
  });

  test("finds the policy beside the records or here, or is told where it is", async () => {
    expect((await pol(["explain", "elsewhere/bank.jsonl"], folder)).code).toBe(0);
    expect(await pol(["explain", join(folder, "elsewhere/bank.jsonl")], root)).toEqual({ code: 1, out: "", err: "pol: there is no `teller.pol` beside the records or here; name it with --policy\n" });
    expect((await pol(["explain", join(folder, "elsewhere/bank.jsonl"), "--policy", join(folder, "teller.pol")], root)).code).toBe(0);
    expect(await pol(["explain", "bank.jsonl", "--policy", "gone.pol"], folder)).toMatchObject({ code: 1, err: "pol: there is no file `gone.pol`\n" });
  });

  test("says that the policy has changed", async () => {
    expect((await pol(["explain", "changed/bank.jsonl", "--seq", "1"], folder)).out).toMatch(/\nnote: the policy has changed since \([0-9a-f]{8} decided, this is [0-9a-f]{8}\): what follows is by what it says now\n/);
  });

  test("reads past what a crash left of a line", async () => {
    expect((await pol(["explain", "broken.jsonl"], folder)).out).toContain("\nnote: line 6 is no record\n");
  });

  test("prints a step of a guard over actions", async () => {
    const { code, out } = await pol(["explain", "drive.jsonl"], folder);
    expect(code).toBe(0);
    expect(out).toContain("record 1 of session-1, by cruise of cruise.pol (line 2)\n\ntick 1: `brake` acts, accel -8\n");
    expect(out).toContain("\nWho was asked\n  net: no action meets limits and barrier (accel ");
    expect((await pol(["explain", "drive.jsonl", "--seq", "0"], folder)).out).toMatch(/\n {4}true {5}line 37 {3}limit accel rate 10\[m\/s\^3\] +margin /);
    expect(JSON.parse((await pol(["explain", "drive.jsonl", "--seq", "0", "--json"], folder)).out)).toMatchObject({ seq: 0, step: { acting: "net" } });
  });

  test.each([
    [["explain", "bank.jsonl", "--seq", "7"], 1, "bank.jsonl has no record 7; it has 0 to 4"],
    [["explain", "none.jsonl"], 1, "none.jsonl holds no decision records"],
    [["explain", "gone.jsonl"], 1, "there is no file "],
    [["explain", "POL0601", "--seq", "1"], 2, "`--seq` is about a file of records, and there is no file `POL0601`"],
    [["explain", "--seq", "1"], 2, "`--seq` is about a file of records: name it"],
    [["explain", "bank.jsonl", "--seq", "x"], 2, "It is not a whole number."],
  ])("%j", async (args, code, sentence) => {
    const ended = await pol(args as string[], folder);
    expect(ended).toMatchObject({ code, out: "" });
    expect(ended.err).toContain(sentence);
  });
});

test("a code is a code, whatever lies in this folder", async () => {
  writeFileSync(join(folder, "POL0101"), "x");
  expect((await pol(["explain", "POL0101"], folder)).out).toContain("POL0101: Unknown name");
});
