import { defineEntries } from "../entry.ts";
import { BANK } from "../fixtures.ts";

export const env = defineEntries({
  badToolFile: {
    code: "POL0401",
    name: "bad-tool-file",
    severity: "error",
    title: "Tool file cannot be read",
    message: "the tools cannot be read from `{file}`: {problem}",
    why: "`tools from` reads an MCP `tools/list` answer or OpenAI function schemas beside the `.pol` file. Without it no call could be checked, so nothing is permitted.",
    wrong: `env bank { tools from "no-such-file.json" }
`,
    right: BANK,
  },
  noRate: {
    code: "POL0402",
    name: "no-rate",
    severity: "error",
    title: "Actions need a rate",
    message: "`{name}` has actions but no rate",
    why: "A guard over actions steps at a fixed rate: windows, deadlines, rates of change and roll-outs are counted in its samples.",
    wrong: `env e { act a: number in 0..1 default 0 }
`,
    right: `env e at 20Hz { act a: number in 0..1 default 0 }
`,
  },
  noDefault: {
    code: "POL0403",
    name: "no-default",
    severity: "error",
    title: "Action without a default",
    message: "the action `{name}` has no default",
    why: "What a proposer does not give takes its default, and the default counts as applied before the first step.",
    wrong: `env e at 20Hz { act a: number in 0..1 }
`,
    right: `env e at 20Hz { act a: number in 0..1 default 0 }
`,
  },
  mixedEnv: {
    code: "POL0404",
    name: "mixed-env",
    severity: "error",
    title: "Tools and actions in one env",
    message: "`{name}` has both tools and actions",
    why: "A guard judges either tool calls, one at a time, or actions at a rate. Two envs, each with its guard, say both.",
    wrong: `env e at 20Hz { tool t() act a: number in 0..1 default 0 }
`,
    right: `env e at 20Hz { act a: number in 0..1 default 0 }
env f { tool t() }
`,
  },
  badSignal: {
    code: "POL0405",
    name: "bad-signal",
    severity: "error",
    title: "Signal that is no number",
    message: "`{name}` is {type}, which a sampled env cannot carry",
    why: "Observations and actions at a rate are numbers, truth values, enums, and vectors, records and bounded lists of these: they live in one buffer of numbers. An observation may be a text, which rewards read.",
    wrong: `env e at 20Hz { observe words: list<text, 4> act a: number in 0..1 default 0 }
`,
    right: `enum Word { go, halt }
env e at 20Hz { observe words: list<Word, 4> act a: number in 0..1 default 0 }
`,
  },
  rateNotPositive: {
    code: "POL0406",
    name: "rate-not-positive",
    severity: "error",
    title: "Rate that is not above 0",
    message: "a rate is above 0, and this is {rate}",
    why: "An env is sampled so many times a second. One whose samples come with times of their own has no rate.",
    wrong: `env e at 0Hz { observe x: number }
`,
    right: `env e { observe x: number }
`,
  },
});
