import { fails, fits, type TextSet } from "../native.ts";
import { fold } from "./fold.ts";
import { globHas, globOf, refuseGlob } from "./glob.ts";
import { inside, refuseRoot } from "./inside.ts";

// As `folder`, but no path that a glob matches, however it is spelled: `folder_except("/repo", ".git/**", "**/.env*")`.
export const folderExcept: TextSet = {
  refuse: ([root, ...globs]) => {
    if (globs.length === 0) return "it takes a folder and at least one pattern";
    return refuseRoot(root) ?? firstWrong(globs);
  },
  match: (value, [root, ...globs], world) => {
    if (globs.length === 0 || firstWrong(globs) !== null) return fails("is held to a pattern that makes no sense");
    const found = inside(value, root, world);
    if (typeof found === "string") return fails(found);
    // Where a protected name is itself a link, asking for it by that name is refused too.
    const isProtected = [found.names, ...found.asked].some((names) => globs.some((glob) => hasAnySpelling(glob, names)));
    return isProtected ? fails("is protected") : fits(found.path);
  },
};

function firstWrong(globs: readonly string[]): string | null {
  for (const [i, glob] of globs.entries()) {
    const wrong = refuseGlob(glob);
    if (wrong !== null) return `pattern ${i + 1} ${wrong}`;
  }
  return null;
}

// Folded name by name: a character that folds to a `/` does not part names on any disk.
function hasAnySpelling(glob: string, names: readonly string[]): boolean {
  return globHas(globOf(glob), names) || globHas(globOf(glob).map(fold), names.map(fold));
}
