import { defineEntries } from "../entry.ts";

export const temporal = defineEntries({});
