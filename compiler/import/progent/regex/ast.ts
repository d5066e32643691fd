/** A regular expression of Python's `re`, in which Progent reads patterns, as far as it can be one of a whole text. */
export interface Regex {
  readonly alternatives: readonly Sequence[];
}

export type Sequence = readonly Item[];

export type Item =
  /** `folded`: in either case. */
  | { readonly kind: "char"; readonly code: number; readonly folded: boolean }
  | { readonly kind: "class"; readonly negated: boolean; readonly parts: readonly ClassPart[]; readonly folded: boolean }
  /** `.`: any character but a line end. */
  | { readonly kind: "dot" }
  /** Any character at all; nobody writes it, edges become it. */
  | { readonly kind: "any" }
  | { readonly kind: "group"; readonly of: Regex }
  | { readonly kind: "repeat"; readonly of: Item; readonly least: number; readonly most: number | null }
  | { readonly kind: "start" }
  /** `$` also holds before a line end that ends the text; `\Z` does not. */
  | { readonly kind: "end"; readonly strict: boolean }
  | { readonly kind: "boundary" }
  | { readonly kind: "look"; readonly negated: boolean; readonly of: Regex };

/** `\d`, `\W` and the like. */
export type Set = "d" | "w" | "s" | "D" | "W" | "S";

export type ClassPart = { readonly from: number; readonly to: number } | { readonly set: Set };

/** Why a pattern has no form in Pol, in a phrase that begins with "it". */
export class Unfit extends Error {}

export const star = (of: Item): Item => ({ kind: "repeat", of, least: 0, most: null });
export const maybe = (...of: Sequence): Item => ({ kind: "repeat", of: { kind: "group", of: { alternatives: [of] } }, least: 0, most: 1 });
export const ANYTHING: Item = star({ kind: "any" });
export const NOT_WORD: Item = { kind: "class", negated: false, parts: [{ set: "W" }], folded: false };

/** `.*`, or what an edge became. */
export const isAnything = (item: Item | undefined): boolean => item?.kind === "repeat" && item.least === 0 && item.most === null && (item.of.kind === "dot" || item.of.kind === "any");
