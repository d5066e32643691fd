import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyze } from "../../compiler/program.ts";

const HOST = { readText: () => undefined, exists: () => true };

/** Code and marked text of all that a lint says: `POL0811 x == y`. */
function found(text: string): readonly string[] {
  const { diagnostics } = analyze({ path: "a.pol", text }, HOST);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join("; "));
  return diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

const ENV = `use std.shaping
env arm at 20Hz {
  observe hand:        vec3[m]   in -1..1
  observe goal:        vec3[m]   in -1..1
  observe vel:         vec3[m/s] in -3..3
  observe wanted_vel:  vec3[m/s] in -3..3
  observe joints:      list<[rad/s], 9>
  observe d:           [m]       in 0..3
  observe prev_d:      [m]       in 0..3
  observe held:        bool
  observe lid_static:  bool
  observe n:           int       in 0..5
  observe x:           number
  observe speed_limit: number    in 0..9
  act     push:        vec3      in -1..1 default 0
}
fn near(p: vec3[m], q: vec3[m]) -> number = 1 - tanh(norm(p - q) / 10cm)
`;

const terms = (...all: string[]): readonly string[] => found(`${ENV}reward r over arm { ${all.join("\n")} }`).filter((one) => !one.startsWith("POL0810"));
const term = (e: string): readonly string[] => terms(`term t = ${e}`);

describe("a term that drowns the others", () => {
  test("by more than a hundred times", () => {
    expect(terms("term big = d / 1mm", "term small = push.x")).toEqual(["POL0808 big"]);
    expect(terms("term big = d / 2cm", "term small = push.x")).toEqual([]);
  });
  test("by going to infinity among inputs that do not", () => {
    expect(terms("term big = 1m / d else 0", "term small = push.x")).toEqual(["POL0808 big"]);
    expect(terms("term big = 1m / (d + 1cm)", "term small = push.x")).toEqual([]);
  });
  test("not where nobody said how far an input goes, nor beside a term without a bound, nor alone", () => {
    expect(terms("term big = x", "term small = push.x")).toEqual([]);
    expect(terms("term big = d / 1mm", "term other = x")).toEqual([]);
    expect(terms("term big = d / 1mm")).toEqual([]);
  });
  test("what an end gives is no term", () => expect(terms("term small = push.x", "stop done when d > 2m giving 1000")).toEqual([]));
});

describe("a term that is always the same", () => {
  test("by its weight, by what it reads, by reading nothing", () => {
    expect(terms("term w = x weight 0", "term c = 3", "term m = max(n, 7)", "term ok = x")).toEqual(["POL0809 w", "POL0809 c", "POL0809 m"]);
  });
  test("pay for being alive is a choice where one can die", () => expect(terms("term alive = 1", "term ok = x", "stop fell when d > 2m")).toEqual([]));
  test("but 0 is none", () => expect(terms("term none = 0 * x", "term ok = x", "stop fell when d > 2m")).toEqual(["POL0809 none"]));
});

describe("an input that nothing reads", () => {
  const reads = (more: string): readonly string[] => found(`env e at 10Hz {
  observe a: { p: vec3, q: { r: number, s: bool } }
  observe l: list<number, 4>
  observe said: text
  observe m: number
  observe k: number
  observe f: number
  act push: number in -1..1 default 0
}
memory kept over e: number = 0 then m
spec calm over e = always k < 3
${more}`);
  const REWARD = `reward r over e { term t = a.p.x + sum(l) log s = said matches "x" log u = previous push }`;

  test("is told whole, or by the fields of a record in place", () => expect(reads(REWARD)).toEqual(["POL0810 q", "POL0810 f"]));
  test("nothing is said where a policy may read it", () => expect(reads(`${REWARD}\npolicy p over e = onnx("p.onnx")`)).toEqual([]));
  test("nor of an env without rewards", () => expect(found("env e { observe a: number }")).toEqual([]));
  test("dynamics read", () => expect(found(`env e at 10Hz { observe p: [m] observe v: [m/s] act u: [m/s^2] in -1..1 default 0 dynamics { p' = v v' = u } }
reward r over e = p / 1m`)).toEqual([]));
});

