import type { Tree } from "./parser.ts";

/** Where in the text a part stood, which is no part of its meaning. */
const PLACES: ReadonlySet<string> = new Set(["location", "list_start", "list_end", "rexpr_list_start", "rexpr_list_end", "name_location"]);

/** Whether two trees say the same. Without recursion: a query may be deep. */
export function isSame(a: Tree, b: Tree): boolean {
  const work: (readonly [Tree, Tree])[] = [[a, b]];
  while (work.length > 0) {
    const [x, y] = work.pop()!;
    if (typeof x !== "object" || typeof y !== "object" || x === null || y === null) {
      if (x !== y) return false;
      continue;
    }
    const [xs, ys] = [parts(x), parts(y)];
    if (Array.isArray(x) !== Array.isArray(y) || xs.length !== ys.length) return false;
    for (const [i, [key, value]] of xs.entries()) {
      const [other, otherValue] = ys[i]!;
      if (key !== other) return false;
      work.push([value, otherValue]);
    }
  }
  return true;
}

const parts = (tree: object): readonly (readonly [string, Tree])[] => (Object.entries(tree) as [string, Tree][]).filter(([key]) => !PLACES.has(key));
