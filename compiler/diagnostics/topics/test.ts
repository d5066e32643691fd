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
});
