import { defineEntries } from "../entry.ts";

export const model = defineEntries({});
