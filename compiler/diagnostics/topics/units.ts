import { defineEntries } from "../entry.ts";

export const units = defineEntries({});
