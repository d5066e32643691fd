import { defineEntries } from "../entry.ts";
import { BANK, ROAD } from "../fixtures.ts";

export const guard = defineEntries({
  lastReads: {
    code: "POL0501",
    name: "last-reads",
    severity: "error",
    title: "The last resort reads the world",
    message: "`{name}` is the last proposer, but its `{action}` reads an observation",
    why: "The last proposer answers when everything else has failed, sensors too, so it may read nothing but constants and memory.",
    wrong: `${ROAD}controller glide over road { accel = -0.1[1/s] * speed }
guard g over road { propose brake else glide }
`,
    right: `${ROAD}controller glide over road { accel = -0.1[1/s] * speed }
guard g over road { propose glide else brake }
`,
  },
  lastMayFail: {
    code: "POL0502",
    name: "last-may-fail",
    severity: "error",
    title: "The last proposer may not answer",
    message: "`{name}` is the last proposer, but it may not answer",
    why: "A guard is total because its last proposer always answers: a controller without `when`, or for tools `tell`.",
    wrong: `${ROAD}policy net over road = agent
guard g over road { propose brake else net }
`,
    right: `${ROAD}policy net over road = agent
guard g over road { propose net else brake }
`,
  },
  exempt: {
    code: "POL0503",
    name: "exempt",
    severity: "info",
    title: "The last resort is exempt",
    message: "the last resort `{name}` may violate {conditions}",
    why: "The last proposer is not judged: there is nothing behind it. What it could violate is listed, so that a reviewer sees it.",
    wrong: `${ROAD}guard g over road { propose brake else brake limit accel to -6..2 }
`,
    right: `${ROAD}controller gentle over road { accel = -5 }
guard g over road { propose brake else gentle limit accel to -6..2 }
`,
  },
  barrierDegree: {
    code: "POL0504",
    name: "barrier-degree",
    severity: "error",
    title: "The action does not move the barrier",
    message: "no action moves `{h}` within one step",
    why: "A barrier filters the action through what the action changes in the next sample. A position moves only a step after the speed does: its barrier needs the speed in it.",
    wrong: `${ROAD}guard g over road { propose brake else brake barrier gap >= 5m with alpha 0.5[1/s] }
`,
    right: `${ROAD}guard g over road { propose brake else brake barrier gap - 2s * speed >= 5m with alpha 0.5[1/s] }
`,
  },
  barrierNotAffine: {
    code: "POL0505",
    name: "barrier-not-affine",
    severity: "error",
    title: "Barrier not affine in the action",
    message: "after one step the barrier is not a plain multiple of `{action}`",
    why: "The nearest safe action is found in closed form, which needs a barrier whose next value is affine in the action, with a factor known now.",
    wrong: `${ROAD}guard g over road { propose brake else brake barrier gap / 1m - speed ^ 2 / 10[m^2/s^2] >= 0 with alpha 0.5[1/s] }
`,
    right: `${ROAD}guard g over road { propose brake else brake barrier gap - 2s * speed >= 0m with alpha 0.5[1/s] }
`,
  },
  barrierNoEquation: {
    code: "POL0506",
    name: "barrier-no-equation",
    severity: "error",
    title: "Barrier on what has no equation",
    message: "the barrier reads {names}, which `dynamics` gives no equation",
    why: "Without an equation the next value is unknown, so the barrier would refuse every proposal.",
    wrong: `env e at 10Hz {
  observe x: [m]
  observe y: [m]
  act v: [m/s] in -1..1 default 0
  dynamics { x' = v }
}
controller still over e { v = 0 }
guard g over e { propose still else still barrier x + y >= 0m with alpha 1[1/s] }
`,
    right: `env e at 10Hz {
  observe x: [m]
  observe y: [m]
  act v: [m/s] in -1..1 default 0
  dynamics { x' = v y' in -1..1 }
}
controller still over e { v = 0 }
guard g over e { propose still else still barrier x + y >= 0m with alpha 1[1/s] }
`,
  },
  barrierShape: {
    code: "POL0507",
    name: "barrier-shape",
    severity: "error",
    title: "Barrier is no comparison",
    message: "a barrier is written `h >= 0`, with numbers on both sides",
    why: "A barrier keeps a quantity from falling below zero, so it needs the quantity.",
    wrong: `${ROAD}guard g over road { propose brake else brake barrier gap == 5m with alpha 0.5[1/s] }
`,
    right: `${ROAD}guard g over road { propose brake else brake barrier gap - 2s * speed >= 5m with alpha 0.5[1/s] }
`,
  },
  noDynamics: {
    code: "POL0508",
    name: "no-dynamics",
    severity: "error",
    title: "No dynamics",
    message: "{what} needs `dynamics`, and `{env}` has none",
    why: "What the next state will be is said by the env's `dynamics`; without it nothing can be predicted.",
    wrong: `env e at 10Hz {
  observe x: [m]
  act v: [m/s] in -1..1 default 0
}
controller still over e { v = 0 }
guard g over e { propose still else still barrier x >= 0m with alpha 1[1/s] }
`,
    right: `env e at 10Hz {
  observe x: [m]
  act v: [m/s] in -1..1 default 0
  dynamics { x' = v }
}
controller still over e { v = 0 }
guard g over e { propose still else still barrier x >= 0m with alpha 1[1/s] }
`,
  },
  keepNotAlways: {
    code: "POL0509",
    name: "keep-not-always",
    severity: "error",
    title: "Only `always` can be kept",
    message: "`{name}` is not of the form `always …`",
    why: "A guard can keep what must hold at every instant. What must hold some time later can be foreseen, tested or monitored.",
    wrong: `${ROAD}spec there over road = eventually gap < 5m
guard g over road { propose brake else brake keep there }
`,
    right: `${ROAD}spec apart over road = always gap > 2m
guard g over road { propose brake else brake keep apart }
`,
  },
  needsActions: {
    code: "POL0510",
    name: "needs-actions",
    severity: "error",
    title: "Needs actions",
    message: "`{what}` is about actions, and this guard is over tool calls",
    why: "Limits, barriers and look-ahead are about numbers at a rate; tool calls are judged by privileges.",
    wrong: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p limit amount to 0..5 }
`,
    right: `${BANK}privilege p over bank { allow send when amount in 0..5 }
guard g over bank { propose agent else tell "No." obey p }
`,
  },
  needsTools: {
    code: "POL0511",
    name: "needs-tools",
    severity: "error",
    title: "Needs tools",
    message: "{what} is about tool calls, and this env has none",
    why: "Privileges judge tool calls; actions are held by limits, barriers, `require` and `keep`.",
    wrong: `${ROAD}privilege p over road { }
`,
    right: `${BANK}privilege p over bank { allow get_balance }
`,
  },
  tellMisplaced: {
    code: "POL0512",
    name: "tell-misplaced",
    severity: "error",
    title: "`tell` is the last answer to a call",
    message: "`tell` stands last in a guard over tools",
    why: "`tell` is what the agent hears when its call is refused. It always answers, so nothing after it would be asked.",
    wrong: `${ROAD}guard g over road { propose brake else tell "No." }
`,
    right: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
`,
  },
  clauseOnTools: {
    code: "POL0513",
    name: "clause-on-tools",
    severity: "error",
    title: "Clause that tool calls have no use for",
    message: "`when`, `within` and `until` are about proposals at a rate, not about tool calls",
    why: "The agent proposes a call when it makes one; whether it may is for a privilege to say.",
    wrong: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent within 1s else tell "No." obey p }
`,
    right: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
`,
  },
  keepFuture: {
    code: "POL0514",
    name: "keep-future",
    severity: "error",
    title: "The future cannot be kept",
    message: "`{name}` looks ahead, so it cannot be kept",
    why: "Whether something happens later is not known when the guard decides. `foresee` it with a backup, or test and monitor it.",
    wrong: `${ROAD}spec back over road = always (gap < 2m implies eventually[1s] gap > 2m)
guard g over road { propose brake else brake keep back }
`,
    right: `${ROAD}spec apart over road = always gap > 2m
guard g over road { propose brake else brake foresee brake until speed <= 0[m/s] within 10s keeps apart }
`,
  },
  tooCostly: {
    code: "POL0515",
    name: "too-costly",
    severity: "error",
    title: "Guard or reward that may not be done in time",
    message: "`{name}` may take {operations} operations for one decision, more than {limit}",
    why: "Loops within loops multiply, and so does a function that calls another twice, which calls a third twice. `pol check --cost` prints the bound of each guard and reward.",
    wrong: `env desk { tool plan(steps: list<number>) -> text }
privilege p over desk { allow plan when all a in steps: all b in steps: all c in steps: a + b <= c }
guard g over desk {
  propose agent
  else    tell "Not permitted: {reason}"
  obey p
}
`,
    right: `env desk { tool plan(steps: list<number>) -> text }
privilege p over desk { allow plan when all a in steps: all b in steps: a <= 2 * b }
guard g over desk {
  propose agent
  else    tell "Not permitted: {reason}"
  obey p
}
`,
  },
});
