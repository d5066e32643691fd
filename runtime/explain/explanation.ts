import type { Place } from "../record/record.ts";

export type Truth = "true" | "false" | "unknown";

/** Why a call was decided as it was: for the operator and the editor, never for the agent. What is secret is not in it. */
export interface Explanation {
  readonly tool: string;
  /** Null where they could not be read. */
  readonly arguments: Readonly<Record<string, unknown>> | null;
  readonly verdict: "allow" | "ask" | "forbid";
  readonly reason: string;
  /** The rule that decided, first, and every other that said the same. */
  readonly deciding: readonly RuleTold[];
  /** Rules that would permit the call, those that come nearest first. */
  readonly permitting: readonly RuleTold[];
  /** What happened before and counted. */
  readonly counted: readonly Counted[];
  /** The smallest changes after which the call is allowed: any one of them. */
  readonly nearest: Nearest;
  /** What a reader has to know besides. */
  readonly notes: readonly string[];
}

export interface RuleTold extends Place {
  /** Where it stands: a privilege, or the guard that keeps or requires it. */
  readonly of: string;
  readonly effect: "allow" | "ask" | "forbid";
  /** What it said of this call; null where it said nothing. */
  readonly says: "allow" | "ask" | "forbid" | null;
  /** Its conditions, and what it says where they hold (of `allow … else ask`, both); of what a guard keeps, where they do not. */
  readonly conditions: readonly { readonly for: "allow" | "ask" | "forbid"; readonly part: Part | null }[];
}

/** A condition or a part of it. */
export interface Part extends Place {
  /** How its parts are joined; null for one that has none. */
  readonly joined: "all of" | "one of" | "not" | "the first implies the second" | null;
  readonly truth: Truth;
  /** Whether it is as the rule needs it to say what it would say. */
  readonly fits: boolean;
  /** The values and findings that made it so, a phrase each. */
  readonly seen: readonly string[];
  readonly parts: readonly Part[];
}

/** One count or total, and the earlier calls it is made of. */
export interface Counted extends Place {
  readonly value: number;
  readonly calls: readonly CountedCall[];
  /** What more was counted than these records show: calls, or the amount. */
  readonly elsewhere: number;
}

export interface CountedCall {
  readonly session: string;
  readonly seq: number;
  readonly tool: string;
  /** What it adds to a total; null where it is not to be shown. */
  readonly adds: number | null;
}

export interface Nearest {
  /** What would become of the call so changed; null where no such change was found. */
  readonly verdict: "allow" | "ask" | null;
  readonly changes: readonly (readonly Change[])[];
}

/** One thing that would have to be otherwise. */
export interface Change {
  /** The argument it is about; null for what happens before. */
  readonly argument: string | null;
  /** A plain value to take, where there is one: null leaves the argument out. */
  readonly value?: unknown;
  /** In words: `amount` at most 500. */
  readonly text: string;
}
