import manifest from "../package.json" with { type: "json" };

/** Pol's own version. */
export const version: string = manifest.version;
