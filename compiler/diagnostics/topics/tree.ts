import { defineEntries } from "../entry.ts";

export const tree = defineEntries({});
