import { type Json, named } from "../json/value.ts";
import type { Place } from "../mistake.ts";
import { shown } from "../writing/text.ts";

export type Verb = "allow" | "ask" | "deny";

/** `Bash(npm run test:*)`: what a rule is about, and which uses of it. */
export interface ClaudeRule {
  readonly verb: Verb;
  readonly tool: string;
  /** Null where it is about every use. */
  readonly specifier: string | null;
  /** As it was written. */
  readonly text: string;
  readonly place: Place;
}

/** Reads one rule, or says what is wrong with it. */
export function readRule(verb: Verb, json: Json): ClaudeRule | string {
  if (json.kind !== "text") return `a rule is a text such as \`"Bash(npm test)"\`, and this is ${named(json)}`;
  const [, tool, specifier = null] = /^\s*([^\s()]+)\s*(?:\((.*)\))?\s*$/s.exec(json.value) ?? [];
  if (tool === undefined) return `${shown(json.value)} is no rule: write \`Tool\` or \`Tool(what)\``;
  if (specifier?.trim() === "") return `${shown(json.value)} says nothing in its brackets: leave them out where every use is meant`;
  return { verb, tool, specifier, text: json.value, place: json.place };
}
