import { defineEntries } from "../entry.ts";

export const reward = defineEntries({});
