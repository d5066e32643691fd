import { fails, fits, type TextSet } from "../native.ts";
import { globHas, globOf, refuseGlob } from "./glob.ts";

// Every relative path that a glob matches: `files("src/**/*.ts")`. To execute: the path without `.` and `..`.
export const files: TextSet = {
  refuse: (params) => {
    if (params.length !== 1) return "it takes one pattern";
    const wrong = refuseGlob(params[0]!);
    return wrong === null ? null : `the pattern ${wrong}`;
  },
  match: (value, [glob]) => {
    if (glob === undefined || refuseGlob(glob) !== null) return fails("is held to a pattern that makes no sense");
    const names = namesOf(value);
    if (typeof names === "string") return fails(names);
    const parts = globOf(glob);
    // `a.ts/` asks for a folder of that name, and so do `a.ts/.` and `a.ts/b/..`.
    if (/(^|\/)\.{0,2}$/.test(value) && parts.at(-1) !== "**") return fails("names a folder");
    return globHas(parts, names) ? fits(names.length === 0 ? "." : names.join("/")) : fails("does not match the pattern");
  },
};

/** The names of a relative path, `.` and `..` worked off; else why it has none. */
function namesOf(text: string): readonly string[] | string {
  if (text === "") return "is empty";
  if (!text.isWellFormed()) return "holds half of a surrogate pair";
  if (/\p{Cc}/u.test(text)) return "holds a control character";
  if (text.startsWith("/")) return "is an absolute path";
  const names: string[] = [];
  for (const name of text.split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) return "leaves the folder by `..`";
  }
  return names;
}
