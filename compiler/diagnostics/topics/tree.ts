import { defineEntries } from "../entry.ts";
import { treeLints } from "./tree-lints.ts";

const ROBOT = `env robot at 10Hz {
  observe distance: [m] in 0..10
  act     speed:    [m/s] in -1..1 default 0
}
`;

const MODES = `${ROBOT}controller creep over robot { speed = 0.1 }
controller dash over robot { speed = 1 }
controller stand over robot { }
`;

export const tree = defineEntries({
  notInATree: {
    code: "POL0901",
    name: "not-in-a-tree",
    severity: "error",
    title: "Something a tree or a machine cannot do",
    message: "{what} is not possible in {place}",
    why: "A blackboard holds numbers, truth values and texts that are compared and handed on; a tick takes bounded time and no memory.",
    wrong: `${ROBOT}tree go over robot { blackboard { goal: text = "dock" } check length(goal) > 3 }
`,
    right: `${ROBOT}tree go over robot { blackboard { goal: text = "dock" } check goal == "dock" }
`,
  },
  entryReadOnly: {
    code: "POL0902",
    name: "entry-read-only",
    severity: "error",
    title: "A port that is only read is written",
    message: "`{name}` is only read here: declare the port `inout {name}`, or `out {name}`",
    why: "Who calls a subtree sees in its head what it may change.",
    wrong: `${ROBOT}tree once_more over robot (tries: number) { set { tries = tries + 1 } }
`,
    right: `${ROBOT}tree once_more over robot (inout tries: number) { set { tries = tries + 1 } }
`,
  },
  portMissing: {
    code: "POL0903",
    name: "port-missing",
    severity: "error",
    title: "A port is given nothing",
    message: "`{name}` needs a value for its port `{port}`",
    why: "A port that is read has no value of its own.",
    wrong: `${ROBOT}tree near over robot (limit: [m]) { check distance < limit }
tree main over robot { run near }
`,
    right: `${ROBOT}tree near over robot (limit: [m]) { check distance < limit }
tree main over robot { run near(limit: 2m) }
`,
  },
  portNeedsEntry: {
    code: "POL0904",
    name: "port-needs-entry",
    severity: "error",
    title: "A port that is written is given a value",
    message: "port `{port}` is written: give it an entry of the blackboard",
    why: "What a subtree or a leaf writes must be kept somewhere.",
    wrong: `${ROBOT}extern plan over robot (out path: text)
tree main over robot { run plan(path: "a") }
`,
    right: `${ROBOT}extern plan over robot (out path: text)
tree main over robot { blackboard { path: text } run plan(path: path) }
`,
  },
  portUnnamed: {
    code: "POL0905",
    name: "port-unnamed",
    severity: "error",
    title: "An argument without the name of its port",
    message: "name the port, as in `port: value`; `{name}` has {ports}",
    why: "Ports are many and of few types: their order says nothing.",
    wrong: `${ROBOT}tree near over robot (limit: [m]) { check distance < limit }
tree main over robot { run near(2m) }
`,
    right: `${ROBOT}tree near over robot (limit: [m]) { check distance < limit }
tree main over robot { run near(limit: 2m) }
`,
  },
  treeSpins: {
    code: "POL0907",
    name: "tree-spins",
    severity: "error",
    title: "A tick that may take too long",
    message: "one tick of `{name}` may visit {visits} nodes; at most {most} are allowed: let `recovery` try again fewer times",
    why: "A tick ends before the next sample, whatever its leaves answer. A `recovery` tries again within a tick; `retry` waits for the next one.",
    wrong: `${ROBOT}tree main over robot { recovery 10000000 { check distance < 1m } by { do { speed = 1 } for 1s } }
`,
    right: `${ROBOT}tree main over robot { recovery 3 { check distance < 1m } by { do { speed = 1 } for 1s } }
`,
  },
  retriesUnknown: {
    code: "POL0908",
    name: "retries-unknown",
    severity: "error",
    title: "Nobody knows how often it is tried again",
    message: "how often a `recovery` tries again is a whole number, not negative, that is known before anything runs",
    why: "A `recovery` tries again within a tick, and a tick is bounded. `retry` takes any number: it waits for the next tick.",
    wrong: `${ROBOT}tree main over robot (tries: number) { recovery tries { check distance < 1m } by { do { speed = 1 } for 1s } }
`,
    right: `${ROBOT}tree main over robot { recovery 3 { check distance < 1m } by { do { speed = 1 } for 1s } }
`,
  },
  clauseTwice: {
    code: "POL0906",
    name: "clause-twice",
    severity: "error",
    title: "The same clause twice",
    message: "there is such a clause here already: join the two",
    why: "Which of two comes first would decide what happens.",
    wrong: `${ROBOT}tree main over robot { do { speed = 1 } with { skip if distance < 1m skip if distance > 5m } }
`,
    right: `${ROBOT}tree main over robot { do { speed = 1 } with { skip if distance < 1m or distance > 5m } }
`,
  },
  stateUnreached: {
    code: "POL0920",
    name: "state-unreached",
    severity: "warning",
    title: "A state that nothing leads to",
    message: "no `go` leads to the state `{state}` of `{machine}`",
    why: "A machine begins in one state, and only a `go` takes it to another: what stands in this one never counts. A rollback leads back to where it has been.",
    wrong: `${MODES}machine mode over robot {
  start slow
  state slow { may creep  go fast when distance > 5m }
  state fast { may dash   go slow when distance < 5m }
  state hurt { may creep  go slow when distance > 1m }
}
`,
    right: `${MODES}machine mode over robot {
  start slow
  state slow { may creep  go fast when distance > 5m  go hurt when distance < 1m }
  state fast { may dash   go slow when distance < 5m }
  state hurt { may creep  go slow when distance > 1m }
}
`,
  },
  noWayOn: {
    code: "POL0921",
    name: "no-way-on",
    severity: "warning",
    title: "A state that nothing leads on from",
    message: "nothing leads on from the state `{state}`: say with a `go` when it is over",
    why: "Once there, the machine stays until the session ends, whatever becomes of the world.",
    wrong: `${MODES}machine mode over robot {
  start slow
  state slow { may creep  go fast when distance > 5m }
  state fast { may dash }
}
`,
    right: `${MODES}machine mode over robot {
  start slow
  state slow { may creep  go fast when distance > 5m }
  state fast { may dash   go slow when distance < 5m }
}
`,
  },
  mayIdle: {
    code: "POL0922",
    name: "may-idle",
    severity: "warning",
    title: "Someone may act whom no guard asks",
    message: "`{name}` proposes nothing in `{guard}`, which follows `{machine}`",
    why: "A machine lets proposers act; it asks none itself. A name that neither the guard nor one of its trees proposes is a slip, or was left behind.",
    wrong: `${MODES}machine mode over robot {
  start slow
  state slow { may creep, dash  go fast when distance > 5m }
  state fast { may creep        go slow when distance < 5m }
}
guard careful over robot { propose creep else stand follow mode }
`,
    right: `${MODES}machine mode over robot {
  start slow
  state slow { may creep        go fast when distance > 5m }
  state fast { may dash, creep  go slow when distance < 5m }
}
guard careful over robot { propose dash else creep else stand follow mode }
`,
  },
  stateSilent: {
    code: "POL0923",
    name: "state-silent",
    severity: "warning",
    title: "A state in which only the last proposer acts",
    message: "in the state `{state}` of `{machine}` only the last proposer of `{guard}` acts; if that is meant, write `may {last}`",
    why: "A state without `may` lets nobody act but a tree's inline actions and the last proposer, which is easily overlooked.",
    wrong: `${MODES}machine mode over robot {
  start slow
  state slow { may creep  go near when distance < 1m }
  state near { go slow when distance > 2m }
}
guard careful over robot { propose creep else stand follow mode }
`,
    right: `${MODES}machine mode over robot {
  start slow
  state slow { may creep  go near when distance < 1m }
  state near { may stand  go slow when distance > 2m }
}
guard careful over robot { propose creep else stand follow mode }
`,
  },
  followsTwice: {
    code: "POL0924",
    name: "follows-twice",
    severity: "error",
    title: "A guard follows two machines",
    message: "`{guard}` follows `{machine}` already: a guard follows one machine",
    why: "Of two machines each would let others act. One whose states say both at once can be read.",
    wrong: `${MODES}machine mode over robot { start slow state slow { may creep } }
machine pace over robot { start slow state slow { may creep } }
guard careful over robot { propose creep else stand follow mode follow pace }
`,
    right: `${MODES}machine mode over robot { start slow state slow { may creep } }
guard careful over robot { propose creep else stand follow mode }
`,
  },
  ...treeLints,
});
