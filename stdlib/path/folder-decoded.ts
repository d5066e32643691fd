import { fails, fits, type TextSet } from "../native.ts";
import { inside } from "./inside.ts";
import { folder } from "./folder.ts";

/** An escape takes three characters for a byte, so this bounds the work as the 4095 bytes do. */
const MOST_CHARACTERS = 3 * 4095;

/** As `folder`, for a tool that decodes `%2e` and the like once. To execute: the absolute path, encoded once again. */
export const folderDecoded: TextSet = {
  refuse: folder.refuse,
  match: (value, [root], world) => {
    if (value.length > MOST_CHARACTERS) return fails("is longer than any path");
    const path = decodedOnce(value);
    if (path === null) return fails("has a `%` that begins no character");
    const found = inside(path, root, world);
    return typeof found === "string" ? fails(found) : fits(encoded(found.path));
  },
};

/** Strict UTF-8: overlong forms, surrogates and lone `%` are refused. */
function decodedOnce(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

// The tool decodes what is executed, too: a name `%2e%2e` has to reach it as `%252e%252e`.
const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
