import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage, JSONRPCRequest, RequestId } from "@modelcontextprotocol/sdk/types.js";
import type { ToolIr } from "../../compiler/ir/ir.ts";
import { messageOf } from "../guard/sampled.ts";
import type { CallDecision, ToolSession } from "../guard/tools.ts";
import type { AnswerRecord, CallRecord } from "../record/record.ts";
import { Approvals, canAsk } from "./mcp-approval.ts";
import { ToolList } from "./mcp-tools.ts";

export interface McpGuard {
  readonly session: ToolSession;
  /** The tools that the policy declares. */
  readonly tools: readonly ToolIr[];
  /** Towards the agent. */
  readonly client: Transport;
  /** Towards the tools. */
  readonly server: Transport;
  readonly judged: (record: CallRecord | AnswerRecord) => void;
  readonly warn: (text: string) => void;
  /** How long a person may take to answer. */
  readonly patience?: number;
}

/** Why a guarded connection is over. */
export type McpEnd = "client left" | "server ended" | "stopped";

const TEN_MINUTES = 600_000;
/** JSON-RPC's code for errors of an implementation's own. */
const SERVER_ERROR = -32000;

/**
 * Stands between an MCP client and a server: hands every message on as it is, but judges each `tools/call`. What is forbidden
 * never reaches the server. Resolves when either side has ended, or the policy ends the run.
 */
export async function guardMcp(options: McpGuard): Promise<McpEnd> {
  const relay = new Relay(options);
  return relay.run();
}

class Relay {
  readonly #o: McpGuard;
  readonly #approvals: Approvals;
  readonly #list: ToolList;
  /** Requests of the client that the server has not answered, with their methods. */
  readonly #open = new Map<RequestId, string>();
  /** Permitted calls that have not been answered. */
  readonly #calls = new Map<RequestId, CallDecision>();
  readonly #ended = Promise.withResolvers<McpEnd>();
  #canAsk = false;
  #over: McpEnd | null = null;

  constructor(options: McpGuard) {
    this.#o = options;
    this.#approvals = new Approvals((message) => this.#send(options.client, message), options.patience ?? TEN_MINUTES);
    this.#list = new ToolList(options.tools, options.warn);
  }

  async run(): Promise<McpEnd> {
    const { client, server, warn } = this.#o;
    server.onmessage = (message) => this.#fromServer(message);
    server.onclose = () => this.#end("server ended");
    client.onmessage = (message) => this.#fromClient(message);
    client.onclose = () => this.#end("client left");
    client.onerror = (error) => warn(`the client sent what is no message (${firstLine(error)})`);
    await server.start();
    // Only now: a server that does not start is the caller's to report.
    server.onerror = (error) => warn(`the server sent what is no message (${firstLine(error)})`);
    await client.start();
    const end = await this.#ended.promise;
    await Promise.allSettled([server.close(), client.close()]);
    return end;
  }

