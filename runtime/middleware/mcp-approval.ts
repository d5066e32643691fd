import { randomUUID } from "node:crypto";
import type { JSONRPCMessage, JSONRPCRequest, RequestId } from "@modelcontextprotocol/sdk/types.js";
import type { CallDecision } from "../guard/tools.ts";
import { printable } from "../guard/template.ts";
import { shownOf } from "../record/record.ts";

export type Reply = { readonly answer: "approved" | "declined" | "unanswered"; readonly because: string };

interface Pending {
  readonly call: RequestId;
  readonly settle: (reply: Reply) => void;
  readonly timer: NodeJS.Timeout;
}

/** Asks the client's person about calls, by MCP's elicitation. Only an explicit yes is a yes. */
export class Approvals {
  readonly #send: (message: JSONRPCMessage) => void;
  readonly #milliseconds: number;
  readonly #pending = new Map<RequestId, Pending>();

  constructor(send: (message: JSONRPCMessage) => void, milliseconds: number) {
    this.#send = send;
    this.#milliseconds = milliseconds;
  }

  ask(call: RequestId, decision: CallDecision): Promise<Reply> {
    // Nobody can guess it, so a server cannot have the client answer this question in another's name.
    const id = `pol-${randomUUID()}`;
    return new Promise((settle) => {
      const timer = setTimeout(() => this.#give(id, { answer: "unanswered", because: "nobody has answered in time" }, "timed out"), this.#milliseconds);
      this.#pending.set(id, { call, settle, timer });
      this.#send(question(id, decision));
    });
  }

  /** Takes the client's response to a question of ours; false where it is none. */
  take(id: RequestId | undefined, result: unknown): boolean {
    return id !== undefined && this.#give(id, replyOf(result));
  }

  has(id: RequestId): boolean {
    return this.#pending.has(id);
  }

  /** The client has given a call up; false where it was not asked about. */
  cancel(call: unknown): boolean {
    const open = [...this.#pending].filter(([, p]) => p.call === call);
    for (const [id] of open) this.#give(id, { answer: "unanswered", because: "the client has cancelled this call" }, "the call was cancelled");
    return open.length > 0;
  }

  close(): void {
    for (const id of this.#pending.keys()) this.#give(id, { answer: "unanswered", because: "the connection has ended" });
  }

  #give(id: RequestId, reply: Reply, withdrawn?: string): boolean {
    const pending = this.#pending.get(id);
    if (pending === undefined) return false;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    if (withdrawn !== undefined) this.#send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id, reason: withdrawn } });
    pending.settle(reply);
    return true;
  }
}

/** True where a client, by what it said in `initialize`, can put a form before a person. */
export function canAsk(initialize: JSONRPCRequest): boolean {
  const capabilities = initialize.params?.["capabilities"];
  const elicitation = isObject(capabilities) && Object.hasOwn(capabilities, "elicitation") ? capabilities["elicitation"] : undefined;
  return isObject(elicitation) && (Object.keys(elicitation).length === 0 || isObject(elicitation["form"]));
}

function question(id: string, decision: CallDecision): JSONRPCMessage {
  const { tool } = decision.record;
  const args = shownOf(decision.record);
  const list = Object.entries(isObject(args) ? args : {}).map(([name, value]) => `${printable(JSON.stringify(name).slice(1, -1))}: ${printable(JSON.stringify(value))}`);
  return {
    jsonrpc: "2.0", id, method: "elicitation/create",
    params: {
      message: [decision.question ?? "Allow this call?", "", `Tool: ${printable(tool)}`, ...(list.length > 0 ? list : ["without arguments"])].join("\n"),
      requestedSchema: {
        type: "object",
        properties: { approve: { type: "boolean", title: "Approve", description: "Whether this call, with exactly these arguments, may be made once." } },
        required: ["approve"],
      },
    },
  };
}

function replyOf(result: unknown): Reply {
  if (!isObject(result)) return { answer: "unanswered", because: "the client could not ask" };
  if (result["action"] === "accept" && isObject(result["content"]) && result["content"]["approve"] === true) return { answer: "approved", because: "a person has approved this call" };
  return { answer: "declined", because: "a person has declined this call" };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
