import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter, type Diagnostic, type ProtocolConnection, type PublishDiagnosticsParams,
} from "vscode-languageserver-protocol/node";

/** An editor as the protocol sees it, talking to the server that was built. */
export class Client {
  readonly connection: ProtocolConnection;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #published: PublishDiagnosticsParams[] = [];
  readonly #waiting: ((published: PublishDiagnosticsParams) => void)[] = [];
  stderr = "";

  constructor() {
    const child = spawn(process.execPath, [resolve(import.meta.dirname, "../../dist/pol.mjs"), "lsp", "--stdio"], { stdio: "pipe" });
    child.stderr.on("data", (chunk) => (this.stderr += String(chunk)));
    this.#child = child;
    this.#ended = new Promise((done) => child.on("exit", done));
    this.connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    this.connection.onNotification("textDocument/publishDiagnostics", (published: PublishDiagnosticsParams) => {
      const next = this.#waiting.shift();
      if (next) next(published);
      else this.#published.push(published);
    });
    this.connection.listen();
  }

  async start(): Promise<object> {
    const answer = await this.connection.sendRequest<object>("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
    await this.connection.sendNotification("initialized", {});
    return answer;
  }

  open(uri: string, text: string): Promise<void> {
    return this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "pol", version: 1, text } });
  }

  change(uri: string, version: number, text: string): Promise<void> {
    return this.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  /** The next findings that the server pushes. */
  published(): Promise<PublishDiagnosticsParams> {
    const ready = this.#published.shift();
    return ready ? Promise.resolve(ready) : new Promise((done) => this.#waiting.push(done));
  }

  async diagnostics(): Promise<Diagnostic[]> {
    return (await this.published()).diagnostics;
  }

  request<T>(method: string, params: object): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  /** Ends as editors do, and answers the exit code of the server. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    return this.#ended;
  }

  /** Is gone without a word. */
  vanish(): Promise<number | null> {
    this.#child.stdin!.end();
    return this.#ended;
  }

  kill(): void {
    this.connection.dispose();
    this.#child.kill();
  }
}
