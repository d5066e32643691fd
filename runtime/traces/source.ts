import type { Cells } from "./cells.ts";

/** A column as a file names it. */
export interface Header {
  /** Word for word, for messages. */
  readonly label: string;
  /** The label without its unit. */
  readonly name: string;
  /** As written; null: none is. */
  readonly unit: string | null;
  /** What the file says of its values; `null`: nothing, each is looked at. Another word is a kind of value that no slot takes. */
  readonly holds: "numbers" | "truths" | "texts" | "timestamps" | { readonly other: string } | null;
}

/** An open file. */
export interface Source {
  readonly headers: readonly Header[];
  /** Puts each row's value of `headers[i]` into `cells[i]`, and answers how many rows there were. An empty list: the column is not read. */
  read(cells: readonly (readonly Cells[])[], progress: (done: number) => void): Promise<number>;
  close(): Promise<void>;
}

/** Reads `speed [km/h]` and `speed[km/h]`. */
export function headerOf(label: string): Header {
  const { name, unit } = named(label);
  return { label, name, unit, holds: null };
}

export function named(label: string): { name: string; unit: string | null } {
  const found = /^(.*?)\s*\[([^[\]]*)\]\s*$/s.exec(label);
  return found === null ? { name: label.trim(), unit: null } : { name: found[1]!.trim(), unit: found[2]!.trim() || null };
}
