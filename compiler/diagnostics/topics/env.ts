import { defineEntries } from "../entry.ts";

export const env = defineEntries({});
