import { defineEntries } from "../entry.ts";

export const types = defineEntries({});
