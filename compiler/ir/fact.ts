import type { Ir } from "./ir.ts";

/** What a fact is about, but for its operands: with their JSON it is the key under which the host hands it over. */
export function factOf({ op, name, value, path }: Ir): string {
  return JSON.stringify([op, name ?? null, value ?? null, path ?? []]);
}
