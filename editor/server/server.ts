import { DiagnosticSeverity, TextDocumentSyncKind, type Connection, type Diagnostic, type InitializeResult } from "vscode-languageserver";
import { version } from "../../runtime/version.ts";
import { definitionAt } from "./definition.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import { Document } from "./document.ts";
import { formattingOf } from "./formatting.ts";
import { hoverAt } from "./hover.ts";

export interface ServerOptions {
  /** The folder of the catalogue's pages, with a slash at its end. */
  readonly pages: URL;
  /** Where faults of ours go; standard output belongs to the protocol. */
  readonly log: (text: string) => void;
  /** How long typing must rest before a document is checked, in milliseconds. */
  readonly delay?: number;
}

const capabilities: InitializeResult = {
  serverInfo: { name: "pol", version },
  capabilities: {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Full, save: true },
    hoverProvider: true,
    definitionProvider: true,
    documentFormattingProvider: true,
  },
};

/** Shown in place of findings that could not be made, so that nobody takes their absence for a clean bill. */
const FAULT: Diagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: DiagnosticSeverity.Error,
  source: "pol",
  message: "this file could not be checked, which is a bug in pol; the language server's log says more",
};

/** Answers an editor on a connection, whatever carries it. */
export function serve(connection: Connection, { pages, log, delay = 50 }: ServerOptions): void {
  const documents = new Map<string, Document>();
  const waiting = new Map<string, NodeJS.Timeout>();

  /** A fault in one request must not end the server: the editor would lose all of it. */
  const guarded = <T>(what: string, otherwise: T, answer: () => T): T => {
    try {
      return answer();
    } catch (error) {
      log(`pol lsp: ${what} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
      return otherwise;
    }
  };
  const asked = <T>(what: string, uri: string, otherwise: T, answer: (document: Document) => T): T =>
    guarded(`${what} in ${uri}`, otherwise, () => {
      const document = documents.get(uri);
      return document === undefined ? otherwise : answer(document);
    });

  const publish = (document: Document): void => {
    // A newer version has its own turn coming.
    if (documents.get(document.uri) !== document) return;
    const diagnostics = guarded(`checking ${document.uri}`, [FAULT], () => diagnosticsOf(document, pages));
    void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
  };
  const put = (document: Document, after: number): void => {
    documents.set(document.uri, document);
    clearTimeout(waiting.get(document.uri));
    waiting.set(document.uri, setTimeout(publish, after, document));
  };

  connection.onInitialize(() => capabilities);
  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => put(new Document(uri, version, text), 0));
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const last = contentChanges.at(-1);
    if (last !== undefined) put(new Document(uri, version, last.text), delay);
  });
  connection.onDidSaveTextDocument(() => {
    // What was saved may be what another document names.
    for (const { uri, version, text } of documents.values()) put(new Document(uri, version, text), delay);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
    documents.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onHover(({ textDocument, position }) => asked("hover", textDocument.uri, null, (d) => hoverAt(d, position)));
  connection.onDefinition(({ textDocument, position }) => asked("definition", textDocument.uri, null, (d) => definitionAt(d, position)));
  connection.onDocumentFormatting(({ textDocument }) => asked("formatting", textDocument.uri, null, formattingOf));
}
