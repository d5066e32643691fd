import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { loadGuard, type Guard } from "../../runtime/guard/guard.ts";
import { guardOf, rules } from "./policy.ts";

vi.setConfig({ testTimeout: 60_000 });

/** A guard that allows every call of one tool with this schema, read from a tool file. */
async function allowing(inputSchema: object): Promise<Guard> {
  const folder = mkdtempSync(join(tmpdir(), "pol-schemas-"));
  writeFileSync(join(folder, "tools.json"), JSON.stringify({ tools: [{ name: "edit", inputSchema }, { name: "other", inputSchema: { $id: "same", type: "object" } }, { name: "another", inputSchema: { $id: "same", type: "object" } }] }));
  writeFileSync(join(folder, "a.pol"), "env e { tools from \"tools.json\" }\nprivilege p over e { allow anything }\nguard g over e { propose agent else tell \"{reason}\" obey p }\n");
  const guard = await loadGuard(join(folder, "a.pol"));
  onTestFinished(async () => {
    await guard.dispose();
    rmSync(folder, { recursive: true });
  });
  return guard;
}

const line = { type: "object", properties: { text: { type: "string" } } };
const verdicts = (guard: Guard, ...args: unknown[]): string[] => args.map((one) => guard.decide({ tool: "edit", arguments: one }).verdict);

test("fields that a schema does not name are refused at every depth, unless it speaks of them", async () => {
  const guard = await allowing({ type: "object", properties: { a: line, list: { type: "array", items: line }, open: { ...line, additionalProperties: true }, any: { type: "object" }, either: { anyOf: [line, { type: "null" }] } } });
  expect(verdicts(guard, { a: { text: "x" } }, { list: [{ text: "x" }] }, { open: { b: 1 } }, { any: { b: 1 } }, { either: { b: 1 } })).toEqual(["allow", "allow", "allow", "allow", "allow"]);
  expect(verdicts(guard, { b: 1 }, { a: { b: 1 } }, { list: [{ b: 1 }] })).toEqual(["forbid", "forbid", "forbid"]);
});

test.each(["http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2020-12/schema", undefined])("schemas of %s", async ($schema) => {
  const guard = await allowing({ $schema, type: "object", properties: { n: { type: "integer", minimum: 0 } }, required: ["n"] });
  expect(verdicts(guard, { n: 1 }, { n: 1.5 }, { n: -1 }, {})).toEqual(["allow", "forbid", "forbid", "forbid"]);
});

test("a tuple is one in either draft", async () => {
  const old = await allowing({ $schema: "http://json-schema.org/draft-07/schema#", type: "object", properties: { at: { type: "array", items: [{ type: "string" }] } } });
  const current = await allowing({ type: "object", properties: { at: { type: "array", prefixItems: [{ type: "string" }] } } });
  for (const guard of [old, current]) expect(verdicts(guard, { at: ["x"] }, { at: [1] })).toEqual(["allow", "forbid"]);
});

test("a pattern could take exponential time, so calls of its tool are refused; an argument of that name is none", async () => {
  const guard = await allowing({ type: "object", properties: { a: { type: "string", pattern: "^(a+)+$" } } });
  expect(guard.decide({ tool: "edit", arguments: { a: `${"a".repeat(50)}!` } }).reason).toBe("the schema of `edit` has a pattern, which does not run yet");
  expect(verdicts(await allowing({ type: "object", properties: { pattern: { type: "string" } } }), { pattern: "x" })).toEqual(["allow"]);
});

test("an optional argument may be left out by null, and is missing then", async () => {
  const guard = await guardOf(rules("allow pay when note is missing"));
  expect([{ to: "me", amount: 1 }, { to: "me", amount: 1, note: null }, { to: "me", amount: 1, note: "x" }, { to: null, amount: 1 }].map((args) => guard.decide({ tool: "pay", arguments: args }).verdict)).toEqual(["allow", "allow", "forbid", "forbid"]);
});
