import { describe, expect, test } from "vitest";
import { analyze } from "../../compiler/program.ts";
import { compileText } from "../../runtime/files/load.ts";
import { runTests } from "../../runtime/testing/tests.ts";

const ROBOT = `env robot at 10Hz {
  observe far:  [m] in 0..10
  observe lost: bool
  act speed: [m/s] in -1..1 default 0
  act lamp:  bool default false
}
policy net over robot = onnx("net.onnx")
extern fetch over robot
extern plan over robot (out way: text)
`;
const MAIN = `tree main over robot {
  blackboard { tries: int = 0 way: text = "none" at_last: [m] }
  reactive fallback {
    sequence search { check lost set { tries = tries + 1 at_last = far } run fetch }
    approach: do { speed = 1 } until far < 1m
  }
}
`;

/** What fails in one test: \`line: message\`, lines counted from the test's own. */
async function failures(steps: string, decls = MAIN, on = "main"): Promise<readonly string[]> {
  const text = `${ROBOT}${decls}test "t" on ${on} {\n${steps}\n}\n`;
  const [result] = await runTests(await compileText("a.pol", text, { models: "none" }));
  const first = text.slice(0, text.indexOf("test \"t\"")).split("\n").length;
  return result!.failures.map(({ line, message }) => `${line - first}: ${message}`);
}

describe("ticks", () => {
  test("at the env's rate, of a world that stays as it was said to be", async () => {
    expect(await failures("given { far = 3, lost = false }\nsimulate 1s\nexpect approach is running and root is running\nexpect speed == 1[m/s] and search is failure\nexpect far == 3m")).toEqual([]);
    expect(await failures("given { far = 3, lost = false }\nat 0.5s { far = 0.5 }\nsimulate 0.4s\nexpect approach is running\nsimulate 0.1s\nexpect approach is success and root is success")).toEqual([]);
  });
  test("`simulate 0s` is one tick, and more of them add up", async () => {
    const counter = "tree main over robot { blackboard { n: int = 0 } repeat forever { set { n = n + 1 } } }\n";
    expect(await failures("simulate 0s\nexpect n == 1\nsimulate 0.2s\nexpect n == 3\nsimulate 0.1s\nexpect n == 4", counter)).toEqual([]);
  });
  test("what is not given is unknown, and so is what nobody proposes", async () => {
    expect(await failures("given { lost = false }\nsimulate 0s\nexpect far > 1m\nexpect speed == 1[m/s]\nexpect lamp")).toEqual(["3: `far > 1m` is unknown at 0 s", "5: `lamp` is unknown at 0 s"]);
  });
  test("without a rate a tick is a second", async () => {
    expect(await failures("simulate 2s\nexpect n == 3", "env slow { observe a: bool }\ntree main over slow { blackboard { n: int = 0 } set { n = n + 1 } }\n")).toEqual([]);
  });
  test("where the env has dynamics, the proposal moves it", async () => {
    const rail = `env rail at 10Hz {
  observe far: [m] in 0..10
  act speed: [m/s] in -1..1 default 0
  dynamics { far' = -speed }
}
tree main over rail { do { speed = 1 } until far < 1m }
`;
    expect(await failures("given { far = 2.05 }\nsimulate 1s\nexpect far in 1.04m..1.06m and root is running\nsimulate 0.1s\nexpect root is success and (once root is running)", rail)).toEqual([]);
  });
});

describe("mocks", () => {
  test("answer visit by visit, the last for ever; a duration is so many samples", async () => {
    const lost = "given { far = 3, lost = true }\n";
    expect(await failures(`${lost}mock fetch gives running for 0.3s, failure, success\nsimulate 0.2s\nexpect fetch is running\nsimulate 0.1s\nexpect fetch is failure and approach is running\nsimulate 0.1s\nexpect fetch is success and approach is idle\nsimulate 1s\nexpect fetch is success`)).toEqual([]);
  });
  test("a leaf of the host that nobody mocks is running", async () => {
    expect(await failures("given { lost = true }\nsimulate 1s\nexpect fetch is running and tries == 1")).toEqual([]);
  });
  test("stand for any node: a check, a `do`, a whole branch", async () => {
    expect(await failures("mock search gives failure\nmock approach gives skip\nsimulate 0s\nexpect approach is skipped and fetch is idle\nexpect root is failure")).toEqual([]);
    expect(await failures("given { lost = false }\nmock check gives success\nsimulate 0s\nexpect fetch is running")).toEqual([]);
  });
  test("a later one takes over from its time on", async () => {
    expect(await failures("given { lost = true }\nmock fetch gives running\nat 0.3s { far = 2 }\nmock fetch gives success\nsimulate 0.2s\nexpect fetch is running\nsimulate 0.1s\nexpect fetch is success")).toEqual([]);
  });
  test("several visits in one tick take several answers", async () => {
    const twice = "tree part over robot { run fetch }\ntree main over robot { sequence { one: run part two: run part } }\n";
    expect(await failures("mock fetch gives success, failure\nsimulate 0s\nexpect one is success and two is success", twice)).toEqual([]);
    expect(await failures("mock `one/fetch` gives failure\nmock `two/fetch` gives success\nsimulate 0s\nexpect one is failure and `two/fetch` is idle", twice)).toEqual([]);
  });
});

