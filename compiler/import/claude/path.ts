import { posix } from "node:path";
import { and, atom, type Condition, not } from "../writing/condition.ts";
import { fixed, matching } from "../writing/pattern.ts";
import { literal } from "../writing/text.ts";

/** What paths are taken from, each absolute. */
export interface Anchors {
  /** The project: `./x` and `x`. */
  readonly root: string;
  /** `~/x` */
  readonly home: string;
  /** What a settings file speaks of by `/x`: the project, or `~/.claude` for that of a user. */
  readonly settings: string;
}

/** A path of a rule, from the top, a part for each name. */
interface RulePath {
  readonly names: readonly string[];
  /** How many of them the rule did not write. */
  readonly anchor: number;
  /** It is of any depth below the anchor, if it denies and if it allows. */
  readonly deep: { readonly denied: boolean; readonly allowed: boolean };
}

/** The rules are those of `.gitignore`, with four kinds of anchors. */
function pathOf(specifier: string, { root, home, settings }: Anchors): RulePath {
  const [, from, rest] = /^(\/\/|~\/|~$|\/|\.\/)?(.*)$/s.exec(specifier.trim()) as unknown as [string, string | undefined, string];
  const anchor = from === "//" ? "/" : from === "/" ? settings : from?.startsWith("~") ? home : root;
  const parts = posix.normalize(rest === "" ? "." : rest).split("/").filter((name) => name !== "" && name !== ".");
  // `../x` leaves the anchor.
  const up = parts.findLastIndex((name) => name === "..") + 1;
  const above = posix.resolve(anchor, "../".repeat(up)).split("/").filter((name) => name !== "");
  const written = parts.slice(up);
  const relative = from === undefined || from === "./";
  const oneName = written.length === 1 && written[0] !== "**";
  const oneFolder = written.length === 2 && written[1] === "**" && written[0] !== "**";
  return { names: [...above, ...written], anchor: above.length, deep: { denied: relative && up === 0 && (oneName || oneFolder), allowed: from === undefined && oneName } };
}

const isPlain = (name: string): boolean => !/[*?[\]\\]/.test(name);

/** What an `allow` means: inside a folder, every link followed, and of the rule's form; or why it permits nothing, in a phrase. */
export function allowedPath(specifier: string, subject: string, anchors: Anchors): Condition | string {
  if (specifier.startsWith("!")) return "what it takes out of other rules is not permitted by itself";
  const { names, anchor, deep } = pathOf(specifier, anchors);
  if (names.some((name) => /[[\]\\]/.test(name))) return "`[`, `]` and `\\` in a path have no equivalent in an `allow`";
  if (literal(names.join("/")) === null) return "it holds a sign that cannot be written";
  const open = names.findIndex((name) => !isPlain(name));
  const fixedNames = deep.allowed ? names.slice(0, anchor) : open < 0 ? names : names.slice(0, open);
  const folder = `/${fixedNames.join("/")}`;
  const inside = atom(`${subject} in folder(${literal(folder)!})`);
  const rest = names.slice(fixedNames.length);
  if (rest.length === 0 || (rest.length === 1 && rest[0] === "**")) return inside;
  // What is asked of the text alone must not be led elsewhere by `..`.
  const form = `${folder === "/" ? "" : fixed(folder)}/${deep.allowed ? "([^]*/)?" : ""}${rest.map(segment).join("")}`;
  return and(inside, matching(subject, form), not(matching(subject, "[^]*\\.\\.[^]*")));
}

/** A part of a glob, with the `/` behind it where another follows. */
function segment(name: string, i: number, all: readonly string[]): string {
  const isLast = i === all.length - 1;
  if (name === "**") return isLast ? "[^]*" : "([^]*/)?";
  return [...name].map((c) => (c === "*" ? "[^/]*" : c === "?" ? "[^/]" : fixed(c))).join("").replaceAll("[^/]*[^/]*", "[^/]*") + (isLast ? "" : "/");
}

/** What a `deny` or `ask` means: all but the paths that are certainly others, by whatever link or spelling one comes there. Null where it cannot be written. */
export function deniedPath(specifier: string, subject: string, anchors: Anchors): Condition | null {
  const { names, anchor, deep } = pathOf(specifier, anchors);
  const all = deep.denied ? [...names.slice(0, anchor), "**", ...names.slice(anchor)] : names;
  const parts = all.map((name) => (name === "**" ? name : widened(name)));
  // A folder stands for what is in it.
  const glob = (parts.at(-1) === "**" ? parts : [...parts, "**"]).join("/");
  const written = literal(glob);
  return written === null ? null : not(atom(`${subject} in folder_except("/", ${written})`));
}

/** Pol's globs have `*` alone, and the names of folders above a project may hold anything. */
const widened = (name: string): string => name.replace(/\[[^\]]*\]|\\.|[?[\]{}\\*]|^!/g, "*").replace(/\*+/g, "*");

/** A path that a rule could be led around by: the tools take absolute ones. */
export const isRelative = (subject: string): Condition => not(matching(subject, "/[^]*"));
