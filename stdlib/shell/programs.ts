import type { Program } from "./program.ts";
import { FILES } from "./programs/files.ts";
import { FIND } from "./programs/find.ts";
import { GIT, GIT_SWITCHES } from "./programs/git.ts";
import { SEARCH } from "./programs/search.ts";
import { SED } from "./programs/sed.ts";
import { SYSTEM } from "./programs/system.ts";
import { TEXT } from "./programs/text.ts";

/** Every command that a policy may name: `ls`, or with the argument it must begin with, `git log`. Whoever reviews what may run reads these tables. */
export const PROGRAMS: ReadonlyMap<string, Program> = new Map(Object.entries({
  ...FILES, ...TEXT, ...SEARCH, ...SYSTEM, ...GIT, find: FIND, "sed -n": SED,
}));

/** Put between a command's name and all else, by name. */
export const SWITCHES: ReadonlyMap<string, readonly string[]> = new Map([["git", GIT_SWITCHES]]);
