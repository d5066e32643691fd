/** A controller, functions, a spec, a policy, a guard and a test: what one more module of a robot's rules adds. */
function robotPart(i: number): string {
  return `
/// How far to keep away in situation ${i}.
const headway_${i} = ${1 + (i % 5) * 0.1}s
const slack_${i}   = ${2 + (i % 3)}m

/// The gap that is enough in situation ${i}.
fn safe_gap_${i}(speed: [m/s]) -> [m] = slack_${i} + headway_${i} * speed
fn closing_${i}(speed: [m/s], lead: [m/s]) -> [m/s] = ${i % 3 === 0 ? "max(speed - lead, 0[m/s])" : `if closing_${i - 1}(speed, lead) > 1[m/s] then speed - lead else 0[m/s]`}

spec never_touches_${i} over highway = always gap > ${2 + (i % 4)}m
spec recovers_${i} over highway =
  always (gap < safe_gap_${i}(speed) implies eventually[0s, 4s] gap >= safe_gap_${i}(speed))

memory near_${i} over highway: number = 0 then if gap < safe_gap_${i}(speed) then near_${i} + 1 else 0

controller coast_${i} over highway { accel = clamp(0.5[1/s] * (lead - speed), -3[m/s^2], 1[m/s^2]) }
controller brake_${i} over highway { accel = -8[m/s^2] }

guard cruise_${i} over highway {
  propose coast_${i} until gap > safe_gap_${i}(speed) for 1s
  else    brake_${i}

  limit   accel to -6..2
  limit   accel rate 10[m/s^3]
  require closing_${i}(speed, lead) < 20[m/s] or accel <= 0[m/s^2] or near_${i} < ${5 + (i % 9)}
  barrier gap - safe_gap_${i}(speed) >= 0m with alpha 0.8[1/s]
  keep    never_touches_${i}
}

test "brakes for a cut-in in situation ${i}" on cruise_${i} {
  given  { speed = 30, lead = 30, gap = 60 }
  at 1s  { gap = 12 }
  simulate 6s
  expect always gap > 2m
  expect recovers_${i}
}
`;
}

function agentPart(i: number): string {
  return `
/// What clerk ${i} may do.
privilege clerk_${i} over desk {
  allow  search, list_payments
  allow  pay when amount in 0.01..${100 + i} and to != "nobody"
    else ask when amount in 0.01..${1000 + i} saying "Pay {amount} to {to}?"
  forbid pay when amount > ${5000 + i} saying "Over the limit of ${5000 + i}."
}

guard assistant_${i} over desk {
  propose agent
  else    tell "Not permitted: {reason}"

  obey clerk_${i}
}
`;
}

const head = `/// Rules in the manner of the contract examples, written by a program.
use std.control

env highway at 20Hz {
  observe speed: [m/s]   in 0..60      /// own speed
  observe gap:   [m]     in 0..300     /// distance to the car ahead
  observe lead:  [m/s]   in 0..60      /// speed of the car ahead
  act     accel: [m/s^2] in -8..3 default 0

  dynamics {
    speed' = accel
    gap'   = lead - speed
    lead'  in -8[m/s^2]..3[m/s^2]
  }
}

env desk {
  tool search(query: text) -> text
  tool list_payments() -> text
  tool pay(to: text, amount: number) -> text
  principal owner
}
`;

/** A file that `pol check` finds nothing wrong with, of at least so many lines. */
export function policyOf(lines: number): string {
  const parts = [head];
  let written = head.split("\n").length - 1;
  for (let i = 0; written < lines; i++) {
    const part = i % 3 === 2 ? agentPart(i) : robotPart(i);
    parts.push(part);
    written += part.split("\n").length - 1;
  }
  return parts.join("");
}
