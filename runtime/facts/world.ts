import { readlinkSync } from "node:fs";
import type { World } from "../../stdlib/native.ts";

/** This machine's links; no addresses, since asking for them takes longer than a decision may: a host gives those. */
export const HERE: World = {
  link: (path) => {
    try {
      return readlinkSync(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Nothing there, or no link: the way goes on as written. Anything else nobody can vouch for.
      if (code === "ENOENT" || code === "EINVAL" || code === "ENOTDIR") return null;
      throw error;
    }
  },
  addresses: () => [],
};
