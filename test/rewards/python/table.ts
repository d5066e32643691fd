import { pythonOf } from "../../../compiler/emit/python/targets.ts";
import type { PythonTarget } from "../../../compiler/emit/python/dialect.ts";
import { analyze } from "../../../compiler/program.ts";

/** Rewards with all kinds of inputs and outputs. */
export const TABLE = `record Row { p: vec3, ok: bool }
enum Gear { low, high, reverse }

env table at 10Hz {
  /// Where the hand is.
  observe hand: { position: vec3[m], open: bool }
  observe goal: vec3[m]
  observe gear: Gear
  observe load: number[kg]? in 0kg..5kg
  observe rows: list<Row, 4>
  observe said: text
  act push: number in -1..1 default 0
}

/// Comes near, and says so.
reward lift over table {
  term reach   = 1 / (norm(hand.position - goal) / 1m) weight 0.5 else 9
  term quick   = if gear == high then 1 else 0
  term heavy   = load / 1kg else -1
  term near    = min r in rows: norm(r.p) else 7
  term said_it = if said matches "yes.*" then 1 else 0 else 0
  log  moved   = hand.position - previous hand.position
  log  ok      = all r in rows: r.ok
  log  reaches = each r in rows: norm(r.p)
  log  twice   = 2
  log  where   = hand
  log  parts   = list(goal.x, goal.y, goal.z)
  stop there when norm(hand.position - goal) < 1cm giving 10
  truncate stuck when push < -0.9
}

/// Smooth where the hand is not at the goal, and steep in what is not taken.
reward soft over table {
  term away = tanh(norm(hand.position - goal) / 1m) weight -1
  term turn = atan2(hand.position.y, hand.position.x) / 1rad weight 0.1
  term kept = exp(-abs(hand.position.z) / 1m)
  term safe = if hand.position.z > 1m then 1m / (hand.position.z - 1m) + log(hand.position.z / 1m - 1) + sqrt(hand.position.z / 1m - 1) else 0
  term pull = previous hand.position.x / 1m
  term rows = mean r in rows: norm(r.p) else 0
}

reward plain over table = -norm(hand.position - goal) / 1m

reward ranked over table = each r in rows: norm(r.p)
`;

export function tableIn(target: PythonTarget | "gymnasium"): string {
  const source = { path: "table.pol", text: TABLE };
  const { program, diagnostics } = analyze(source, { readText: () => undefined, exists: () => true });
  const [wrong] = diagnostics.filter(({ severity }) => severity === "error");
  if (wrong !== undefined) throw new Error(wrong.message);
  return pythonOf(program, source, target).code;
}
