import type { World } from "../native.ts";
import { below, follow, withoutDots } from "./follow.ts";
import { flaw, hasScheme } from "./text.ts";

/** What lies in a folder: all of it absolute, and with links followed. */
export interface Inside {
  readonly path: string;
  /** The names that lead to it from the folder. */
  readonly names: readonly string[];
  /** The same for the path as it read before each link: by which names it was asked for. */
  readonly asked: readonly (readonly string[])[];
}

/** Why this is no folder to hold paths to; null where it is one. */
export function refuseRoot(root: string | undefined): string | null {
  if (root === undefined) return "a folder is missing";
  const wrong = flaw(root);
  if (wrong !== null) return `the folder ${wrong}`;
  if (!root.startsWith("/")) return "the folder does not begin with `/`";
  if (root.split("/").some((name) => name === "." || name === "..")) return "the folder has a `.` or `..` in it";
  return null;
}

/** The path that a program reads in this text, where it lies in the folder; else why not. */
export function inside(text: string, root: string | undefined, world: World): Inside | string {
  if (root === undefined || refuseRoot(root) !== null) return "is held to a folder that makes no sense";
  const wrong = flaw(text);
  if (wrong !== null) return wrong;
  if (hasScheme(text)) return "begins like a URL";
  // A folder that is itself reached through links (`/tmp` on macOS) is where they lead.
  const top = follow("", root, world);
  if (typeof top === "string") return "is held to a folder whose links cannot be followed";
  const found = follow(top.path, text, world);
  if (typeof found === "string") return found;
  const names = below(top.path, found.path);
  if (names === null) return found.before.length > 0 ? "leads out of the folder through a link" : "lies outside the folder";
  const asked = found.before.map((path) => below(top.path, withoutDots(path))).filter((one) => one !== null);
  return { path: found.path === "" ? "/" : found.path, names, asked };
}