describe("equality of numbers that need not be whole", () => {
  test.each(["hand.y == goal.y", "norm(hand - goal) == 0m", "d != 1m", "x == 0.5", "x == push.x", "any v in joints: v == 0[rad/s]"])("%s", (e) =>
    expect(term(`if ${e} then 1 else 0`)).toEqual([expect.stringMatching(/^POL0811 /)]));
  test.each(["n == 3", "held == (n == 2)", "length(joints) == 3", "if x == 0 then true else 3 / x > 1"])("not %s", (e) => expect(term(`if ${e} then 1 else 0`)).toEqual([]));
  test("an observation without a unit beside a whole number may be a code", () => expect(term("if x == 3 then 1 else 0")).toEqual(["POL0812 x == 3"]));
  test("in a function it is told there, once", () => expect(found(`fn same(a: number, b: number) -> bool = a == b
env e { observe a: number observe b: number }
reward r over e { term t = if same(a, b) then 1 else 0 term u = if same(b, a) then 1 else 0 }`)).toEqual(["POL0811 a == b"]));
  test("what is only reported is nobody's mistake", () => expect(terms("term t = x", "log l = hand.y == goal.y")).toEqual([]));
});

describe("what may leave a step without a reward", () => {
  test.each([
    ["1m / d", "d"], ["(1[m] / norm(hand - goal))", "norm(hand - goal)"], ["((hand - goal) / norm(hand - goal)).x", "norm(hand - goal)"],
    ["sqrt(x)", "x"], ["log(x)", "x"], ["acos(x) / 1[rad]", "x"], ["asin(2 * x) / 1[rad]", "2 * x"], ["x ^ 0.5", "x"], ["x ^ -1", "x"], ["log(n)", "n"],
    ["if d > 1m then 1 / x else 0", "x"], ["if 1 / x > 2 then 1 else 0", "x"], ["previous (1 / x)", "x"], ["1 / (n - 2)", "n - 2"],
    ["1 / (1 / x)", "x"], ["sqrt(1 / x)", "x"], ["cosine(x, 0, 1, 1, x)", "cosine(x, 0, 1, 1, x)"],
  ])("%s", (e, at) => expect(term(e).filter((one) => one.startsWith("POL0813"))).toEqual([`POL0813 ${at}`]));

  test.each([
    "1m / d else 0", "if d > 0m then 1m / d else 0", "if d == 0m then 0 else 1m / d", "if not (d > 0m) or held then 0 else 1m / d", "1m / max(d, 1mm)", "1 / (1 + x^2)", "1 / (abs(x) + 0.01)",
    "sqrt(abs(x))", "sqrt(max(x, 0))", "norm(hand - goal) / 1m", "log(max(x, 1e-6))", "acos(clamp(x, -1, 1)) / 1[rad]", "x ^ 2", "(1 + d / 1m) ^ 0.5", "x / 3", "mean(joints) / 1[rad/s]",
    "if x >= 0 then sqrt(x) else 0", "interpolate(x, list(0, 1, 2), list(0, 5, 6))", "hyperbolic(x, 0, 20, 10, 0.1)", "tanh_squared(x, 0, 20, 10, 0.1)", "cosine(x, 0, 1, 1, 0.1)", "hamacher(x, 0.5)",
  ])("not %s", (e) => expect(term(e).filter((one) => one.startsWith("POL0813"))).toEqual([]));

  test("nor what only a condition of a stop or stage, or a log, asks", () => {
    expect(terms("term t = -abs(x)", "log l = 1 / x", "stop s when 1 / x > 3 giving 1")).toEqual([]);
    expect(terms("stage a until 1 / x > 3 { term t = tanh(x) }", "stage b { term u = if held then 1 else 0 }")).toEqual([]);
  });
  test("but what a stop gives, and a memory keeps", () => {
    // The operand is named where it was read first: the whole is marked where that is elsewhere.
    expect(terms("term t = x", "stop s when held giving 1 / x")).toEqual(["POL0813 1 / x"]);
    expect(found(`${ENV}memory m over arm: number = 0 then 1 / x\nreward r over arm { term t = m }`)).toContain("POL0813 x");
  });
  test("says what to write", () => {
    const help = (e: string): string | undefined => analyze({ path: "a.pol", text: `${ENV}reward r over arm { term t = ${e} }` }, HOST).diagnostics.find(({ code }) => code === "POL0813")?.help;
    expect(help("1m / norm(hand - goal)")).toBe("write `max(norm(hand - goal), 1e-6)` (in its unit), or give the term an `else`");
    expect(help("acos(2 * x) / 1[rad]")).toBe("write `clamp(2 * x, -1, 1)`, or give the term an `else`");
    expect(help("1 / x")).toBe("declare a range that leaves it out, or give the term an `else`");
  });
});

