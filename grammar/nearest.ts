import { distance } from "fastest-levenshtein";

/** The candidate a misspelt name most likely means, if one is near enough to be worth saying. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  // A third of the letters may differ: `sped` finds `speed`, `x` finds nothing.
  const allowed = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const edits = editsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return least <= allowed && least < name.length ? best : undefined;
}

function editsBetween(a: string, b: string): number {
  const edits = distance(a, b);
  // Two letters typed in the wrong order are one slip, and Levenshtein counts two.
  return edits === 2 && sameLetters(a, b) ? 1 : edits;
}

function sameLetters(a: string, b: string): boolean {
  return [...a].sort().join("") === [...b].sort().join("");
}
