import { describe, expect, test } from "vitest";
import { between, pay, type Between } from "./mcp-relay.ts";
import { rules } from "./policy.ts";

const POLICY = rules("allow balance", "allow pay when amount in 0.01..500 else ask when amount in 0.01..5000 saying \"Pay {amount} to {to}?\"", "forbid pay when amount > 9000 then stop");
const HELLO = { id: 0, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: { elicitation: {}, sampling: {} }, clientInfo: { name: "c", version: "1" } } };
const REFUSED = { isError: true, content: [{ type: "text" }] };

async function greeted(hello: object = HELLO, patience?: number): Promise<Between> {
  const b = await between(POLICY, patience);
  await b.client(hello);
  await b.server({ id: 0, result: { protocolVersion: "2025-11-25", capabilities: { tools: { listChanged: true } }, serverInfo: { name: "s", version: "1" } } });
  b.atClient.length = b.atServer.length = 0;
  return b;
}

describe("everything but calls goes on as it is", () => {
  test("both ways: requests, answers, errors, notifications, with their ids and tokens", async () => {
    const b = await between(POLICY);
    const fromClient = [HELLO, { method: "notifications/initialized" }, { id: "a", method: "resources/list", params: { cursor: "x", _meta: { progressToken: 7 } } }, { id: 2, method: "prompts/get", params: { name: "p" } }, { id: 3, method: "completion/complete", params: {} }, { method: "notifications/cancelled", params: { requestId: 3 } }, { id: 4, method: "logging/setLevel", params: { level: "info" } }];
    for (const message of fromClient) await b.client(message);
    expect(b.atServer).toEqual(fromClient.map((m) => ({ jsonrpc: "2.0", ...m })));
    const fromServer = [{ id: 0, result: { capabilities: {} } }, { method: "notifications/progress", params: { progressToken: 7, progress: 1 } }, { id: "a", result: { resources: [], nextCursor: "y" } }, { id: 2, error: { code: -32602, message: "no such prompt" } }, { method: "notifications/tools/list_changed" }, { method: "notifications/message", params: { level: "info", data: 1 } }, { id: 0, method: "sampling/createMessage", params: { messages: [] } }, { id: 1, method: "roots/list" }, { id: 2, method: "elicitation/create", params: { message: "Who?" } }];
    for (const message of fromServer) await b.server(message);
    expect(b.atClient).toEqual(fromServer.map((m) => ({ jsonrpc: "2.0", ...m })));
    await b.client({ id: 2, result: { action: "decline" } });
    expect(b.atServer.at(-1)).toEqual({ jsonrpc: "2.0", id: 2, result: { action: "decline" } });
    expect(b.warnings).toEqual([]);
  });

  test("an answer to nothing, or to a call that the server never saw, stays here", async () => {
    const b = await greeted();
    await b.client(pay(1, -5));
    await b.server({ id: 1, result: { content: [{ type: "text", text: "paid" }] } });
    expect(b.atClient).toMatchObject([{ id: 1, result: REFUSED }]);
    expect(b.warnings).toEqual(["the server answered what it was not asked"]);
  });
});

describe("tools/list", () => {
  const tool = (name: string, inputSchema: object) => ({ name, inputSchema });
  const balance = tool("balance", { type: "object", properties: {}, $schema: "http://json-schema.org/draft-07/schema#", description: "words" });

  test("a server's own `reply`, which the policy does not declare, is not the agent's answer", async () => {
    const b = await greeted();
    await b.client({ id: 1, method: "tools/list" });
    await b.server({ id: 1, result: { tools: [balance, tool("reply", { type: "object", properties: { text: { type: "string" } } })] } });
    expect(b.atClient).toMatchObject([{ result: { tools: [{ name: "balance" }] } }]);
    await b.client({ id: 2, method: "tools/call", params: { name: "reply", arguments: { text: "hi" } } });
    expect(b.atClient.at(-1)).toMatchObject({ id: 2, result: REFUSED });
  });

  test("shows page by page what the policy declares, and warns once of a schema that is not the policy's", async () => {
    const b = await greeted();
    for (const id of [1, 2]) {
      await b.client({ id, method: "tools/list", params: { cursor: "p" } });
      await b.server({ id, result: { tools: [balance, tool("wipe\u001b", { type: "object" }), tool("pay", { type: "object", properties: { to: { type: "string" } } }), 7], nextCursor: "q" } });
    }
    expect(b.atServer.at(-1)).toMatchObject({ params: { cursor: "p" } });
    const shown = { tools: [{ name: "balance" }, { name: "pay" }], nextCursor: "q" };
    expect(b.atClient).toMatchObject([{ id: 1, result: shown }, { id: 2, result: shown }]);
    expect(b.warnings).toEqual(["hidden, since the policy does not declare them: wipe\\u{1b}", "the server's schema is not the policy's, by which calls are judged: pay"]);
  });
});