describe("pay for standing still", () => {
  test.each([
    "if lid_static then 1 else 0", "exp(-norm(vel) / 1[m/s])", "1 - norm(vel) / 10[m/s]", "1 / (1 + norm(joints) / 1[rad/s])", "1 - 0.1 * norm(push)", "exp(-norm(push - previous push))",
    "exp(-norm(hand - previous hand) / 1cm)", "exp(-abs(d - prev_d) / 1cm)", "previous d / 1m - d / 1m + 0.2", "(2 - tanh(norm(hand - goal) / 1m)) * exp(-norm(vel) / 1[m/s])",
  ])("%s", (e) => expect(term(e)).toContain("POL0814 t"));

  test.each([
    "near(hand, goal)", "2 - tanh(norm(hand - goal) / 1m)", "-norm(push)", "if lid_static and d < 1cm then 1 else 0", "exp(-norm(vel - wanted_vel) / 1[m/s])", "vel.x / 1[m/s]",
    "(1 - tanh(norm(hand - goal) / 1m)) * exp(-norm(vel) / 1[m/s])", "if d < 1cm then exp(-norm(vel) / 1[m/s]) else 0", "previous d / 1m - d / 1m", "1 - speed_limit / 9", "0.2 + norm(vel) / 1[m/s]",
  ])("not %s", (e) => expect(term(e)).not.toContain("POL0814 t"));

  test("a later stage may ask for calm", () => {
    expect(terms("stage a until held { term t = near(hand, goal) }", "stage b { term u = 1 - tanh(norm(joints) / 1[rad/s]) }")).toEqual([]);
  });
  test("a timer runs while nothing moves", () => {
    expect(found(`${ENV}memory clock over arm: number = 0 then min(clock + 1, 99)\nreward r over arm { term t = exp(-(clock - previous clock)) }`)).not.toContain("POL0814 t");
  });
});

