import { defineEntries } from "../entry.ts";

export const running = defineEntries({});
