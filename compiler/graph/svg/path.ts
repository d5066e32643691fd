import type { Route } from "../layout/routes.ts";
import { tenth } from "./element.ts";

/** A path of straight pieces with rounded corners. */
export function rounded(points: readonly (readonly [number, number])[], radius: number): string {
  const [first, ...rest] = points;
  const parts = [`M${tenth(first![0])},${tenth(first![1])}`];
  let from = first!;
  rest.forEach((at, i) => {
    const next = rest[i + 1];
    const into = Math.hypot(at[0] - from[0], at[1] - from[1]);
    if (next === undefined || into === 0) parts.push(`L${tenth(at[0])},${tenth(at[1])}`);
    else {
      const out = Math.hypot(next[0] - at[0], next[1] - at[1]);
      const r = Math.min(radius, into / 2, out / 2);
      const before = [at[0] - ((at[0] - from[0]) / into) * r, at[1] - ((at[1] - from[1]) / into) * r] as const;
      const after = out === 0 ? at : ([at[0] + ((next[0] - at[0]) / out) * r, at[1] + ((next[1] - at[1]) / out) * r] as const);
      parts.push(`L${tenth(before[0])},${tenth(before[1])}Q${tenth(at[0])},${tenth(at[1])} ${tenth(after[0])},${tenth(after[1])}`);
    }
    from = at;
  });
  return parts.join("");
}

/** A way through layers: straight across them, bent between them. */
export function pathOf(route: Route): string {
  const at = (x: number, y: number): string => `${tenth(x)},${tenth(y)}`;
  if (route.kind === "loop") {
    const { node, out } = route;
    const right = node.x + node.width / 2, [above, below] = [node.y - node.height / 5, node.y + node.height / 5];
    return `M${at(right, above)}C${at(out, above - 10)} ${at(out, below + 10)} ${at(right, below)}`;
  }
  return route.runs.map(({ x, from, to }, i) => {
    const before = route.runs[i - 1];
    const middle = before === undefined ? 0 : (before.to + from) / 2;
    const start = before === undefined ? `M${at(x, from)}` : before.x === x ? "" : `C${at(before.x, middle)} ${at(x, middle)} ${at(x, from)}`;
    return `${start}V${tenth(to)}`;
  }).join("");
}
