import { describe, expect, test } from "vitest";
import { analyze } from "../../compiler/program.ts";
import { HARD, SOFT } from "../../grammar/tokens.ts";
import { imported } from "./imported.ts";

test("a bare formula", () => {
  expect(imported("always[0,5](x > 0)")).toEqual({
    pol: `env signals at 1Hz {
  observe x: number
}

/// Imported from RTAMT: always[0,5](x > 0)
spec out over signals = always[0s, 5s] x > 0
`,
    notes: [],
    main: "out",
  });
});

test("a whole text", () => {
  const text = `/* Braking.
   And more. */
specification Braking
from car_msgs.msg import Wheel

input float speed      // of the car
input Wheel wheel
output float braked
int gear
float limit_ms = 2 * speed
const float slip = .5
const int far = 3

@ topic(speed, car/speed)
@topic(wheel, car/wheel)

slow = speed <= far;
margin = slip -  // per cent
  wheel.slip;
braked = always(not slow -> eventually[0:2](slow and margin > 0 and wheel.locked < 1));`;
  expect(imported(text)).toEqual({
    pol: `/// The signals of RTAMT's specification Braking.
env signals at 1Hz {
  observe speed:        number
  observe wheel_slip:   number
  observe wheel_locked: number
  observe gear:         number
  observe limit_ms:     number
}

const slip = 0.5
const far  = 3

/// Imported from RTAMT: slow = speed <= far
spec slow over signals = speed <= far

/// Imported from RTAMT: margin = slip - wheel.slip
spec margin over signals = slip - wheel_slip >= 0

/// Imported from RTAMT: braked = always(not slow -> eventually[0:2](slow and margin > 0 and wheel.locked < 1))
spec braked over signals = always (not slow implies eventually[0s, 2s] (slow and robustness(margin) > 0 and wheel_locked < 1))
`,
    notes: [
      "the value that `limit_ms` is declared with is left out: RTAMT does not use it either",
      "`wheel.slip` is called `wheel_slip` here",
      "`wheel.locked` is called `wheel_locked` here",
      "ROS topics are left out: `speed`, `wheel`",
      "imports are left out: each field of a message is an observation of its own",
    ],
    main: "braked",
  });
});

test("`;` may be missing at the end of a line, and before a formula with a name", () => {
  const { pol, main } = imported("a = x > 0 b = y > 0\na -> b");
  expect(pol).toContain("spec a over signals = x > 0\n");
  expect(pol).toContain("spec b over signals = y > 0\n");
  expect(pol).toContain(`spec ${main} over signals = a implies b\n`);
});

test("a name means the formula it was last given, and before that an input", () => {
  const { pol, notes, main } = imported("x = x > 0; x = not x; x and y > 0;");
  expect(pol).toContain("spec x_2 over signals = x > 0\n");
  expect(pol).toContain("spec x_3 over signals = not x_2\n");
  expect(pol).toContain("spec out over signals = x_3 and y > 0\n");
  expect(notes).toEqual(["`x` is called `x_2` here", "`x` is called `x_3` here"]);
  expect(main).toBe("out");
});

test("several formulas without a name: the last one is the output", () => {
  const { pol, main } = imported("x > 0; out > 1;");
  expect(main).toBe("out_2");
  expect(pol).toContain("spec out_2 over signals = robustness(out) > 1\n");
});

test("helpers come before what needs them, and once each", () => {
  const { pol } = imported("a = (x > (y > 0)) <-> (z > 0); a xor (z > 0);");
  expect([...pol.matchAll(/^spec (\w+) over signals = (.*)$/gm)].map(([, name, formula]) => `${name}: ${formula}`)).toEqual([
    "part_1: y > 0", "part_2: x > robustness(part_1)", "part_3: z > 0", "a: robustness(part_2) == robustness(part_3)", "out: robustness(a) != robustness(part_3)",
  ]);
});

test("says where RTAMT's own measure is kept although it is not sound", () => {
  expect(imported("x > 0 <-> y > 0").notes).toEqual([expect.stringContaining("Pol's own `iff` has no such gap")]);
  expect(imported("x > 0 xor y > 0").notes).toEqual([expect.stringContaining("Pol's own `xor` has no such gap")]);
});

describe("the rate", () => {
  test.each([
    [1, "s", "1Hz"], [500, "ms", "2Hz"], [0.1, "s", "10Hz"], [400, "ms", "2.5Hz"], [10, "s", "0.1Hz"], [1, "us", "1000000Hz"], [80, "ms", "12.5Hz"],
    [3, "s", "3s"], [7, "ms", "7ms"], [100, "s", "100s"], [0.7, "us", "0.7us"], [3, "ns", "3ns"],
  ] as const)("%d %s", (value, unit, rate) => {
    expect(imported("x > 0", { period: { value, unit } }).pol).toContain(`env signals at ${rate} {`);
  });
});

describe("names", () => {
  test.each(["x/2", "a.b.c", "$x", "a//b"])("%s is renamed, with a note", (name) => {
    const { pol, notes } = imported(`${name} > 0`);
    const called = name.replace(/\W/g, "_");
    expect(pol).toContain(`observe ${called}: number`);
    expect(notes).toEqual([expect.stringContaining(`\`${called}\``)]);
  });

  test("two that would be one are kept apart", () => {
    expect(imported("a.b > a_b").pol).toContain("= a_b > a_b_2\n");
  });

  test("the env's name is taken", () => {
    expect(imported("signals = x > 0; signals;").pol).toContain("spec out over signals = signals_2\n");
    expect(imported("const float world = 1 x > world", { env: "world" }).pol).toContain("spec out over world = x > world_2\n");
    expect(imported("signals > 0").pol).toContain("observe signals: number");
  });

  // Words of both languages are words of RTAMT's before they are names.
  const own = new Set(["not", "and", "or", "iff", "implies", "xor", "always", "eventually", "historically", "once", "until", "unless", "since", "next", "rise", "fall", "from", "const", "true", "false", "log"]);
  test.each([...HARD, ...SOFT].filter((word) => !own.has(word)))("`%s`, a word of Pol's, can name anything", (word) => {
    for (const text of [`${word} > 0`, `${word} = x > 0; once[0,1] ${word} and ${word} + 1 > 0;`, `const int ${word} = 1 ${word} > x`]) imported(text);
    const { pol } = imported("x > 0", { env: word });
    expect(analyze({ path: "a.pol", text: pol }, { readText: () => undefined, exists: () => false }).program.envs[0]!.name).toBe(word);
  });
});
