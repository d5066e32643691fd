import type { Type } from "../types/types.ts";
import { TEXT } from "../types/types.ts";

/** A function that is not written in Pol: what it takes and gives. */
export interface Native {
  readonly params: readonly Type[];
  readonly result: Type;
  readonly doc: string;
}

/** What each module of the standard library adds to the names of a file that uses it. */
export const MODULES: Readonly<Record<string, Readonly<Record<string, Native>>>> = {
  "std.control": {},
  "std.text": {},
  "std.path": {
    folder: { params: [TEXT], result: { kind: "set", of: TEXT }, doc: "Every path inside this folder, links and `..` resolved." },
  },
};
