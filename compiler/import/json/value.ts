import type { Place } from "../mistake.ts";

/** JSON that knows where each of its values stands. */
export type Json =
  | JsonObject
  | JsonArray
  | { readonly kind: "text"; readonly value: string; readonly place: Place }
  | { readonly kind: "number"; readonly value: number; readonly text: string; readonly place: Place }
  | { readonly kind: "truth"; readonly value: boolean; readonly place: Place }
  | { readonly kind: "null"; readonly value: null; readonly place: Place };

export interface JsonObject {
  readonly kind: "object";
  readonly members: readonly Member[];
  readonly place: Place;
}

export interface JsonArray {
  readonly kind: "array";
  readonly items: readonly Json[];
  readonly place: Place;
}

export interface Member {
  readonly key: string;
  readonly place: Place;
  readonly value: Json;
}

const WORDS: Readonly<Record<Json["kind"], string>> = { object: "an object", array: "a list", text: "a text", number: "a number", truth: "true or false", null: "null" };

/** A value in a sentence about what stands where something else belongs. */
export const named = ({ kind }: Json): string => WORDS[kind];

export const member = (object: JsonObject, key: string): Json | undefined => object.members.find((m) => m.key === key)?.value;

/** The value as a program knows it. */
export function plain(json: Json): unknown {
  switch (json.kind) {
    case "array": return json.items.map(plain);
    case "object": return Object.fromEntries(json.members.map(({ key, value }) => [key, plain(value)]));
    default: return json.value;
  }
}
