import { defineEntries } from "../entry.ts";

export const guard = defineEntries({});
