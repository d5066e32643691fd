import { defineEntries } from "../entry.ts";

export const privilege = defineEntries({});
