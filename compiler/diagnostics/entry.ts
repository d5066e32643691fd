import type { Severity } from "./diagnostic.ts";

/** All that is known about one kind of finding: its page, its fixture and its test are made from this. */
export interface Entry {
  readonly code: `POL${number}`;
  /** The key in kebab case, for people to search and for editors to show. */
  readonly name: string;
  readonly severity: Severity;
  readonly title: string;
  /** One plain sentence without a full stop; `{word}` is a placeholder, the user's words stand in backticks. */
  readonly message: string;
  readonly why: string;
  /** A whole `.pol` file that triggers it. */
  readonly wrong: string;
  /** The same file, mended. */
  readonly right: string;
}

/** The placeholders of a message template. */
export type Holes<M extends string> = M extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;

/** Keeps the literal types of the messages, from which `report` learns their placeholders. */
export function defineEntries<const T extends Readonly<Record<string, Entry>>>(entries: T): T {
  return entries;
}