describe("tools/call", () => {
  test("goes on with the judged arguments and what the protocol needs, and nothing else", async () => {
    const b = await greeted();
    await b.client(pay(1, 5, { _meta: { progressToken: 9 }, task: { ttl: 1 }, smuggled: true }));
    await b.client({ id: 2, method: "tools/call", params: { name: "balance" } });
    expect(b.atServer).toEqual([
      { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "pay", arguments: { to: "me", amount: 5 }, _meta: { progressToken: 9 }, task: { ttl: 1 } } },
      { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "balance", arguments: {} } },
    ]);
    await b.server({ id: 1, result: { content: [], structuredContent: { a: 1 } } });
    expect(b.atClient).toEqual([{ jsonrpc: "2.0", id: 1, result: { content: [], structuredContent: { a: 1 } } }]);
  });

  test.each([
    ["forbidden", pay(1, -5)], ["of no tool", { id: 1, method: "tools/call", params: { name: "wipe" } }], ["without a name", { id: 1, method: "tools/call", params: {} }],
    ["without params", { id: 1, method: "tools/call" }], ["with a text for arguments", { id: 1, method: "tools/call", params: { name: "balance", arguments: "{}" } }],
    ["with null for arguments", { id: 1, method: "tools/call", params: { name: "balance", arguments: null } }],
  ])("%s never reaches the server", async (_, message) => {
    const b = await greeted();
    await b.client(message);
    expect(b.atServer).toEqual([]);
    expect(b.atClient).toMatchObject([{ id: 1, result: REFUSED }]);
  });

  test("without an id, which some servers would execute, is dropped", async () => {
    const b = await greeted();
    await b.client({ method: "tools/call", params: { name: "balance", arguments: {} } });
    expect([b.atServer, b.atClient]).toEqual([[], []]);
    expect(b.warnings).toHaveLength(1);
  });

  test("that stops the run is refused, and then both ends are closed", async () => {
    const b = await greeted();
    await b.client(pay(1, 5));
    await b.client(pay(2, 9999));
    await expect(b.end).resolves.toBe("stopped");
    expect(b.atClient).toMatchObject([{ id: 2, result: REFUSED }, { id: 1, error: { message: "the policy has ended this run" } }]);
    expect(b.atServer).toHaveLength(1);
  });
});

describe("a call that is asked about", () => {
  const question = (b: Between) => b.atClient.find((m) => m["method"] === "elicitation/create")!;
  const APPROVED = { action: "accept", content: { approve: true } };

  test("puts all its arguments before the person, and goes on after a yes", async () => {
    const b = await greeted();
    await b.client(pay(1, 600));
    expect(question(b)).toMatchObject({ params: { message: "Pay 600 to me?\n\nTool: pay\nto: \"me\"\namount: 600", requestedSchema: { properties: { approve: { type: "boolean" } }, required: ["approve"] } } });
    expect(b.atServer).toEqual([]);
    await b.client({ id: question(b).id, result: APPROVED });
    expect(b.atServer).toMatchObject([{ id: 1, params: { arguments: { to: "me", amount: 600 } } }]);
    await b.client({ id: question(b).id, result: APPROVED });
    expect(b.atServer.filter((m) => m["method"] === "tools/call")).toHaveLength(1);
  });

  test.each([
    ["declined", { result: { action: "decline" } }], ["cancelled", { result: { action: "cancel" } }], ["accepted with a no", { result: { action: "accept", content: { approve: false } } }],
    ["accepted without a word", { result: { action: "accept" } }], ["answered with a text", { result: { action: "accept", content: { approve: "true" } } }],
    ["answered with neither", { result: {} }], ["an error", { error: { code: -32603, message: "no screen" } }],
  ])("%s: refused", async (_, answer) => {
    const b = await greeted();
    await b.client(pay(1, 600));
    await b.client({ id: question(b).id, ...answer });
    expect(b.atServer).toEqual([]);
    expect(b.atClient.at(-1)).toMatchObject({ id: 1, result: REFUSED });
  });

  test("is refused when nobody answers in time, and the question is withdrawn", async () => {
    const b = await greeted(HELLO, 20);
    await b.client(pay(1, 600));
    await expect.poll(() => b.atClient.length).toBe(3);
    expect(b.atClient.slice(1)).toMatchObject([{ method: "notifications/cancelled", params: { requestId: question(b).id } }, { id: 1, result: REFUSED }]);
    await b.client({ id: question(b).id, result: APPROVED });
    expect(b.atServer.filter((m) => m["method"] === "tools/call")).toEqual([]);
  });

  test("is refused when the client gives it up, and the server hears nothing of it", async () => {
    const b = await greeted();
    await b.client(pay(1, 600));
    await b.client({ method: "notifications/cancelled", params: { requestId: 1 } });
    expect(b.atServer).toEqual([]);
    expect(b.atClient.at(-1)).toMatchObject({ id: 1, result: REFUSED });
  });

  test("cannot be answered by a server that has the client answer another question", async () => {
    const b = await greeted();
    await b.client(pay(1, 600));
    const { id } = question(b);
    await b.server({ id, method: "elicitation/create", params: { message: "Nice weather?" } });
    expect(b.atClient).toHaveLength(1);
  });

  test.each([["nothing", {}], ["forms not among its ways", { elicitation: { url: {} } }], ["no object", { elicitation: true }]])("is refused where the client declares %s", async (_, capabilities) => {
    const b = await greeted({ ...HELLO, params: { ...HELLO.params, capabilities } });
    await b.client(pay(1, 600));
    expect(b.atClient).toMatchObject([{ id: 1, result: { isError: true, content: [{ text: "Not permitted: a person has to approve this call, and this client cannot ask one" }] } }]);
  });

  test("several at once are settled each by its own answer", async () => {
    const b = await greeted();
    for (const id of [1, 2, 3]) await b.client(pay(id, 600 + id));
    const ids = b.atClient.map((m) => m.id);
    await b.client({ id: ids[1], result: APPROVED });
    await b.client({ id: ids[0], result: { action: "decline" } });
    await b.hangUp("server");
    await expect(b.end).resolves.toBe("server ended");
    expect(b.atServer).toMatchObject([{ id: 2 }]);
    expect(b.atClient.slice(3)).toMatchObject([{ id: 1, result: REFUSED }, { id: 2, error: { message: "the server has ended" } }, { id: 3, result: REFUSED }]);
  });
});

test("a client that leaves ends it", async () => {
  const b = await greeted();
  await b.client(pay(1, 600));
  await b.hangUp("client");
  await expect(b.end).resolves.toBe("client left");
});
