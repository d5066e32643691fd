import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What came in, and what goes out, in the words of the chat-completions protocol. */
export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: { readonly model?: string; readonly stream?: boolean; readonly messages?: readonly { readonly role: string; readonly content: string }[] };
}

/** An answer's text, or anything else that a server may do. */
export type Line = string | ((response: ServerResponse) => void);

export interface Server {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** A server that says these lines one after the other, and then no more. */
export async function scripted(lines: readonly Line[], models: readonly string[] = ["small"]): Promise<Server> {
  const asked: Asked[] = [];
  let next = 0;
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    if (request.url === "/v1/models") return json(response, 200, { object: "list", data: models.map((id) => ({ id, object: "model", created: 0, owned_by: "test" })) });
    if (request.method !== "POST" || request.url !== "/v1/chat/completions") return json(response, 404, { error: { message: "no such thing", type: "invalid_request_error" } });
    asked.push({ path: request.url, authorization: request.headers.authorization, body: JSON.parse(body) });
    const line = lines[next++];
    if (line === undefined) return json(response, 500, { error: { message: "the script is at its end" } });
    if (typeof line === "string") return json(response, 200, completion(line));
    line(response);
  };
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: () => new Promise((closed) => { server.closeAllConnections(); server.close(() => closed()); }),
  };
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** One choice, as a server sends it that does not stream. */
export function completion(content: string | null, finish_reason = "stop"): unknown {
  return {
    id: "chatcmpl-1", object: "chat.completion", created: 1_700_000_000, model: "small",
    choices: [{ index: 0, message: { role: "assistant", content }, logprobs: null, finish_reason }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}
