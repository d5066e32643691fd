import type { World } from "../native.ts";
import { flaw, isTooLong } from "./text.ts";

/** As many links as Linux follows in one path. */
const MOST_LINKS = 40;

/** Where a path leads. Absolute paths are without a `/` at their end here, so that of everything is the empty text. */
export interface Followed {
  readonly path: string;
  /** How the path read each time a link was about to be followed; the rest of it still unread. */
  readonly before: readonly string[];
}

/** Where `path`, taken from the folder `from`, leads with every link on the way followed; else why that is not known. */
export function follow(from: string, path: string, world: World): Followed | string {
  let here = path.startsWith("/") ? "" : from;
  const ahead = path.split("/").reverse();
  const before: string[] = [];
  while (ahead.length > 0) {
    const name = ahead.pop()!;
    if (name === "" || name === ".") continue;
    if (name === "..") {
      // The parent of where a link led, not of where it stands.
      here = here.slice(0, Math.max(0, here.lastIndexOf("/")));
      continue;
    }
    const there = `${here}/${name}`;
    if (isTooLong(there)) return "is too long once it is read from the top";
    const target = world.link(there);
    if (target === null) {
      here = there;
      continue;
    }
    if (before.length === MOST_LINKS) return `goes through more than ${MOST_LINKS} links`;
    if (flaw(target) !== null) return "goes through a link that cannot be read";
    before.push([there, ...ahead.toReversed()].join("/"));
    if (target.startsWith("/")) here = "";
    ahead.push(...target.split("/").reverse());
  }
  return { path: here, before };
}

/** `/a/../b//c` as `/b/c`, as if nothing in it were a link. */
export function withoutDots(path: string): string {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names.map((name) => `/${name}`).join("");
}

/** The names that lead from a folder to what lies in it; null where it lies elsewhere. */
export function below(folder: string, path: string): readonly string[] | null {
  if (path === folder) return [];
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split("/") : null;
}
