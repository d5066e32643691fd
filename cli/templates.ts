/** A starter that `pol init` writes: a guard and its test in one file. */
export interface Template {
  readonly file: string;
  readonly text: string;
}

const robot = `/// A cart on a rail: whatever drives it, it keeps to its speed.
env cart at 20Hz {
  observe speed: [m/s]   in -3..3             /// own speed
  act     push:  [m/s^2] in -1..1 default 0   /// commanded acceleration

  dynamics { speed' = push }
}

// Your network goes here: policy driver over cart = onnx("driver.onnx")
controller driver over cart { push = 1 }
controller brake  over cart { push = -1 }

guard keeper over cart {
  propose driver
  else    brake   // last: reads nothing, always answers

  require speed < 2[m/s] or push <= 0[m/s^2]
}

test "it never gets much faster than 2 m/s" on keeper {
  given { speed = 0 }
  simulate 10s
  expect always speed < 2.1[m/s]
  expect eventually active == brake
}
`;

const agent = `/// An assistant that may look anything up, pay small bills, and asks before larger ones.
env desk {
  tool search(query: text) -> text
  tool pay(to: text, amount: number) -> text
  principal owner   // whose windows and totals are counted
}

privilege clerk over desk {
  allow search
  allow pay when amount in 0.01..100
    else ask when amount in 0.01..1000 saying "Pay {amount} to {to}?"
}

guard assistant over desk {
  propose agent   // any LLM agent: bound by the middleware that wraps it
  else    tell "Not permitted: {reason}"

  obey clerk
}

test "large payments need a person" on assistant {
  prompt "Pay the rent"
  call search(query: "rent") returns "850 to Ms Rye"
  expect allow
  call pay(to: "Ms Rye", amount: 50)
  expect allow
  call pay(to: "Ms Rye", amount: 850)
  expect ask
  call pay(to: "Ms Rye", amount: 8500)
  expect forbid
}
`;

/** The starters by the kind of thing that is guarded. */
export const templates = {
  robot: { file: "keeper.pol", text: robot },
  agent: { file: "assistant.pol", text: agent },
} satisfies Record<string, Template>;
