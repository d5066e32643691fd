import { defineEntries } from "../entry.ts";
import { ROAD } from "../fixtures.ts";

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
  notVisible: {
    code: "POL0103",
    name: "not-visible",
    severity: "error",
    title: "Name not visible here",
    message: "{what} `{name}` cannot be read in {place}",
    why: "Each place reads only what is known there: a `fn` its parameters, constants and functions; a controller the observations, memory and the previous action; a barrier no action at all. That is what lets a reader understand a line without the rest of the file.",
    wrong: `${ROAD}fn risky(limit: [m/s]) -> bool = speed > limit
`,
    right: `${ROAD}fn risky(now: [m/s], limit: [m/s]) -> bool = now > limit
`,
  },
  recursion: {
    code: "POL0104",
    name: "recursion",
    severity: "error",
    title: "Refers to itself",
    message: "the {kind} `{name}` refers to itself",
    why: "Pol is total: every expression ends after a known number of steps, so nothing may need its own value.",
    wrong: `const a = b + 1
const b = a + 1
`,
    right: `const a = 1
const b = a + 1
`,
  },
  unknownModule: {
    code: "POL0105",
    name: "unknown-module",
    severity: "error",
    title: "Unknown module",
    message: "there is no module `{name}`",
    why: "`use` adds the names of a module of the standard library.",
    wrong: `use std.contrl
`,
    right: `use std.control
`,
  },
  wrongKind: {
    code: "POL0106",
    name: "wrong-kind",
    severity: "error",
    title: "Name of another kind",
    message: "`{name}` is a {found}, but a {wanted} is wanted here",
    why: "A name means one thing in a file, and each place wants one kind of thing.",
    wrong: `${ROAD}spec slow over road = always speed < 10[m/s]
guard g over road { propose slow else brake }
`,
    right: `${ROAD}controller glide over road { accel = 0 }
guard g over road { propose glide else brake }
`,
  },
  otherEnv: {
    code: "POL0107",
    name: "other-env",
    severity: "error",
    title: "Belongs to another env",
    message: "`{name}` is over `{env}`, not over `{wanted}`",
    why: "A proposer or condition reads the observations of its own env, so it cannot serve a guard over another.",
    wrong: `${ROAD}env water at 10Hz { act thrust: number in 0..1 default 0 }
controller drift over water { thrust = 0 }
guard g over road { propose drift else brake }
`,
    right: `${ROAD}controller drift over road { accel = 0 }
guard g over road { propose drift else brake }
`,
  },
});