describe("the blackboard and the policies", () => {
  test("entries are given, at the start and later, texts too", async () => {
    expect(await failures("given { lost = true, tries = 5, way = \"far\" }\nsimulate 0s\nexpect tries == 6 and way == \"far\" and way != \"none\"\nat 0.1s { tries = 0, far = 2 }\nsimulate 0.1s\nexpect tries == 0")).toEqual([]);
  });
  test("ports are entries of the host", async () => {
    const reach = "tree main over robot (limit: [m], out steps: int) { sequence { check far < limit set { steps = 1 } } }\n";
    expect(await failures("given { far = 3, limit = 2 }\nsimulate 0s\nexpect root is failure and steps is missing\nat 0.1s { limit = 4 }\nsimulate 0.1s\nexpect root is success and steps == 1", reach)).toEqual([]);
  });
  test("a policy gives what is said, and nothing before", async () => {
    const learned = "tree main over robot { fallback { do net do { lamp = true } } }\n";
    expect(await failures("simulate 0s\nexpect `do net` is failure and lamp\nat 0.1s { far = 1 }\nnet gives { speed = 0.5 }\nsimulate 0.1s\nexpect lamp and net is idle", learned)).toEqual([]);
    expect(await failures("net gives { speed = 0.5 }\nsimulate 0s\nexpect net is running and speed == 0.5[m/s] and not lamp", learned)).toEqual([]);
    expect(await failures("net gives { speed = 5 }\nsimulate 0s\nexpect net is failure", learned)).toEqual([]);
  });
});

describe("formulas", () => {
  test("look back over the ticks", async () => {
    expect(await failures("given { far = 3, lost = true }\nmock fetch gives running for 0.2s, failure\nat 0.3s { lost = false }\nsimulate 1s\nexpect once[0.9s] (fetch is running)\nexpect not once[0.8s] (fetch is running)\nexpect historically root is running\nexpect approach is running since fetch is failure\nexpect not rise (approach is running)")).toEqual([]);
  });
  test("what fails says when, and what the nodes gave", async () => {
    expect(await failures("given { far = 3, lost = false }\nsimulate 0.5s\nexpect approach is success or search is running"))
      .toEqual(["3: `approach is success or search is running` is false at 0.5 s, where `approach` is running and `search` is failure"]);
    expect(await failures("expect root is idle")).toEqual(["1: nothing has been simulated before this `expect`"]);
    expect(await failures("simulate 1s\nat 0.5s { far = 1 }\nexpect root is idle")).toEqual(["2: this time is over: 1 s have been simulated"]);
  });
  test("memories and what is about earlier samples are kept as in a guard", async () => {
    const held = "memory steps over robot: number = 0 then steps + 1\ntree main over robot { fallback { check historically[0.2s] lost check steps > 3 } }\n";
    expect(await failures("given { lost = false }\nsimulate 0.3s\nexpect root is failure\nsimulate 0.1s\nexpect root is success and check is failure\nat 0.5s { lost = true }\nsimulate 0.2s\nexpect check is failure\nsimulate 0.1s\nexpect check is success", held)).toEqual([]);
  });
});

describe("what makes no sense is told of", () => {
  const said = (steps: string): readonly string[] => analyze({ path: "a.pol", text: `${ROBOT}${MAIN}test "t" on main { simulate 1s expect root is idle ${steps} }\n` }, { readText: () => undefined, exists: () => true }).diagnostics
    .filter(({ severity }) => severity === "error").map(({ code, message, help }) => `${code} ${message}${help === undefined ? "" : ` | ${help}`}`);

  test.each([
    ["mock fetsh gives success", "POL0101 there is no node `fetsh` | did you mean `fetch`?"],
    ["expect serch is running", "POL0101 there is no node `serch` | did you mean `search`?"],
    ["expect search is runing", "POL0101 there is no outcome `runing` | did you mean `running`?"],
    ["given { triez = 1 }", "POL0101 there is no observation or entry `triez` | did you mean `tries`?"],
    ["given { far = 20 }", "POL0214 20 is outside 0..10"],
    ["given { tries = far / 1m }", "POL0103 observation `far` cannot be read in given values"],
    ["foo gives { speed = 1 }", "POL0101 there is no policy of this tree `foo`"],
    ["expect eventually fetch is success", "POL1006 this looks ahead, and it is judged at the newest tick: `once` and `historically` look back"],
    ["expect allow", "POL1003 `expect allow` does not fit a test on a tree"],
    ["with { far = 1 }", "POL1003 `with` does not fit a test on a tree"],
    ["mock fetch gives running for 0.25s", "POL0701 this is 2.5 samples at 10 a second | the nearest whole samples are 0.2s and 0.3s"],
  ])("%s", (step, message) => expect(said(step)).toEqual([message]));

  test("a name of several nodes", () => {
    const text = `${ROBOT}tree part over robot { run fetch }\ntree main over robot { sequence { one: run part two: run part } }\ntest "t" on main { simulate 1s expect fetch is running }\n`;
    const [first] = analyze({ path: "a.pol", text }, { readText: () => undefined, exists: () => true }).diagnostics.filter(({ severity }) => severity === "error");
    expect(first!.message).toBe("several nodes are called `fetch`: `one/fetch`, `two/fetch`; put the whole name in backticks, or give the one that is meant a label");
  });
});
