import { defineEntries } from "../entry.ts";

const TABLE = `env table at 20Hz {
  observe hand:  vec3[m]   in -1..1
  observe goal:  vec3[m]   in -1..1
  observe spin:  [rad/s]   in -9..9
  observe still: bool
  act     push:  vec3[m/s] in -0.05..0.05 default 0
}
`;
const NEAR = "1 - tanh(norm(hand - goal) / 10cm)";

/** What is known to go wrong with rewards: `compiler/lint/reward/`. */
export const rewardLints = defineEntries({
  termDominates: {
    code: "POL0808",
    name: "term-dominates",
    severity: "warning",
    title: "Term that drowns the others",
    message: "`{name}` goes from {range}, {far} all other terms together",
    why: "What is more than a hundred times as large as the rest is all that is learned. Only terms whose range is known are compared. A term that has no bound although everything that it reads has one goes to infinity somewhere.",
    wrong: `${TABLE}reward r over table {
  term near  = ${NEAR}
  term spent = -norm(push) / 1[m/s] weight 5000
}
`,
    right: `${TABLE}reward r over table {
  term near  = ${NEAR}
  term spent = -norm(push) / 1[m/s] weight 5
}
`,
  },
  termConstant: {
    code: "POL0809",
    name: "term-constant",
    severity: "warning",
    title: "Term that is always the same",
    message: "`{name}` adds {value} at every step, whatever is done",
    why: "It tells no behavior from another. Its weight is 0, what it reads has one value only, or it reads nothing. Pay for each step of being alive is no finding where a `stop` can end it.",
    wrong: `${TABLE}reward r over table {
  term near  = ${NEAR}
  term spent = -norm(push) / 1[m/s] weight 0
}
`,
    right: `${TABLE}reward r over table {
  term near  = ${NEAR}
  log  spent = norm(push)
}
`,
  },
  inputUnused: {
    code: "POL0810",
    name: "input-unused",
    severity: "info",
    title: "Input that nothing reads",
    message: "nothing reads `{name}`",
    why: "The env serves rewards alone, so what no reward, memory, spec or dynamics reads may have been forgotten.",
    wrong: `env table { observe near: number in 0..1 observe held: bool }
reward r over table { term near = near }
`,
    right: `env table { observe near: number in 0..1 observe held: bool }
reward r over table { term near = near term held = if held then 1 else 0 }
`,
  },
  numbersEqual: {
    code: "POL0811",
    name: "numbers-equal",
    severity: "warning",
    title: "Equality of numbers that need not be whole",
    message: "`{text}` compares numbers that need not be whole to the last digit",
    why: "Measured or computed numbers are hardly ever equal, so what depends on it is hardly ever paid. A published reward gives 100 for a hand whose y is that of the goal. Asking whether a divisor is 0 is no finding.",
    wrong: `${TABLE}reward r over table { term reached = if hand.y == goal.y then 100 else 0 }
`,
    right: `${TABLE}reward r over table { term reached = if abs(hand.y - goal.y) < 5mm then 100 else 0 }
`,
  },
  codeNotWhole: {
    code: "POL0812",
    name: "code-not-whole",
    severity: "info",
    title: "Number compared as if it were a code",
    message: "`{text}` holds for exactly {value}, and `{name}` need not be whole",
    why: "Where it is a code, `int` or an enum says so, and a value between is refused. Where it is measured, it is hardly ever exactly that.",
    wrong: `env answers { observe grade: number }
reward r over answers { term right = if grade == 3 then 1 else 0 }
`,
    right: `env answers { observe grade: int }
reward r over answers { term right = if grade == 3 then 1 else 0 }
`,
  },
  unguarded: {
    code: "POL0813",
    name: "unguarded",
    severity: "warning",
    title: "Division or function that may fail",
    message: "{what}; then {then} is not known, and the step has no reward",
    why: "A division by 0 has no value, nor has a root or logarithm below 0, or an angle whose sine is above 1. At rest and at the goal distances and velocities are 0, so that such a step is no rare one. Give the term an `else`, ask first, or keep the operand in its domain.",
    wrong: `${TABLE}reward r over table { term along = dot(push, hand - goal) / (norm(push) * norm(hand - goal)) }
`,
    right: `${TABLE}reward r over table { term along = dot(push, hand - goal) / (norm(push) * norm(hand - goal)) else 0 }
`,
  },
  paysAtRest: {
    code: "POL0814",
    name: "pays-at-rest",
    severity: "warning",
    title: "Pay for standing still",
    message: "`{name}` pays {value} or more at every step in which nothing moves, wherever that is",
    why: "Whoever does nothing earns it from the first step on, and whoever sets out loses it. It is looked at with the action 0, velocities 0 (by their units or names), and all as it was a step before. A price for moving leads to the same calm and pays nothing at rest.",
    wrong: `${TABLE}reward r over table {
  term near = ${NEAR}
  term calm = if still then 1 else 0
}
`,
    right: `${TABLE}reward r over table {
  term near = ${NEAR}
  term calm = if still and norm(hand - goal) < 2cm then 1 else 0
}
`,
  },
  hoveringPays: {
    code: "POL0815",
    name: "hovering-pays",
    severity: "warning",
    title: "Hovering that earns more than finishing",
    message: "staying short of `{stop}` can pay {rate} a step: {steps} steps are worth more than reaching it, which gives {gives}",
    why: "A stop ends all pay. A state is searched for that can be held, by the env's `dynamics` or else with nothing moving, and the steps are counted until it has paid more than the stop gives: at most 100, or 1/(1 - γ) where a `shape` names γ. The search is bounded and may miss; what it finds can be earned as far as observations are free of one another.",
    wrong: `${TABLE}reward r over table {
  term near = ${NEAR}
  stop placed when norm(hand - goal) < 2cm giving 5
}
`,
    right: `${TABLE}reward r over table {
  term near = ${NEAR}
  stop placed when norm(hand - goal) < 2cm giving 200
}
`,
  },
  stageSkipped: {
    code: "POL0816",
    name: "stage-skipped",
    severity: "warning",
    title: "Stage that is skipped",
    message: "stage `{stage}` is left in the step in which it begins: {why}",
    why: "Its terms are never paid as they are, only as their upper bound. The condition that ends a stage must be able to be false when it begins.",
    wrong: `${TABLE}reward r over table {
  stage reach until norm(hand - goal) < 2cm { term near = ${NEAR} }
  stage touch until norm(hand - goal) < 5cm { term slow = 1 - tanh(norm(push) / 1[m/s]) }
  stage rest                                { term calm = if still then 1 else 0 }
}
`,
    right: `${TABLE}reward r over table {
  stage reach until norm(hand - goal) < 5cm { term near = ${NEAR} }
  stage touch until norm(hand - goal) < 2cm { term slow = 1 - tanh(norm(push) / 1[m/s]) }
  stage rest                                { term calm = if still then 1 else 0 }
}
`,
  },
  signAgainstName: {
    code: "POL0817",
    name: "sign-against-name",
    severity: "warning",
    title: "Sign against its name",
    message: "`{name}` only {what}: {range}",
    why: "A penalty, cost, price, punishment, loss or effort that only pays, or a bonus, progress, gain or prize that only takes away, has lost its sign, or has it twice. Of a `reward` this is said where its weight turns it; of a `stop` where a collision, crash, fall or failure gives something, or a success takes.",
    wrong: `${TABLE}reward r over table {
  term near   = ${NEAR}
  term effort = norm(push) / 1[m/s] weight 0.1
}
`,
    right: `${TABLE}reward r over table {
  term near   = ${NEAR}
  term effort = -norm(push) / 1[m/s] weight 0.1
}
`,
  },
  roundTripPays: {
    code: "POL0818",
    name: "round-trip-pays",
    severity: "warning",
    title: "Shaping that pays for going back and forth",
    message: "`{name}` pays {value} for {trip}",
    why: "A difference to the step before that is cut off at 0, squashed, or weighted by its direction pays more on the way there than it takes on the way back, so that round trips earn without end. Only a difference of potentials, `shape`, leaves the best behavior where it was (Ng, Harada and Russell, 1999).",
    wrong: `${TABLE}reward r over table { term nearer = max(0, previous norm(hand - goal) / 1m - norm(hand - goal) / 1m) }
`,
    right: `${TABLE}reward r over table { shape 0.99 by -norm(hand - goal) / 1m }
`,
  },
  plainDifference: {
    code: "POL0819",
    name: "plain-difference",
    severity: "info",
    title: "Shaping for no discount",
    message: "`{name}` pays a plain difference to the step before, which leaves the best behavior where it was only if later steps count in full",
    why: "With a discount γ a potential has to be γ·Φ(now) − Φ(before), and none at an episode's end: that is `shape γ by Φ`. A plain difference is its case of γ = 1.",
    wrong: `${TABLE}reward r over table { term nearer = (previous norm(hand - goal) - norm(hand - goal)) / 1m }
`,
    right: `${TABLE}reward r over table { shape 0.99 by -norm(hand - goal) / 1m }
`,
  },
});