describe("hovering that earns more than finishing", () => {
  const CART = `env cart at 50Hz {
  observe pos:   [m]     in -5..5
  observe speed: [m/s]   in -3..3
  act     push:  [m/s^2] in -2..2 default 0
  dynamics { pos' = speed speed' = push }
}
`;
  const cart = (...all: string[]): readonly string[] => found(`${CART}reward r over cart { ${all.join("\n")} }`);
  const NEAR = "term near = 1 - tanh(abs(pos - 2m) / 10cm)";
  const there = (giving: string): string => `stop there when abs(pos - 2m) < 1cm${giving}`;

  test("near a goal that gives too little, or nothing", () => {
    expect(cart(NEAR, there(" giving 10"))).toEqual(["POL0815 there"]);
    expect(cart(NEAR, there(""))).toEqual(["POL0815 there"]);
  });
  test("not where the goal gives more than a hundred steps, or being near costs less and pays nothing", () => {
    expect(cart(NEAR, there(" giving 100"))).toEqual([]);
    expect(cart("term near = -abs(pos - 2m) / 10m", there(" giving 1"))).toEqual([]);
    expect(cart("shape 0.99 by -abs(pos - 2m) / 1m", "term time = -0.01", there(" giving 1"))).toEqual([]);
  });
  test("a shape says how many steps count", () => {
    expect(cart(NEAR, there(" giving 30"))).toEqual(["POL0815 there"]);
    expect(cart(NEAR, there(" giving 30"), "shape 0.9 by -abs(pos - 2m) / 1m")).toEqual([]);
  });
  test("not what the dynamics do not let one hold: speed cannot be paid for ever on a track with an end", () => {
    expect(cart("term fast = speed / 3[m/s]", there(" giving 10"))).toEqual([]);
    expect(cart("term lean = push / 2[m/s^2]", there(" giving 10"))).toEqual([]);
  });
  test("an end that is to be avoided is no goal", () => {
    expect(cart("term middle = 1 - abs(pos) / 5m", "stop off when abs(pos) > 4.9m")).toEqual([]);
    expect(cart("term alive = 1", "stop off when abs(pos) > 4.9m giving -10")).toEqual([]);
    expect(cart("term far = abs(pos) / 5m", "stop off when abs(pos) > 4.9m giving -10")).toEqual([]);
  });
  test("two states that must go together are found", () => {
    const follow = (giving: number): readonly string[] => found(`env road at 10Hz {
  observe speed: [m/s] in 0..60
  observe lead:  [m/s] in 0..60
  observe gap:   [m]   in 0..300
  act     accel: [m/s^2] in -8..3 default 0
  dynamics { speed' = accel gap' = lead - speed lead' in -1[m/s^2]..1[m/s^2] }
}
reward r over road {
  term fast = speed / 60[m/s]
  stop arrived when gap > 200m giving ${giving}
}`);
    expect(follow(5)).toEqual(["POL0815 arrived"]);
    expect(follow(100)).toEqual([]);
  });
  test("without dynamics, where nothing moves", () => {
    expect(terms("term near = near(hand, goal)", "stop placed when norm(hand - goal) < 1cm giving 5")).toEqual(["POL0815 placed"]);
    expect(terms("term fast = norm(vel) / 1[m/s]", "stop placed when norm(hand - goal) < 1cm giving 5")).toEqual([]);
  });
  test("stages left behind pay on", () => {
    const staged = (giving: number): readonly string[] => terms("stage reach until held { term t = near(hand, goal) }", "stage keep { term u = 1 - tanh(d / 1m) }", `stop placed when d < 1cm and held giving ${giving}`);
    expect(staged(50)).toEqual(["POL0815 placed"]);
    expect(staged(300)).toEqual([]);
  });
});

describe("a stage that is skipped", () => {
  const stages = (...untils: string[]): readonly string[] =>
    terms(...untils.map((until, i) => `stage s${i} until ${until} { term t${i} = 1 - d / 3m }`), "stage last { term u = 1 - d / 3m }").filter((one) => one.startsWith("POL0816"));

  test("since its `until` holds when it begins", () => {
    expect(stages("d < 1m", "d < 2m")).toEqual(["POL0816 d < 2m"]);
    expect(stages("d < 1m and held", "held")).toEqual(["POL0816 held"]);
    expect(stages("held", "held or n > 3")).toEqual(["POL0816 held or n > 3"]);
    expect(stages("norm(hand - goal) < 1cm", "norm(hand - goal) / 2 < 1cm")).toEqual(["POL0816 norm(hand - goal) / 2 < 1cm"]);
  });
  test("or always", () => expect(stages("n <= 5", "held")).toEqual(["POL0816 n <= 5"]));
  test("not where it asks for more, or for something else", () => {
    expect(stages("d < 2m", "d < 1m")).toEqual([]);
    expect(stages("held or n > 3", "held")).toEqual([]);
    expect(stages("held", "d < 1m")).toEqual([]);
    expect(stages("held", "not held")).toEqual([]);
  });
});

describe("a sign against its name", () => {
  const named = (name: string, e: string): readonly string[] => terms(`term ${name} = ${e}`, "term other = x").filter((one) => one.startsWith("POL0817"));
  test.each([["action_penalty", "norm(push)"], ["controlCost", "norm(push) weight 2"], ["effort", "-norm(push) weight -1"], ["progress", "-d / 1m"], ["goal_bonus", "-1 * d / 1m"], ["reach_reward", "d / 1m weight -1"]])("%s = %s", (name, e) =>
    expect(named(name, e)).toEqual([`POL0817 ${name}`]));
  test.each([["action_penalty", "-norm(push)"], ["cost", "d / 1m weight -1"], ["progress", "d / 1m"], ["progress", "x"], ["reach_reward", "-d / 1m"], ["no_penalty", "d / 1m"], ["costly", "d / 1m"], ["cost_bonus", "d / 1m"]])("not %s = %s", (name, e) =>
    expect(named(name, e)).toEqual([]));
  test("of ends too", () => {
    expect(terms("term t = x", "stop collision when d < 1cm giving 5").filter((one) => one.startsWith("POL0817"))).toEqual(["POL0817 collision"]);
    expect(terms("term t = x", "stop success when d < 1cm giving -5")).toEqual(["POL0817 success"]);
    expect(terms("term t = x", "stop collision when d < 1cm giving -5")).toEqual([]);
  });
});

