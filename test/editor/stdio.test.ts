import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Hover, TextEdit } from "vscode-languageserver-protocol/node";
import { Client } from "./client.ts";

const uri = "file:///nowhere/a.pol";
const broken = `/// How far to stay away.
const  standstill = 4m
fn twice() -> [m] = 2 * standstil
`;
const mended = broken.replace("standstil\n", "standstill\n");

let client: Client;
beforeEach(() => {
  client = new Client();
});
afterEach(() => client.kill());

test("an editing session from the first finding to a clean end", async () => {
  expect(await client.start()).toMatchObject({ serverInfo: { name: "pol" }, capabilities: { textDocumentSync: { change: 1 }, hoverProvider: true } });

  await client.open(uri, broken);
  const { diagnostics, ...of } = await client.published();
  expect(of).toEqual({ uri, version: 1 });
  expect(diagnostics).toEqual([{
    range: { start: { line: 2, character: 24 }, end: { line: 2, character: 33 } },
    severity: 1,
    source: "pol",
    code: "POL0101",
    codeDescription: { href: expect.stringMatching(/^file:.*\/docs\/diagnostics\/POL0101\.md$/) },
    message: "there is no name `standstil`\nhelp: did you mean `standstill`?",
  }]);
  expect(existsSync(fileURLToPath(diagnostics[0]!.codeDescription!.href))).toBe(true);

  await client.change(uri, 2, mended);
  expect(await client.published()).toEqual({ uri, version: 2, diagnostics: [] });

  const at = { textDocument: { uri }, position: { line: 2, character: 26 } };
  const hover = await client.request<Hover>("textDocument/hover", at);
  expect(hover.contents).toEqual({ kind: "markdown", value: "```pol\nconst standstill = 4m\n```\n\nHow far to stay away." });
  expect(hover.range).toEqual({ start: { line: 2, character: 24 }, end: { line: 2, character: 34 } });
  expect(await client.request("textDocument/definition", at)).toEqual({ uri, range: { start: { line: 1, character: 7 }, end: { line: 1, character: 17 } } });

  const edits = await client.request<TextEdit[]>("textDocument/formatting", { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } });
  expect(edits).toHaveLength(1);
  expect(edits[0]!.range).toEqual({ start: { line: 0, character: 0 }, end: { line: 3, character: 0 } });
  expect(edits[0]!.newText).toContain("const standstill = 4m\n");

  expect(await client.stop()).toBe(0);
  expect(client.stderr).toBe("");
});

test("a closed document has no findings left, and is unknown", async () => {
  await client.start();
  await client.open(uri, broken);
  expect(await client.diagnostics()).toHaveLength(1);
  await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  expect(await client.published()).toEqual({ uri, diagnostics: [] });
  expect(await client.request("textDocument/hover", { textDocument: { uri }, position: { line: 2, character: 26 } })).toBeNull();
});

test("ends with 1 when its editor just goes", async () => {
  await client.start();
  expect(await client.vanish()).toBe(1);
});
