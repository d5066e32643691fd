import { APIConnectionTimeoutError, APIError } from "openai";
import { visible } from "../../compiler/diagnostics/render/visible.ts";
import { Refusal } from "../refusal.ts";
import { TooLong } from "./bounded-fetch.ts";

/** Who was asked, and how. */
export interface Asked {
  readonly url: string;
  readonly seconds: number;
  readonly hasKey: boolean;
}

/** Why no answer came, in a sentence. */
export function failure(error: unknown, asked: Asked): Refusal {
  return new Refusal(sentence(error, asked), { cause: error });
}

function sentence(error: unknown, { url, seconds, hasKey }: Asked): string {
  const causes = [...chain(error)];
  const codes = causes.map((one) => one.code);
  if (causes.some((one) => one instanceof TooLong)) return `\`${url}\` answered with more than anybody would read`;
  if (error instanceof APIConnectionTimeoutError || codes.some((code) => /TIMEOUT|TIMEDOUT/.test(code ?? ""))) return `\`${url}\` did not answer within ${seconds} s; give it more time with \`--timeout\``;
  if (error instanceof APIError && typeof error.status === "number") return answered(error, url, hasKey);
  if (causes.some((one) => one instanceof SyntaxError)) return `what \`${url}\` answered is no chat completion; does the address end as that of its API does, such as in \`/v1\`?`;
  const code = codes.find((one) => one !== undefined);
  return `no server answers at \`${url}\` (${WORDS[code ?? ""] ?? short(causes.at(-1)?.message ?? String(error))})`;
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there", ENOTFOUND: "there is no host of that name", EAI_AGAIN: "the name of the host was not found", ECONNRESET: "it hung up",
  UND_ERR_SOCKET: "it hung up", EHOSTUNREACH: "the host is out of reach", ENETUNREACH: "the network is out of reach",
};

function answered(error: APIError, url: string, hasKey: boolean): string {
  const { error: body } = error as { error: unknown };
  const said = typeof body === "object" && body !== null && "message" in body ? body.message : body;
  const detail = short(typeof said === "string" ? said : error.message.replace(/^\d+ /, ""));
  return `\`${url}\` refused with ${error.status}${detail === "" ? "" : ` (${detail})`}${advice(error.status, hasKey)}`;
}

function advice(status: unknown, hasKey: boolean): string {
  if (status === 404) return "; does it have this model, and does the address end as that of its API does, such as in `/v1`?";
  if (status !== 401 && status !== 403) return "";
  return hasKey ? "; is the key one of this server?" : "; it wants a key: put it into `OPENAI_API_KEY`, or name another variable with `--key-env`";
}

/** What a stranger says, on one line that a terminal shows as it is. */
function short(text: string): string {
  const line = visible(text.replace(/\s+/g, " ").trim());
  return line.length > 200 ? `${line.slice(0, 200)} …` : line;
}

function* chain(error: unknown): Generator<Error & { readonly code?: string }> {
  for (let at = error, left = 10; at instanceof Error && left > 0; at = at.cause, left--) yield at as Error & { readonly code?: string };
}

/** The one model that a server has, out of its answer to a list of them. */
export function chosenModel(page: { readonly data?: readonly { readonly id?: unknown }[] }, asked: Asked): string {
  if (!Array.isArray(page.data)) throw failure(new SyntaxError("no list of models"), asked);
  const names = page.data.map(({ id }) => id).filter((id) => typeof id === "string");
  if (names.length === 1) return names[0]!;
  if (names.length === 0) throw new Refusal(`\`${asked.url}\` has no model; name one as in \`${asked.url}#model-name\``);
  const shown = names.slice(0, 5).map((name) => `\`${short(name)}\``).join(", ");
  throw new Refusal(`\`${asked.url}\` has ${names.length} models (${shown}${names.length > 5 ? ", …" : ""}); say which, as in \`${asked.url}#${short(names[0]!)}\``);
}
