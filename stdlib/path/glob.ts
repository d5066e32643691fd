// A pattern of paths, a part for each name: `src/**/*.ts`.
export type Glob = readonly string[];

export const globOf = (text: string): Glob => text.split("/");

/** Why this is no pattern; null where it is one. What other tools read as a wildcard is refused, so that nobody counts on it. */
export function refuseGlob(text: string): string | null {
  if (text === "") return "is empty";
  if (!text.isWellFormed()) return "holds half of a surrogate pair";
  if (/\p{Cc}/u.test(text)) return "holds a control character";
  if (text.startsWith("/")) return "begins with `/`, but paths are taken from the folder";
  if (/[?[{\\]/.test(text) || text.startsWith("!")) return "has a `?`, `[`, `{`, `\\` or leading `!`: the only wildcards are `*` and `**`";
  const parts = globOf(text);
  if (parts.includes("")) return "has nothing between two `/` or behind the last";
  if (parts.includes(".") || parts.includes("..")) return "has a `.` or `..` in it";
  if (parts.some((part) => part.includes("**") && part !== "**")) return "has a `**` that does not stand alone between `/`";
  return null;
}

/** Whether a path, given by its names, is one of the pattern: `**` is any number of names, none too, and `*` any text within one. */
export const globHas = (glob: Glob, names: readonly string[]): boolean => fitsRun(glob, "**", names, nameFits);

const nameFits = (pattern: string, name: string): boolean => fitsRun(pattern, "*", name, (a, b) => a === b);

/**
 * Goes back to the last wildcard alone: what an earlier one took is the shortest that fits, and taking more never helps.
 * So the time is at most the product of the two lengths.
 */
function fitsRun(pattern: ArrayLike<string>, many: string, text: ArrayLike<string>, fit: (pattern: string, text: string) => boolean): boolean {
  let [p, t, wildcard, resume] = [0, 0, -1, 0];
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === many) {
      wildcard = p;
      resume = t;
      p += 1;
    } else if (p < pattern.length && fit(pattern[p]!, text[t]!)) {
      p += 1;
      t += 1;
    } else if (wildcard >= 0) {
      p = wildcard + 1;
      resume += 1;
      t = resume;
    } else {
      return false;
    }
  }
  while (p < pattern.length && pattern[p] === many) p += 1;
  return p === pattern.length;
}
