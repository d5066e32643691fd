/** Where something stands in a text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Mistake extends Place {
  readonly message: string;
}

/** A policy that a file of another language has become. */
export interface Imported {
  /** Formatted, and without errors for `pol check`. */
  readonly pol: string;
  /** What means something else than it did, or is left out. */
  readonly notes: readonly string[];
}

/** What an import comes to: a policy, or everything that stands against one. */
export type Result<T extends Imported = Imported> = T | { readonly errors: readonly Mistake[] };

export const refused = (place: Place, message: string): { readonly errors: readonly Mistake[] } => ({ errors: [{ line: place.line, column: place.column, message }] });

/** The first sign of a file. */
export const START: Place = { line: 1, column: 1 };

/** So many mistakes are shown: nobody reads more at once. */
const MOST = 50;

export const inOrder = (mistakes: readonly Mistake[]): readonly Mistake[] => [...mistakes].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, MOST);
