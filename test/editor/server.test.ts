import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, vi, type Mock } from "vitest";
import type { Connection } from "vscode-languageserver";
import { definitionAt } from "../../editor/server/definition.ts";
import { diagnosticsOf } from "../../editor/server/diagnostics.ts";
import { Document } from "../../editor/server/document.ts";
import { formattingOf } from "../../editor/server/formatting.ts";
import { hoverAt } from "../../editor/server/hover.ts";
import { serve } from "../../editor/server/server.ts";

const pages = new URL("file:///pages/");
const open = (text: string, uri = "untitled:Untitled-1"): Document => new Document(uri, 1, text);

/** A document and the position of the `|` in its text. */
function marked(text: string): { document: Document; position: { line: number; character: number } } {
  const offset = text.indexOf("|");
  const document = open(text.replace("|", ""));
  return { document, position: document.position(offset) };
}

test("positions count in UTF-16 units, and places beyond a line are its end", () => {
  const document = open('const a = "😀" // é\r\nconst b = nope\n');
  expect(diagnosticsOf(document, pages)[0]?.range).toEqual({ start: { line: 1, character: 10 }, end: { line: 1, character: 14 } });
  expect(document.position(13)).toEqual({ line: 0, character: 13 });
  for (const offset of [0, 5, 14, 21, 35, document.text.length]) expect(document.offset(document.position(offset))).toBe(offset);
  expect(document.offset({ line: 1, character: 999 })).toBe(document.text.length - 1);
  expect(document.offset({ line: 99, character: 0 })).toBe(document.text.length);
});

test("labels lead to the other places, and severities are the editor's", () => {
  const twice = open("const a = 1\nconst a = 2\n");
  expect(diagnosticsOf(twice, pages)).toMatchObject([{
    severity: 1,
    codeDescription: { href: "file:///pages/POL0102.md" },
    relatedInformation: [{ location: { uri: twice.uri, range: { start: { line: 0, character: 6 } } }, message: "first here" }],
  }]);
});

test.each([
  ["const gap = 4m\nconst twice = 2 * g|ap", "const gap = 4m"],
  ["const gap = 4m\nconst twice = 2 * gap|", "const gap = 4m"],
  ["const near = ab|s(-4m)", "abs(x)"],
  ["const ga|p = 4m", "const gap = 4m"],
  ["fn f(x: [m]) -> [m] = 2 * x|", "x: [m]"],
  ["env road at 10Hz { observe gap: [m] }\nspec near over ro|ad = gap < 2m", "env road at 10Hz { … }"],
  ["env road at 10Hz { observe gap:  [m] in 0..3  /// how far\n}\nspec near over road = g|ap < 2m", "observe gap: [m] in 0..3\n```\n\nhow far"],
  ['const where = "{here}"\nconst there = wh|ere', 'const where = "{here}"'],
])("hover in %j", (text, signature) => {
  const { document, position } = marked(text);
  expect(hoverAt(document, position)?.contents).toMatchObject({ value: expect.stringContaining(signature) });
});

test.each(["const gap | = 4m", "|", "const = |"])("nothing to say in %j", (text) => {
  const { document, position } = marked(text);
  expect(hoverAt(document, position)).toBeNull();
  expect(definitionAt(document, position)).toBeNull();
});

test("formats what can be read, and leaves the rest alone", () => {
  expect(formattingOf(open("const  a=1"))).toMatchObject([{ newText: "const a = 1\n" }]);
  expect(formattingOf(open("const a = 1\n"))).toEqual([]);
  expect(formattingOf(open("const a = = 1"))).toEqual([]);
});

test("files are looked for beside the document", () => {
  const folder = mkdtempSync(join(tmpdir(), "pol-editor-"));
  try {
    writeFileSync(join(folder, "bank.tools.json"), JSON.stringify({ tools: [{ name: "pay", inputSchema: { type: "object" } }] }));
    const text = 'env bank {\n  tools from "bank.tools.json"\n}\n';
    expect(diagnosticsOf(open(text, pathToFileURL(join(folder, "a.pol")).href), pages)).toEqual([]);
    expect(diagnosticsOf(open(text), pages)).toMatchObject([{ severity: 1 }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

type Handler = (params: object) => unknown;

/** A server without a transport: what it is asked by `on…`, and what it sends and logs. */
function served(): { readonly ask: (name: string, params: object) => unknown; readonly sent: Mock; readonly logged: Mock } {
  const handlers = new Map<string, Handler>();
  const sent = vi.fn();
  const logged = vi.fn();
  const connection = new Proxy({}, { get: (_, name: string) => (name === "sendDiagnostics" ? sent : (handler: Handler) => void handlers.set(name, handler)) });
  serve(connection as Connection, { pages, log: logged });
  return { ask: (name, params) => handlers.get(name)!(params), sent, logged };
}

test("only the last of many quick changes is checked, and a saved file once more", () => {
  vi.useFakeTimers();
  try {
    const { ask, sent } = served();
    const versions = (): unknown[] => sent.mock.calls.map(([{ version, diagnostics }]) => [version, diagnostics.length]);
    ask("onDidOpenTextDocument", { textDocument: { uri: "untitled:a", version: 1, text: "const a = nope" } });
    vi.advanceTimersByTime(0);
    expect(versions()).toEqual([[1, 1]]);
    for (let version = 2; version <= 9; version++) {
      ask("onDidChangeTextDocument", { textDocument: { uri: "untitled:a", version }, contentChanges: [{ text: "const a = 1" }] });
      vi.advanceTimersByTime(20);
    }
    expect(versions()).toEqual([[1, 1]]);
    vi.advanceTimersByTime(50);
    expect(versions()).toEqual([[1, 1], [9, 0]]);
    ask("onDidSaveTextDocument", {});
    vi.advanceTimersByTime(50);
    expect(versions()).toEqual([[1, 1], [9, 0], [9, 0]]);
  } finally {
    vi.useRealTimers();
  }
});

test("a fault in the compiler is logged and shown, and the server goes on", async () => {
  const { ask, sent, logged } = served();
  const textDocument = { uri: "untitled:a", version: 1, text: "const  a = 1" };
  const faulty = vi.spyOn(Document.prototype, "analysis", "get").mockImplementation(() => {
    throw new TypeError("x is odd");
  });
  ask("onDidOpenTextDocument", { textDocument });
  await vi.waitFor(() => expect(sent).toHaveBeenCalledOnce());
  expect(sent.mock.calls[0]?.[0]).toMatchObject({ version: 1, diagnostics: [{ message: expect.stringContaining("a bug in pol") }] });
  expect(ask("onHover", { textDocument, position: { line: 0, character: 0 } })).toBeNull();
  expect(logged.mock.calls.map(([text]) => text)).toEqual([
    expect.stringMatching(/^pol lsp: checking untitled:a failed: TypeError: x is odd\n    at /),
    expect.stringMatching(/^pol lsp: hover in untitled:a failed: TypeError: x is odd\n    at /),
  ]);
  faulty.mockRestore();
  expect(ask("onDocumentFormatting", { textDocument })).toHaveLength(1);
});
