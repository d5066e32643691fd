import { defineEntries } from "../entry.ts";

const ROBOT = `env robot at 10Hz {
  observe distance: [m] in 0..10
  observe lost:     bool
  act     speed:    [m/s] in -1..1 default 0
}
controller stand over robot { speed = 0 }
extern fetch over robot
`;

/** What goes wrong with trees. They are of the topic `tree`. */
export const treeLints = defineEntries({
  branchUnreached: {
    code: "POL0930",
    name: "branch-unreached",
    severity: "warning",
    title: "A branch that is never reached",
    message: "`{node}` is never reached: {why}",
    why: "A `fallback` goes on behind a child only where that fails, a `sequence` only where it succeeds. What can come of each node is worked out from its leaves, whatever they answer.",
    wrong: `${ROBOT}tree main over robot { fallback { succeed do { speed = 1 } } }
`,
    right: `${ROBOT}tree main over robot { fallback { check lost do { speed = 1 } } }
`,
  },
  guardNotRechecked: {
    code: "POL0931",
    name: "guard-not-rechecked",
    severity: "warning",
    title: "A condition that nobody asks again",
    message: "`{check}` is not asked again while `{leaf}` runs, which has no end of its own",
    why: "A `sequence` and a `fallback` go on where they stopped: a `check` is asked once, and what stands behind it runs on when the world has changed. What ends by itself, with `until`, `for` or a `timeout` around it, is taken to be meant so.",
    wrong: `${ROBOT}tree main over robot { sequence { check distance > 1m do { speed = 1 } } }
`,
    right: `${ROBOT}tree main over robot { reactive sequence { check distance > 1m do { speed = 1 } } }
`,
  },
  asyncInReactive: {
    code: "POL0932",
    name: "async-in-reactive",
    severity: "error",
    title: "Two `async sequence` in a compatible `reactive sequence`",
    message: "BehaviorTree.CPP loads no `reactive sequence` with more than one `async sequence` directly in it",
    why: "Each of them is running for a tick before it can succeed, so that one would begin anew whenever the other runs. That library refuses such a tree when it is loaded.",
    wrong: `${ROBOT}tree main over robot compatible { reactive sequence { async sequence { check lost run fetch } async sequence { check lost run fetch } } }
`,
    right: `${ROBOT}tree main over robot compatible { reactive sequence { sequence { check lost run fetch } async sequence { check lost run fetch } } }
`,
  },
  reactiveRestarts: {
    code: "POL0933",
    name: "reactive-restarts",
    severity: "warning",
    title: "A child of a reactive node that stops its successor",
    message: "`{first}` begins anew at the tick behind its end, and halts `{second}`",
    why: "A reactive node asks its children from the first on at every tick. One that always runs for a while before it ends is running again when its successor would go on, and the one of two that runs halts the other.",
    wrong: `${ROBOT}tree main over robot { reactive sequence { do { speed = 1 } for 2s run fetch } }
`,
    right: `${ROBOT}tree main over robot { reactive sequence { run once { do { speed = 1 } for 2s } run fetch } }
`,
  },
  treeWithoutFallback: {
    code: "POL0934",
    name: "tree-without-fallback",
    severity: "warning",
    title: "A tree that can fail before the last resort",
    message: "`{tree}` can {fail} with nothing proposed, and then `{last}` acts, the last resort",
    why: "The last proposer is there for what cannot be judged or must be refused. What the tree does where nothing else fits belongs into the tree, as the last child of a `fallback`.",
    wrong: `${ROBOT}tree main over robot { reactive sequence { check distance > 1m do { speed = 1 } } }
guard careful over robot { propose main else stand }
`,
    right: `${ROBOT}tree main over robot { reactive fallback { reactive sequence { check distance > 1m do { speed = 1 } } do stand } }
guard careful over robot { propose main else stand }
`,
  },
  loopSpins: {
    code: "POL0935",
    name: "loop-spins",
    severity: "warning",
    title: "A loop that only spins",
    message: "`{loop}` only spins: {why}",
    why: "A loop is of use around something that takes time, changes something, or ends it. One that has nothing of it turns until it is halted, and the tree waits.",
    wrong: `${ROBOT}tree main over robot { repeat forever { force success { check distance < 1m } } }
`,
    right: `${ROBOT}tree main over robot { repeat forever { force success { run fetch } } }
`,
  },
  conditionSkipped: {
    code: "POL0936",
    name: "condition-skipped",
    severity: "warning",
    title: "A condition that can be skipped, in compatible mode",
    message: "this condition can be skipped: BehaviorTree.CPP throws there, and here all of the `{node}` is skipped",
    why: "That library has no answer to a skipped condition and ends with an exception while it runs. A tree that works with both never skips one.",
    wrong: `${ROBOT}tree main over robot compatible { if run fetch with { skip if lost } then succeed }
`,
    right: `${ROBOT}tree main over robot compatible { if run fetch with { fail if lost } then succeed }
`,
  },
  entryUnset: {
    code: "POL0937",
    name: "entry-unset",
    severity: "warning",
    title: "An entry that is never known",
    message: "`{name}` is read, but it has no start and nothing writes it: it is always unknown",
    why: "What is unknown is not true, so that a condition on it never holds. What the host writes is declared as a port of the tree.",
    wrong: `${ROBOT}tree main over robot { blackboard { goal: [m] } check distance < goal }
`,
    right: `${ROBOT}tree main over robot { blackboard { goal: [m] = 2 } check distance < goal }
`,
  },
  entryUnread: {
    code: "POL0938",
    name: "entry-unread",
    severity: "info",
    title: "An entry that nobody reads",
    message: "nothing in the tree reads `{name}`",
    why: "It decides nothing. It may be there for the host to look at, or for a test; or it was left behind.",
    wrong: `${ROBOT}tree main over robot { blackboard { tries: number = 0 } sequence { set { tries = tries + 1 } run fetch } }
`,
    right: `${ROBOT}tree main over robot { blackboard { tries: number = 0 } sequence { check tries < 3 set { tries = tries + 1 } run fetch } }
`,
  },
  portIdle: {
    code: "POL0939",
    name: "port-idle",
    severity: "warning",
    title: "A port that is for nothing",
    message: "port `{name}` is for nothing: {why}",
    why: "A port is a promise to those who run the tree. One that the tree does not look at, does not write, or whose value nobody takes is a slip or was left behind.",
    wrong: `${ROBOT}tree near over robot (limit: [m]) { check distance < 1m }
tree main over robot { run near(limit: 2m) }
`,
    right: `${ROBOT}tree near over robot (limit: [m]) { check distance < limit }
tree main over robot { run near(limit: 2m) }
`,
  },
});
