import { defineEntries } from "../entry.ts";
import { BANK, ROAD } from "../fixtures.ts";

export const test = defineEntries({
  notGiven: {
    code: "POL1001",
    name: "not-given",
    severity: "error",
    title: "Observation not given",
    message: "the test gives no {names}",
    why: "A simulation starts from what the test gives. A missing value would be unknown and everything would be refused.",
    wrong: `${ROAD}guard g over road { propose brake else brake }
test "t" on g { given { speed = 1 } simulate 1s }
`,
    right: `${ROAD}guard g over road { propose brake else brake }
test "t" on g { given { speed = 1, gap = 50 } simulate 1s }
`,
  },
  callDoesNotFit: {
    code: "POL1002",
    name: "call-does-not-fit",
    severity: "warning",
    title: "Call does not fit its schema",
    message: "`{name}` is {wanted}, but this gives {found}",
    why: "The guard refuses such a call before any rule is asked. A test may want just that.",
    wrong: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
test "t" on g { call send(to: 5, amount: 1) expect forbid }
`,
    right: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
test "t" on g { call send(to: "bob", amount: 1) expect forbid }
`,
  },
  stepMisplaced: {
    code: "POL1003",
    name: "step-misplaced",
    severity: "error",
    title: "Step that fits no such test",
    message: "`{step}` does not fit a test on {on}",
    why: "A step that nothing looks at would seem to test something.",
    wrong: `${ROAD}guard g over road { propose brake else brake }
test "t" on g { given { speed = 1, gap = 50 } simulate 1s expect allow }
`,
    right: `${ROAD}guard g over road { propose brake else brake }
test "t" on g { given { speed = 1, gap = 50 } simulate 1s expect always gap > 2m }
`,
  },
  callUnknown: {
    code: "POL1004",
    name: "call-unknown",
    severity: "warning",
    title: "Call of a tool the env has not",
    message: "the env has no tool `{name}`",
    why: "The guard refuses such a call. A test may want just that.",
    wrong: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
test "t" on g { call transfer() expect forbid }
`,
    right: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
test "t" on g { call get_balance() expect allow }
`,
  },
  severalNodes: {
    code: "POL1005",
    name: "several-nodes",
    severity: "error",
    title: "Name of several nodes",
    message: "several nodes are called `{name}`: {nodes}; put the whole name in backticks, or give the one that is meant a label",
    why: "A test that is about one of several nodes would pass by chance.",
    wrong: `${ROAD}tree main over road { fallback { sequence { check gap > 9m do brake } do brake } }
test "t" on main { given { gap = 5 } simulate 0s expect brake is running }
`,
    right: `${ROAD}tree main over road { fallback { sequence { check gap > 9m do brake } rest: do brake } }
test "t" on main { given { gap = 5 } simulate 0s expect rest is running }
`,
  },
  looksAhead: {
    code: "POL1006",
    name: "looks-ahead",
    severity: "error",
    title: "A formula about ticks to come",
    message: "this looks ahead, and it is judged at the newest tick: `once` and `historically` look back",
    why: "On a tree each `expect`, and each claim, is about one tick and those before it.",
    wrong: `${ROAD}tree main over road { do brake until gap > 9m }
test "t" on main { given { gap = 5 } simulate 1s expect always root is running }
`,
    right: `${ROAD}tree main over road { do brake until gap > 9m }
test "t" on main { given { gap = 5 } simulate 1s expect historically root is running }
`,
  },
  claimMisplaced: {
    code: "POL1007",
    name: "claim-misplaced",
    severity: "error",
    title: "Claim that fits no such declaration",
    message: "a claim about {what} does not fit `{name}`, a {kind}: it takes {instead}",
    why: "Of a privilege one claims which calls it allows, of a tree what is so at every tick.",
    wrong: `${ROAD}tree main over road { do brake until gap > 9m }
prove "it brakes" main never forbids anything
`,
    right: `${ROAD}tree main over road { do brake until gap > 9m }
prove "it brakes" main never root is failure
`,
  },
});
