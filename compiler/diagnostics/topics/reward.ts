import { defineEntries } from "../entry.ts";
import { rewardLints } from "./reward-lints.ts";

const TABLE = `env table at 20Hz {
  observe cube: vec3[m]
  observe goal: vec3[m]
  observe held: bool
  observe loads: list<number, 8>
  act     push: vec3[m] in -0.05..0.05 default 0
}
`;

const errors = defineEntries({
  listsInRewards: {
    code: "POL0801",
    name: "lists-in-rewards",
    severity: "error",
    title: "A list is made where none can be",
    message: "{what} makes a list or reads a text, which only a reward can do",
    why: "A guard decides in bounded time over observations taken apart. A reward may make lists, sort them and read numbers out of texts.",
    wrong: `${TABLE}spec light over table = always sum(sums(loads)) < 9
`,
    right: `${TABLE}spec light over table = always sum(loads) < 9
`,
  },
  fieldMissing: {
    code: "POL0802",
    name: "field-missing",
    severity: "error",
    title: "Record without a field",
    message: "`{record}` also has {names}",
    why: "A record is given whole, so that nothing in it stands for a value nobody chose.",
    wrong: `${TABLE}record Score { near: number, held: number }
reward r over table { log score = Score(near: 1) term near = -norm(cube - goal) / 1m }
`,
    right: `${TABLE}record Score { near: number, held: number }
reward r over table { log score = Score(near: 1, held: 0) term near = -norm(cube - goal) / 1m }
`,
  },
  stageUnbounded: {
    code: "POL0803",
    name: "stage-unbounded",
    severity: "error",
    title: "Stage without an upper bound",
    message: "stage `{stage}` pays the upper bound of its terms once it is left behind, and `{term}` has none",
    why: "A stage left behind keeps paying the most that it could have paid, so that finishing it never lowers the reward. That needs a bound: use `tanh`, `clamp`, or declare ranges.",
    wrong: `${TABLE}reward r over table {
  stage reach until held { term near = 1m / norm(cube - goal) else 0 }
  stage carry            { term far = 1 - tanh(norm(cube - goal) / 1m) }
}
`,
    right: `${TABLE}reward r over table {
  stage reach until held { term near = 1 - tanh(norm(cube - goal) / 1m) }
  stage carry            { term far = 1 - tanh(norm(cube - goal) / 1m) }
}
`,
  },
  stageNegative: {
    code: "POL0804",
    name: "stage-negative",
    severity: "error",
    title: "Later stage that may pay less than nothing",
    message: "stage `{stage}` can pay as little as {low}, so reaching it may lower the reward",
    why: "Whoever finishes a stage would be punished for it, and learns not to. Let the terms of a later stage begin at 0.",
    wrong: `${TABLE}reward r over table {
  stage reach until held { term near = 1 - tanh(norm(cube - goal) / 1m) }
  stage carry            { term far = -tanh(norm(cube - goal) / 1m) }
}
`,
    right: `${TABLE}reward r over table {
  stage reach until held { term near = 1 - tanh(norm(cube - goal) / 1m) }
  stage carry            { term far = 1 - tanh(norm(cube - goal) / 1m) }
}
`,
  },
  stageEnds: {
    code: "POL0805",
    name: "stage-ends",
    severity: "error",
    title: "Stages that do not follow one another",
    message: "stage `{stage}` {problem}",
    why: "Stages follow one another: each but the last says when the next begins.",
    wrong: `${TABLE}reward r over table {
  stage reach { term near = 1 - tanh(norm(cube - goal) / 1m) }
  stage carry { term far = 1 - tanh(norm(cube - goal) / 1m) }
}
`,
    right: `${TABLE}reward r over table {
  stage reach until held { term near = 1 - tanh(norm(cube - goal) / 1m) }
  stage carry            { term far = 1 - tanh(norm(cube - goal) / 1m) }
}
`,
  },
  rewardPaysNothing: {
    code: "POL0806",
    name: "reward-pays-nothing",
    severity: "error",
    title: "Reward that pays nothing",
    message: "reward `{name}` has no term, so it always pays 0",
    why: "A `log` is reported and does not count.",
    wrong: `${TABLE}reward r over table { log near = norm(cube - goal) }
`,
    right: `${TABLE}reward r over table { term near = -norm(cube - goal) / 1m }
`,
  },
  notInAReward: {
    code: "POL0807",
    name: "not-in-a-reward",
    severity: "error",
    title: "What a reward cannot ask at every step",
    message: "{what} cannot stand in a reward: {problem}",
    why: "A reward is paid at every step, from what was seen up to it. How far a spec over time is kept is a number: `robustness(s)`.",
    wrong: `${TABLE}reward r over table { term early = if (eventually[0s, 1s] held) then 1 else 0 }
`,
    right: `${TABLE}reward r over table { term early = if (once[0s, 1s] held) then 1 else 0 }
`,
  },
});

/** What a reward cannot be, and what is known to go wrong with one that can. */
export const reward = { ...errors, ...rewardLints };
