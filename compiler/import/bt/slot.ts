import type { Kind } from "./models.ts";
import type { InFile } from "./xml/read.ts";

/** What a use says of a value without deciding it: a case of a switch, a number, a truth value, 0 or 1, where a truth value is asked for, a leaf's port. */
export type Hint = "switch" | "number" | "bool" | "bit" | "asked" | "handed";

/** A value whose kind is found out from how it is used. Slots that hold the same value are one. */
export class Slot {
  #same: Slot | null = null;
  readonly #hard = new Map<Kind, InFile>();
  readonly #hints = new Set<Hint>();

  get #root(): Slot {
    if (this.#same === null) return this;
    this.#same = this.#same.#root;
    return this.#same;
  }

  hard(kind: Kind, place: InFile): void {
    const hard = this.#root.#hard;
    if (!hard.has(kind)) hard.set(kind, place);
  }

  hint(hint: Hint): void {
    this.#root.#hints.add(hint);
  }

  union(other: Slot): void {
    const a = this.#root, b = other.#root;
    if (a === b) return;
    for (const [kind, place] of b.#hard) if (!a.#hard.has(kind)) a.#hard.set(kind, place);
    for (const hint of b.#hints) a.#hints.add(hint);
    b.#same = a;
  }

  /** True unless one is a text as far as is known, and the other is not. */
  fits(other: Slot): boolean {
    const a = this.#root.#isText, b = other.#root.#isText;
    return a === null || b === null || a === b;
  }

  /** Where it is used as a text and where as something else. */
  get conflict(): { readonly text: InFile; readonly other: InFile; readonly kind: Kind } | null {
    const hard = this.#root.#hard, text = hard.get("text"), kind = hard.has("number") ? "number" : "bool", other = hard.get(kind);
    return text !== undefined && other !== undefined ? { text, other, kind } : null;
  }

  get kind(): Kind {
    const hints = this.#root.#hints;
    const certain = this.#root.#certain;
    if (certain !== null) return certain;
    if (hints.has("switch")) return "text";
    if (hints.has("number")) return "number";
    if (hints.has("bool")) return "bool";
    if (hints.has("bit") || hints.has("asked")) return "number";
    return hints.has("handed") ? "text" : "number";
  }

  get #isText(): boolean | null {
    const certain = this.#certain;
    if (certain !== null) return certain === "text";
    return this.#hints.has("switch") ? true : (["number", "bool", "bit", "asked"] as const).some((hint) => this.#hints.has(hint)) ? false : null;
  }

  get #certain(): Kind | null {
    const hard = this.#root.#hard;
    return (["text", "number", "bool"] as const).find((kind) => hard.has(kind)) ?? null;
  }
}
