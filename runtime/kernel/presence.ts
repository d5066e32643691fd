import { FALSE, TRUE, UNKNOWN } from "./tri.ts";
import type { Tri } from "./tri.ts";

/** What is said of a value that is not there: it is missing. Of a sample that is unknown as a whole even that is unknown. */
let absent: Tri = FALSE;

/** Whether a number is there. */
export function known(a: number): Tri {
  return a === a ? TRUE : absent;
}

/** Whether a truth value is there: never unknown itself, where the sample is known. */
export function decided(a: Tri): Tri {
  return a === UNKNOWN ? absent : TRUE;
}

/** Runs what reads a sample of which nothing is known. */
export function unseen(read: () => void): void {
  absent = UNKNOWN;
  try {
    read();
  } finally {
    absent = FALSE;
  }
}
