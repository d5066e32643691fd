import { OpenAI } from "openai";
import { boundedFetch } from "./bounded-fetch.ts";
import type { Endpoint } from "./endpoint.ts";
import { chosenModel, failure, type Asked } from "./failure.ts";

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface Reply {
  readonly text: string;
  /** It ended because it was as long as the server lets it be. */
  readonly isCut: boolean;
}

export interface Chat {
  readonly model: string;
  ask(messages: readonly Message[]): Promise<Reply>;
}

export interface ChatOptions {
  /** Sent as a bearer token; null sends none, which local servers are content with. */
  readonly key: string | null;
  /** How long one answer may take. */
  readonly seconds: number;
}

const MOST_BYTES = 4 << 20;

/** Opens a conversation with a model over the chat-completions protocol. It refuses in one sentence where no answer comes of it. */
export async function openChat({ url, model }: Endpoint, { key, seconds }: ChatOptions): Promise<Chat> {
  const client = new OpenAI({
    baseURL: url, apiKey: key ?? "none", maxRetries: 0, timeout: seconds * 1000, fetch: boundedFetch(MOST_BYTES), logLevel: "off",
    // What the environment says is about another server.
    adminAPIKey: null, organization: null, project: null, webhookSecret: null,
    ...(key === null && { defaultHeaders: { Authorization: null } }),
  });
  const asked: Asked = { url, seconds, hasKey: key !== null };
  const name = model ?? chosenModel(await client.models.list().catch((error: unknown) => { throw failure(error, asked); }), asked);
  return {
    model: name,
    async ask(messages) {
      const completion: unknown = await client.chat.completions.create({ model: name, messages: [...messages] }).catch((error: unknown) => { throw failure(error, asked); });
      return replyOf(completion, asked);
    },
  };
}

function replyOf(completion: unknown, asked: Asked): Reply {
  const choice = field(field(typeof completion === "string" ? parsed(completion) : completion, "choices"), 0);
  const message = field(choice, "message");
  if (message === undefined) throw failure(new SyntaxError("no choices"), asked);
  const text = field(message, "content") ?? field(message, "refusal");
  return { text: typeof text === "string" ? text : "", isCut: field(choice, "finish_reason") === "length" };
}

/** Small servers forget to say that what they send is JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string | number): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Record<string | number, unknown>)[name] : undefined;
}
