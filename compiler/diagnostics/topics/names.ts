import { defineEntries } from "../entry.ts";

export const names = defineEntries({
  unknownName: {
    code: "POL0101",
    name: "unknown-name",
    severity: "error",
    title: "Unknown name",
    message: "there is no {kind} `{name}`",
    why: "Every name refers to a declaration of this file, of a module it uses, or of the prelude. A `fn` sees only its parameters, constants and other functions.",
    wrong: `const standstill = 4[m]
const twice = 2 * standstil
`,
    right: `const standstill = 4[m]
const twice = 2 * standstill
`,
  },
  duplicateName: {
    code: "POL0102",
    name: "duplicate-name",
    severity: "error",
    title: "Name declared twice",
    message: "the {kind} `{name}` is declared twice",
    why: "A reader must be able to tell which declaration a name means, so nothing shadows or replaces anything else in its namespace.",
    wrong: `const headway = 1.5s
const headway = 2s
`,
    right: `const headway = 1.5s
const long_headway = 2s
`,
  },
});
