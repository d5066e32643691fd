import type { Group } from "./cells.ts";

/** One line of the result before its cells are set under those of its neighbours. */
export interface Line {
  readonly indent: number;
  readonly cells: { text: string; gap: number }[];
  readonly group: Group | null;
  /** The block the line stands in. */
  readonly block: number;
  readonly blankBefore: boolean;
  /** What follows `//` or `///` and ends the line, with its slashes. */
  comment: string | null;
  /** The line holds a comment only. */
  readonly commentOnly: boolean;
  /** The line ends with a brace whose block goes on below. */
  opens: boolean;
}
