import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pol } from "./io.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = resolve(import.meta.dirname, "../..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pol-doctor-"));
  writeFileSync(join(folder, "wrong.pol"), "env e { tool t() }\nguard g over e { propose agent else tell \"No.\" obey gone }\n");
  writeFileSync(join(folder, "open.pol"), "env e { tool t(x: text) tool u() }\nprivilege p over e { allow anything allow t when x == \"a\" }\nguard g over e { propose agent else tell \"No.\" obey p }\nprove \"no more\" p narrows p\n");
  writeFileSync(join(folder, "bare.pol"), "const a = 1\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the installation, every part tried", async () => {
  const { code, out } = await pol(["doctor", "--json"]);
  const { ok, installation, policies } = JSON.parse(out) as { ok: boolean; installation: { name: string; ok: boolean; found: string }[]; policies: unknown[] };
  expect({ code, ok, policies }).toEqual({ code: 0, ok: true, policies: [] });
  expect(installation.filter((one) => !one.ok)).toEqual([]);
  expect(installation.map(({ name }) => name)).toEqual(["pol", "Node", "isolated-vm", "a guard decides", "SQLite", "the standard library", "the ONNX runtime"]);
  expect(installation.find(({ name }) => name === "Node")!.found).toBe(process.versions.node);
});

test("what a policy guards, leaves open and rests on", async () => {
  const { code, out } = await pol(["doctor", join(root, "test/corpus/contract/teller.pol"), "open.pol", "bare.pol"], folder);
  expect(code).toBe(0);
  expect(out).toMatch(/^installation\n {2}ok {6}pol /);
  for (const line of [
    "  ok      guard assistant       over bank, tool calls\n  ok        obeys               teller\n  ok        tools               11, of which 8 are named by rules\n",
    "  ok        no rule names       update_scheduled_transaction, update_password, update_user_info: forbidden\n",
    "  ok        secret              results of get_iban, results of get_user_info\n",
    "  note      vouches             results of get_scheduled_transactions[*].recipient, which has no label\n",
    "  ok        principal           customer\n",
    "  note    not yet               `narrows` does not run yet\n",
    "open.pol\n  ok      guard g               over e, tool calls\n",
    "  note      no rule names       u: rules for `anything` decide\n",
    "  note      labels              none: nothing says who writes what the tools answer\n",
    "bare.pol\n  note    guards                none\n",
  ]) expect(out).toContain(line);
});

test("what is broken ends with 1", async () => {
  const { code, out } = await pol(["doctor", "wrong.pol"], folder);
  expect(code).toBe(1);
  expect(out).toContain("wrong.pol\n  broken  does not compile      POL0101: there is no privilege `gone`\n");
  expect(await pol(["doctor", "gone.pol"], folder)).toMatchObject({ code: 2, err: "pol: there is no file or folder `gone.pol`\n" });
});
