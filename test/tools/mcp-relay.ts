import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import { guardMcp, type McpEnd } from "../../runtime/middleware/mcp.ts";
import { guardOf } from "./policy.ts";

type Message = Record<string, unknown> & { id?: number | string };

/** A guard between two ends that the test plays itself, message by message. */
export interface Between {
  /** Says something as the client or as the server. */
  readonly client: (message: object) => Promise<void>;
  readonly server: (message: object) => Promise<void>;
  /** What has arrived at each. */
  readonly atClient: Message[];
  readonly atServer: Message[];
  readonly warnings: string[];
  readonly hangUp: (end: "client" | "server") => Promise<void>;
  readonly end: Promise<McpEnd>;
}

export async function between(text: string, patience?: number): Promise<Between> {
  const guard = await guardOf(text);
  const [client, towardsClient] = InMemoryTransport.createLinkedPair();
  const [server, towardsServer] = InMemoryTransport.createLinkedPair();
  const atClient: Message[] = [];
  const atServer: Message[] = [];
  const warnings: string[] = [];
  client.onmessage = (m) => { atClient.push(m as Message); };
  server.onmessage = (m) => { atServer.push(m as Message); };
  await Promise.all([client.start(), server.start()]);
  const end = guardMcp({
    session: guard.toolSession(), tools: guard.bundle.ir.envs[0]!.tools, client: towardsClient, server: towardsServer, judged: () => undefined, warn: (w) => warnings.push(w),
    ...(patience !== undefined && { patience }),
  });
  onTestFinished(async () => {
    await client.close();
    await end;
  });
  const say = (from: InMemoryTransport) => async (message: object): Promise<void> => {
    await from.send({ jsonrpc: "2.0", ...message } as JSONRPCMessage);
    await new Promise((soon) => setImmediate(soon));
  };
  return { client: say(client), server: say(server), atClient, atServer, warnings, hangUp: (who) => (who === "client" ? client : server).close(), end };
}

/** A call of `pay`, as a client sends it. */
export const pay = (id: number, amount: unknown, more: object = {}): object => ({ id, method: "tools/call", params: { name: "pay", arguments: { to: "me", amount }, ...more } });
