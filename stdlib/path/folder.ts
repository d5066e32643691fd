import { fails, fits, type TextSet } from "../native.ts";
import { inside, refuseRoot } from "./inside.ts";

/** Every path inside a folder: `folder("/srv/data")`. To execute: the absolute path, without `..` and links. */
export const folder: TextSet = {
  refuse: (params) => (params.length === 1 ? refuseRoot(params[0]) : "it takes one folder"),
  match: (value, [root], world) => {
    const found = inside(value, root, world);
    return typeof found === "string" ? fails(found) : fits(found.path);
  },
};
