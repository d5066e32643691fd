/** A server that speaks the chat-completions protocol, and which of its models is asked; null: the only one it has. */
export interface Endpoint {
  readonly url: string;
  readonly model: string | null;
}

const EXAMPLE = "write it as in `http://127.0.0.1:8080/v1#model-name`";

/** Reads `URL#MODEL`; what is wrong with it in a sentence. */
export function readEndpoint(text: string): Endpoint | { readonly problem: string } {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return { problem: `\`${text}\` is no address of a server; ${EXAMPLE}` };
  if (url.username !== "" || url.password !== "") return { problem: "a password does not belong into an address; put the key into an environment variable and name it with `--key-env`" };
  if (url.search !== "") return { problem: `\`${text}\` has a query, which an address of a server has not; ${EXAMPLE}` };
  // What people copy out of a manual may lead to the very method; an address without a path means the usual one.
  const path = url.pathname.replace(/\/+$/, "").replace(/\/chat\/completions$/, "");
  return { url: `${url.origin}${path === "" ? "/v1" : path}`, model: url.hash.length > 1 ? decoded(url.hash.slice(1)) : null };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