  #fromClient(message: JSONRPCMessage): void {
    if (this.#over !== null) return;
    if (!("method" in message)) {
      if (!this.#approvals.take(message.id, "result" in message ? message.result : null)) this.#send(this.#o.server, message);
    } else if (!("id" in message)) {
      this.#notified(message);
    } else if (message.method === "tools/call") {
      this.#call(message);
    } else {
      if (message.method === "initialize") this.#canAsk = canAsk(message);
      this.#request(message);
    }
  }

  #notified(message: Extract<JSONRPCMessage, { method: string }>): void {
    if (message.method === "tools/call") return this.#o.warn("the client sent a tools/call without an id: it is not forwarded");
    if (message.method === "notifications/cancelled") {
      const call = message.params?.["requestId"];
      if (this.#approvals.cancel(call)) return;
      this.#open.delete(call as RequestId);
    }
    this.#send(this.#o.server, message);
  }

  #fromServer(message: JSONRPCMessage): void {
    if (this.#over !== null) return;
    if ("method" in message) {
      if (!("id" in message && this.#approvals.has(message.id))) this.#send(this.#o.client, message);
      return;
    }
    this.#answered(message);
    const method = message.id === undefined ? undefined : this.#open.get(message.id);
    if (message.id === undefined || method === undefined) return this.#o.warn("the server answered what it was not asked");
    this.#open.delete(message.id);
    this.#send(this.#o.client, method === "tools/list" && "result" in message ? { ...message, result: this.#list.shown(message.result) } : message);
  }

  /** What a tool answered counts in what the policy asks later. */
  #answered(message: Exclude<JSONRPCMessage, { method: string }>): void {
    const call = message.id === undefined ? undefined : this.#calls.get(message.id);
    if (call === undefined) return;
    this.#calls.delete(message.id!);
    const result = "result" in message ? message.result : null;
    this.#o.session.returned(call, contentOf(result), result !== null && result["isError"] !== true);
  }

  #call(message: JSONRPCRequest): void {
    const { name, arguments: given } = message.params ?? {};
    // A text in place of the arguments is a text, not JSON to be read.
    const decision = this.#o.session.decide({ tool: name as string, arguments: typeof given === "string" ? JSON.stringify(given) : given });
    this.#o.judged(decision.record);
    if (decision.verdict === "allow") this.#forward(message, decision);
    else if (decision.verdict === "ask") void this.#ask(message, decision);
    else this.#refuse(message.id, decision.message);
    if (decision.stop) this.#end("stopped");
  }

  async #ask(message: JSONRPCRequest, decision: CallDecision): Promise<void> {
    const { answer, because } = this.#canAsk ? await this.#approvals.ask(message.id, decision) : { answer: "unanswered" as const, because: "a person has to approve this call, and this client cannot ask one" };
    const settled = this.#o.session.answer(decision, answer, because);
    this.#o.judged(settled.record);
    if (!settled.permitted) this.#refuse(message.id, settled.message);
    else if (this.#over === null) this.#forward(message, decision);
  }

  /** Only what was judged goes on, and what the protocol itself needs beside it. */
  #forward(message: JSONRPCRequest, decision: CallDecision): void {
    const { canonical } = decision;
    const { name, _meta, task } = message.params!;
    this.#calls.set(message.id, decision);
    this.#request({ ...message, params: { name, arguments: JSON.parse(canonical!) as unknown, ...(_meta !== undefined && { _meta }), ...(task !== undefined && { task }) } });
  }

  #request(message: JSONRPCRequest): void {
    this.#open.set(message.id, message.method);
    this.#send(this.#o.server, message);
  }

  #refuse(id: RequestId, text: string): void {
    this.#send(this.#o.client, { jsonrpc: "2.0", id, result: { content: [{ type: "text", text }], isError: true } });
  }

  #end(why: McpEnd): void {
    if (this.#over !== null) return;
    this.#over = why;
    this.#approvals.close();
    const error = { code: SERVER_ERROR, message: why === "stopped" ? "the policy has ended this run" : "the server has ended" };
    for (const id of this.#open.keys()) this.#send(this.#o.client, { jsonrpc: "2.0", id, error });
    this.#ended.resolve(why);
  }

  #send(to: Transport, message: JSONRPCMessage): void {
    if (to === this.#o.client && this.#over === "client left") return;
    to.send(message).catch((error: unknown) => { if (this.#over === null) this.#o.warn(`a message was lost (${messageOf(error)})`); });
  }
}

/** A structured answer as it is, else its texts. */
function contentOf(result: Record<string, unknown> | null): unknown {
  if (result === null) return null;
  if (result["structuredContent"] !== undefined) return result["structuredContent"];
  const { content } = result;
  if (!Array.isArray(content)) return null;
  return content.flatMap((part: unknown) => (typeof part === "object" && part !== null && "text" in part && typeof part.text === "string" ? [part.text] : [])).join("\n");
}

/** What the SDK reports of a malformed message runs over many lines. */
function firstLine(error: Error): string {
  return error instanceof SyntaxError ? "not JSON" : error.name === "ZodError" ? "not JSON-RPC" : error.message.split("\n")[0]!;
}
