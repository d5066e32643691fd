import { field, type Json } from "./json.ts";
import type { Log } from "./log.ts";

/** What the host says of these values; null where it says nothing. */
export function fact(log: Log, about: string, ...values: readonly unknown[]): Json {
  return field(log.facts ?? null, about + JSON.stringify(values));
}
