import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema, type ElicitResult } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";

const root = resolve(import.meta.dirname, "../..");
export const pol = join(root, "cli/launch.ts");
export const filesystem = join(root, "node_modules/@modelcontextprotocol/server-filesystem/dist/index.js");

export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "pol-mcp-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

export interface Connected {
  readonly client: Client;
  /** What the guard has written to standard error. */
  readonly log: () => string;
  /** The questions a person was asked. */
  readonly asked: string[];
}

/** The SDK's client at a server, whose person gives these answers; without one, nobody can be asked. */
export async function connect(args: readonly string[], answer?: (message: string) => ElicitResult | Promise<ElicitResult>): Promise<Connected> {
  const asked: string[] = [];
  const client = new Client({ name: "test", version: "1" }, { capabilities: answer === undefined ? {} : { elicitation: { form: {} } } });
  if (answer !== undefined) client.setRequestHandler(ElicitRequestSchema, (request) => {
    asked.push(request.params.message);
    return answer(request.params.message);
  });
  const transport = new StdioClientTransport({ command: process.execPath, args: [...args], stderr: "pipe" });
  let log = "";
  transport.stderr?.on("data", (chunk: Buffer) => { log += chunk.toString(); });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return { client, log: () => log, asked };
}

export function textOf(result: unknown): string {
  const [first] = (result as { content: { text: string }[] }).content;
  return first!.text;
}
