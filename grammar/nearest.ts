import { distance } from "fastest-levenshtein";

/** The keyword that was probably meant: one slip away, two in longer words. */
export function nearestWord(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let least = word.length < 4 ? 2 : 3;
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate);
    if (edits < least && edits < candidate.length - 1) [best, least] = [candidate, edits];
  }
  return best;
}