describe("a difference to the step before", () => {
  const DIFFERENCE = "(previous d - d) / 1m";
  test.each([
    `max(0, ${DIFFERENCE})`, `clamp(${DIFFERENCE}, 0, 1)`, `if previous d > d then ${DIFFERENCE} else 0`, `tanh(${DIFFERENCE})`, `(${DIFFERENCE})^2`, "abs(d - previous d) / 1m", `if held then max(0, ${DIFFERENCE}) else 0`,
    `if d > previous d then ${DIFFERENCE} / 2 else ${DIFFERENCE}`, "max(0, (prev_d - d) / 1m)", `max(0, ${DIFFERENCE}) + 1`, `sign(${DIFFERENCE}) * (${DIFFERENCE})^2 * 2 + max(0, ${DIFFERENCE})`,
  ])("pays for a round trip: %s", (e) => expect(term(e)).toContain("POL0818 t"));
  test.each([DIFFERENCE, "(prev_d - d) / 1m", `${DIFFERENCE} + 1`, `-3 * ${DIFFERENCE} / 2`, `if held then ${DIFFERENCE} else 0`])("is noted: %s", (e) =>
    expect(term(e).filter((one) => /POL081[89]/.test(one))).toEqual(["POL0819 t"]));
  test.each(["-norm(push - previous push)", `min(0, ${DIFFERENCE})`, `-abs(${DIFFERENCE})`, `-(${DIFFERENCE})^2`, "(0.99 * previous d - d) / 1m", "push.x - previous push.x"])("not %s", (e) =>
    expect(term(e).filter((one) => /POL081[89]/.test(one))).toEqual([]));
  test("a shape is the way to do it", () => expect(terms("shape 0.99 by -d / 1m")).toEqual([]));
});

describe("rewards that are published", () => {
  const root = join(import.meta.dirname, "../conformance/reward/t2r/metaworld");
  const file = (name: string): readonly string[] => found(readFileSync(join(root, `${name}-v2.pol`), "utf8")).filter((one) => !one.startsWith("POL0810"));
  test("a button is pressed where two floats are equal", () => expect(file("button-press")).toEqual(["POL0811 robot.ee_position.y == goal_position.y"]));
  test("a door is unlocked by an angle to the origin, which may be where one is", () => {
    expect(terms("log reached = 1 - dot(hand, goal) / (norm(hand) * norm(goal)) < 0.01", "term bonus = if reached then 100 else 0")).toEqual(["POL0813 norm(hand) * norm(goal)"]);
  });
  test("a chair at rest has no direction", () => expect(term("dot(vel, goal - hand) / (norm(vel) * norm(goal - hand))")).toEqual(["POL0813 norm(vel) * norm(goal - hand)"]));
  test("a cabinet's lid that does not move pays", () => expect(terms("term near = near(hand, goal)", "term static = if lid_static then 1 else 0")).toEqual(["POL0814 static"]));
  test("plain ones are plain", () => {
    for (const name of ["drawer-open", "drawer-close", "door-close", "window-open", "window-close", "handle-press", "handle-press-side", "sweep-into"]) expect(file(name)).toEqual([]);
  });
  test("the contract's have nothing but an input that is not read", () => {
    const about = (name: string): readonly string[] => found(readFileSync(join(import.meta.dirname, "../corpus/contract", name), "utf8")).filter((one) => one.startsWith("POL08"));
    expect(about("pick.pol")).toEqual(["POL0810 velocity"]);
    expect(about("cruise.pol")).toEqual([]);
  });
});
