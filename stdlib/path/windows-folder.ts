import { fails, fits, type TextSet } from "../native.ts";
import { flaw } from "./text.ts";

/** Names that are devices in every folder of Windows, with any extension too. */
const DEVICE = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i;

interface WindowsPath {
  readonly drive: string;
  readonly names: readonly string[];
}

/** Every path inside a folder of Windows: `windows_folder("C:\data")`. To execute: the path from the drive, without `..`. */
export const windowsFolder: TextSet = {
  refuse: (params) => {
    if (params.length !== 1) return "it takes one folder";
    const root = read(params[0]!);
    if (typeof root === "string") return `the folder ${root}`;
    return /[\\/]\.{1,2}(?=[\\/]|$)/.test(params[0]!) ? "the folder has a `.` or `..` in it" : null;
  },
  match: (value, [folder]) => {
    const root = read(folder ?? "");
    if (typeof root === "string") return fails("is held to a folder that makes no sense");
    const path = read(value);
    if (typeof path === "string") return fails(path);
    const isInside = sameName(root.drive, path.drive) && root.names.every((name, i) => sameName(name, path.names[i] ?? ""));
    if (!isInside) return fails("lies outside the folder");
    // The folder's own spelling: a folder of Windows can be made to tell `DATA` from `data`.
    return fits(`${root.drive}:\\${[...root.names, ...path.names.slice(root.names.length)].join("\\")}`);
  },
};

/** An absolute path in the one spelling that Windows does not rewrite; else what is wrong with it. */
function read(text: string): WindowsPath | string {
  const wrong = flaw(text);
  if (wrong !== null) return wrong;
  if (!/^[A-Za-z]:[\\/]/.test(text)) return "does not begin with a drive and `\\`";
  if (text.includes(":", 2)) return "has a second `:`, which names a hidden stream";
  if (/~[0-9]/.test(text)) return "has a `~` and a digit, which may be the short form of another name";
  if (/[<>"|?*]/.test(text)) return "holds a character that no name has";
  const names: string[] = [];
  for (const name of text.slice(3).split(/[\\/]/)) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      names.pop();
      continue;
    }
    if (name.endsWith(".") || name.endsWith(" ")) return "has a name that ends in a dot or a space, which Windows drops";
    if (DEVICE.test(name)) return "names a device";
    names.push(name);
  }
  return { drive: text.slice(0, 1), names };
}

// ASCII alone: which other letters are one and the same depends on the disk, and what is not known to be is not.
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const sameName = (a: string, b: string): boolean => lower(a) === lower(b);
