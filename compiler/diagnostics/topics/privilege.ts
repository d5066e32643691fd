import { defineEntries } from "../entry.ts";
import { BANK } from "../fixtures.ts";
import { coverage } from "./coverage.ts";

export const privilege = defineEntries({
  neverDecides: {
    code: "POL0601",
    name: "never-decides",
    severity: "warning",
    title: "Rule that never decides",
    message: "this `{effect}` never decides: {why}",
    why: "Verdicts have no order: forbid beats ask beats allow. An `allow` beside a wider `ask` asks every time, and one beside `forbid anything` is for nothing. A condition that contradicts itself holds for no call.",
    wrong: `${BANK}privilege p over bank {
  allow send when amount in 0..500
  ask   send when amount in 0..5000
}
`,
    right: `${BANK}privilege p over bank {
  allow send when amount in 0..500
    else ask when amount in 0..5000
}
`,
  },
  totalNegative: {
    code: "POL0602",
    name: "total-negative",
    severity: "error",
    title: "A negative argument would lower the total",
    message: "`{argument}` of `{tool}` may be negative, and would lower this total",
    why: "A call with a negative amount would make room for more, so every rule that grants the tool must rule negative amounts out.",
    wrong: `${BANK}privilege p over bank {
  allow  send when amount <= 500
  forbid send when total(send.amount, 24h) > 5000
}
`,
    right: `${BANK}privilege p over bank {
  allow  send when amount in 0..500
  forbid send when total(send.amount, 24h) > 5000
}
`,
  },
  obeysNothing: {
    code: "POL0603",
    name: "obeys-nothing",
    severity: "warning",
    title: "Guard that permits nothing",
    message: "`{name}` obeys no privilege, so it forbids every call",
    why: "What no rule allows is forbidden.",
    wrong: `${BANK}guard g over bank { propose agent else tell "No." }
`,
    right: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
`,
  },
  fromUntrusted: {
    code: "POL0604",
    name: "from-untrusted",
    severity: "error",
    title: "Trusts what is labelled untrusted",
    message: "`{source}` is labelled untrusted, so it cannot vouch for a value",
    why: "`from` protects because its source is trusted. A value out of an untrusted result is what an attacker wrote.",
    wrong: `env bank {
  tool read(path: text) -> text
  tool send(to: text)
  untrusted results of read
}
privilege p over bank { allow send when to from results of read }
`,
    right: `env bank {
  tool read(path: text) -> text
  tool send(to: text)
  untrusted results of read
}
privilege p over bank { allow send when to from prompt }
`,
  },
  fromWhole: {
    code: "POL0605",
    name: "from-whole",
    severity: "error",
    title: "Trusts all of a structured result",
    message: "`{source}` is {type}: which of its values may vouch is not said",
    why: "In one result some values are the bank's and others were written by a stranger. `from` names the ones it trusts.",
    wrong: `env bank {
  tool transactions() -> list<{ recipient: text, subject: text }, 100>
  tool send(to: text)
}
privilege p over bank { allow send when to from results of transactions }
`,
    right: `env bank {
  tool transactions() -> list<{ recipient: text, subject: text }, 100>
  tool send(to: text)
}
privilege p over bank { allow send when to from results of transactions[*].recipient }
`,
  },
  badSet: {
    code: "POL0606",
    name: "bad-set",
    severity: "error",
    title: "Set that means nothing",
    message: "`{name}` is given what makes no sense: {problem}",
    why: "A set of the standard library is checked where it is written, so that no call finds out first.",
    wrong: `use std.path
env bank { tool read(path: text) -> text }
privilege p over bank { allow read when path in folder("bills") }
`,
    right: `use std.path
env bank { tool read(path: text) -> text }
privilege p over bank { allow read when path in folder("/home/user/bills") }
`,
  },
  badPattern: {
    code: "POL0607",
    name: "bad-pattern",
    severity: "error",
    title: "Pattern that cannot be used",
    message: "this pattern cannot be used: {problem}",
    why: "Patterns are of the whole text and run in linear time: an attacker's text cannot make the guard late.",
    wrong: `env bank { tool read(path: text) -> text }
privilege p over bank { allow read when path matches "(?=x)[a-z" }
`,
    right: `env bank { tool read(path: text) -> text }
privilege p over bank { allow read when path matches "[a-z]+" }
`,
  },
  ...coverage,
});
