import { analyze } from "../../../compiler/program.ts";
import type { EnvIr } from "../../../compiler/ir/ir.ts";
import type { RewardIr } from "../../../compiler/ir/reward.ts";
import { log, RewardBuild, scalar } from "../build.ts";
import type { RewardProgram } from "../generate.ts";

/** What generated programs seldom have: halves, ends of lists, vectors in loops, constants that are remembered. */
const TEXT = `enum Kind { one, two }
env given at 10Hz {
  observe n: int in -5..5
  observe v: vec3
  observe w: vec8
  observe kind: Kind
  observe xs: list<number, 4>
  observe ys: list<number, 3>
  act u: number in -4..6 default 0
}
reward halves over given = round(n / 2)
reward far over given = (min x in xs: 2000 + abs(x)) + (max x in xs: -3000 - abs(x)) + product(each x in xs: x + 10)
reward beside over given {
  log  lists  = each i in indices(xs): ys[i]
  log  others = each i in indices(ys): xs[i]
  log  ends   = list(xs[0], xs[3], ys[n])
  term pairs  = sum i in indices(xs): xs[i] * ys[i] else -1
  term order  = argmin(ys) else 7
  term middle = sum x in sort(xs): x
}
reward vectors over given {
  log  ups     = count x in w: x > 0
  term dots    = sum i in indices(w): w[i] * w[7 - i]
  term longest = max i in indices(v): abs(v[i]) * (i + 1)
  term all_up  = if (all x in v: x > -5) and (any x in w: x > 3) then 1 else 0
  term times   = product(each i in indices(v): v[i] / 10)
  term more    = ups + (if kind == two then 1 else 0) weight 0.5
  term turned  = sum row in xs: (sum i in indices(v): v[i] * row)
}
reward kept over given {
  term moved = u - previous u
  log  same  = kind == one and previous kind == one
  stop often when u > 2 and n == 3
}
`;

export function handmade(): readonly RewardProgram[] {
  const { program, diagnostics } = analyze({ path: "given.pol", text: TEXT }, { readText: () => undefined, exists: () => true });
  const [wrong] = diagnostics.filter(({ severity }) => severity === "error");
  if (wrong !== undefined) throw new Error(wrong.message);
  const [env] = program.envs as [EnvIr];
  return [...program.rewards!, constant()].map((reward) => ({ env, reward }));
}

/** Cells whose next value is the same everywhere. */
function constant(): RewardIr {
  const b = new RewardBuild(), number = b.state(), truth = b.state("bool");
  b.becomes(number, b.num(3));
  b.becomes(truth, b.bool(2));
  const past = b.at(b.history(b.num(7), 3), b.num(1));
  const before = b.op("if", b.op("or", b.first(), b.op("not", truth)), b.num(1), number);
  return b.reward(b.op("add", before, b.op("orElse", past, b.num(0))), { env: "given", items: [log("past", scalar(past))] });
}
