import { defineEntries } from "../entry.ts";

export const test = defineEntries({});
