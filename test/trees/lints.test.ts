import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { analyze } from "../../compiler/program.ts";
import { corpus } from "../grammar/golden.ts";

const HOST = { readText: () => undefined, exists: () => true };

/** Code and marked text of all that is said: `POL0930 do go`. */
function found(text: string): readonly string[] {
  const { diagnostics } = analyze({ path: "a.pol", text }, HOST);
  return diagnostics.filter(({ code }) => code !== "POL0503").map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

const ENV = `env robot at 10Hz {
  observe far:  [m] in 0..10
  observe lost: bool
  act speed: [m/s] in -1..1 default 0
}
controller stand over robot { speed = 0 }
controller drive over robot { speed = far / 10s }
policy net over robot = onnx("net.onnx")
extern fetch over robot
extern plan over robot (out way: text)
`;
const program = (...decls: string[]): readonly string[] => found(`${ENV}${decls.join("\n")}\n`);
const tree = (root: string, head = ""): readonly string[] => program(`tree main over robot ${head} { ${root} }`);
const compatible = (root: string): readonly string[] => tree(root, "compatible");

test("the contract's arena, whose leaves end by themselves, is left in peace", () => {
  expect(found(readFileSync(corpus("contract/shooter.pol"), "utf8"))).toEqual([]);
});

describe("a branch that nothing leads to", () => {
  test("behind what never fails, never succeeds or never ends", () => {
    expect(tree("fallback { check lost succeed run fetch }")).toEqual(["POL0930 run fetch"]);
    expect(tree("sequence { force failure { wait 1s } do net until lost succeed }")).toEqual(["POL0930 do net until lost succeed"]);
    expect(tree("reactive fallback { run fetch do stand run fetch }")).toEqual(["POL0930 run fetch"]);
    expect(tree("memory sequence { invert { set { } } run fetch }")).toEqual(["POL0930 run fetch"]);
  });
  test("but not behind what may: a policy without an offer, a controller that may not fit, a leaf of the host", () => {
    expect(tree("reactive fallback { do net do drive run fetch succeed }")).toEqual([]);
    expect(tree("sequence { run fetch succeed wait 2s succeed }")).toEqual([]);
  });
  test("nor behind a controller that a machine may forbid", () => {
    const own = "tree main over robot { reactive fallback { do stand run fetch } }\nguard g over robot { propose main else stand }";
    const machine = "machine m over robot { start a state a { may stand go b when lost } state b { may drive go a when not lost } }\nguard h over robot { propose drive else stand follow m }";
    expect(program(own)).toContain("POL0930 run fetch");
    expect(program(own, machine).filter((one) => one.startsWith("POL0930"))).toEqual([]);
  });
  test("the branches of `if` and `while`, and what catches", () => {
    expect(tree("if succeed then run fetch else do net")).toEqual(["POL0930 do net"]);
    expect(tree("while invert { succeed } then run fetch else do net")).toEqual(["POL0930 run fetch"]);
    expect(tree("try { set { } check not lost } catch { run fetch }")).toEqual([]);
    expect(tree("try { set { } wait 1s } catch { run fetch }")).toEqual(["POL0930 run fetch"]);
    expect(tree("try { set { } wait 1s } catch on halt { run fetch }")).toEqual([]);
  });
  test("a case that is there already, and what never begins", () => {
    expect(tree("switch far { case 1m run fetch case 2m succeed case 1m do net else fail }")).toEqual(["POL0930 do net"]);
    expect(tree("switch lost { case true run fetch case false succeed }")).toEqual([]);
    expect(tree("when false { run fetch }")).toEqual(["POL0930 run fetch"]);
    expect(tree("sequence { run fetch } with { fail if true }")).toEqual(["POL0930 run fetch"]);
    expect(tree("sequence { run fetch } with { fail if lost skip if false }")).toEqual([]);
  });
  test("in Nav2's nodes", () => {
    expect(tree("pipeline sequence { force failure { wait 1s } run fetch }")).toEqual(["POL0930 run fetch"]);
    expect(tree("pipeline sequence { do stand run fetch }")).toEqual(["POL0930 run fetch"]);
    expect(tree("round robin { run fetch do stand do net }")).toEqual(["POL0930 do net"]);
    expect(tree("round robin { succeed run fetch }")).toEqual([]);
    expect(tree("recovery 2 { succeed } by { run fetch }")).toEqual(["POL0930 run fetch"]);
    expect(tree("recovery 0 { run fetch } by { do net }")).toEqual(["POL0930 do net"]);
    expect(tree("recovery 2 { every 1s { run fetch } } by { again if check lost then run fetch }")).toEqual([]);
  });
  test("is looked for in each tree by itself", () => {
    expect(program("tree part over robot { fallback { succeed run fetch } }", "tree main over robot { sequence { run part run fetch } }")).toEqual(["POL0930 run fetch"]);
    expect(program("tree part over robot { sequence { run fetch fail } }", "tree main over robot { sequence { run part run fetch } }")).toEqual(["POL0930 run fetch"]);
  });
});

describe("a condition that nobody asks again", () => {
  test("before a leaf without an end, however deep", () => {
    expect(tree("sequence { check lost do net }")).toEqual(["POL0931 check lost"]);
    expect(tree("sequence { invert { check lost } succeed retry 3 { run fetch } }")).toEqual(["POL0931 invert { check lost }"]);
    expect(tree("fallback { check lost do net }")).toEqual(["POL0931 check lost"]);
    expect(program("tree part over robot { do net }", "tree main over robot { sequence { check lost run part } }")).toEqual(["POL0931 check lost"]);
  });
  test("not before what ends by itself", () => {
    expect(tree("sequence { check lost do net until far > 2m do stand for 2s wait 1s timeout 3s { do net } }")).toEqual([]);
    expect(tree("fallback { check lost run fetch }")).toEqual([]);
  });
  test("not where it is asked at every tick, here or above, by itself or within more", () => {
    expect(tree("reactive sequence { check lost do net }")).toEqual([]);
    expect(tree("pipeline sequence { check lost do net }")).toEqual([]);
    expect(tree("sequence { check lost do net with { while far > 1m } }")).toEqual([]);
    expect(tree("reactive sequence { check lost and far > 1m sequence { check lost run fetch } }")).toEqual([]);
    expect(tree("while check lost then { sequence { check lost run fetch } }")).toEqual([]);
    expect(tree("sequence { check lost run fetch } with { while lost }")).toEqual([]);
    expect(tree("reactive sequence { check far > 1m sequence { check lost run fetch } }")).toEqual(["POL0931 check lost"]);
  });
  test("not of the blackboard, which changes where somebody writes", () => {
    expect(tree("blackboard { n: number = 1 } sequence { check n > 0 run fetch }")).toEqual([]);
  });
});

describe("several children that run in a reactive node", () => {
  test("one that always takes time begins anew, and halts the next", () => {
    expect(tree("reactive sequence { do stand for 2s run fetch }")).toEqual(["POL0933 do stand for 2s"]);
    expect(tree("reactive fallback { timeout 1s { invert { wait 2s } } do stand }")).toEqual(["POL0933 timeout 1s { invert { wait 2s } }"]);
    expect(tree("reactive sequence { wait 2s check lost }")).toEqual([]);
  });
  test("not where the first may be done at once, or is asked once", () => {
    expect(tree("reactive sequence { do stand until lost run fetch }")).toEqual([]);
    expect(tree("reactive sequence { run once { do stand for 2s } run fetch }")).toEqual([]);
    expect(tree("reactive fallback { reactive sequence { check lost do stand for 2s } do net }")).toEqual([]);
    expect(tree("sequence { do stand for 2s run fetch }")).toEqual([]);
  });
  test("that library refuses two `async sequence` in a `reactive sequence`, and no more than that", () => {
    const pair = (outer: string, inner: string): string => `${outer} { ${inner} { run fetch run fetch } ${inner} { run fetch run fetch } }`;
    expect(compatible(pair("reactive sequence", "async sequence"))).toContain("POL0932 async sequence { run fetch run fetch }");
    for (const other of [pair("reactive sequence", "async fallback"), pair("reactive fallback", "async sequence"), pair("reactive sequence", "sequence"), pair("sequence", "async sequence")])
      expect(compatible(other).filter((one) => one.startsWith("POL0932"))).toEqual([]);
    expect(tree(pair("reactive sequence", "async sequence")).filter((one) => one.startsWith("POL0932"))).toEqual([]);
  });
});

describe("a tree that can fail before the last resort", () => {
  const guarded = (root: string, guard = "propose main else stand"): readonly string[] => program(`tree main over robot { ${root} }`, `guard g over robot { ${guard} }`);

  test("by its conditions, or by a time that runs out", () => {
    expect(guarded("reactive sequence { check lost do net }")).toEqual(["POL0934 main"]);
    expect(guarded("timeout 3s { do net }")).toEqual(["POL0934 main"]);
    expect(guarded("do net with { skip if lost }")).toEqual(["POL0934 main"]);
  });
  test("not where only a policy's silence ends it, where something else is asked next, or nobody asks it", () => {
    expect(guarded("reactive fallback { reactive sequence { check lost do net } do net }")).toEqual([]);
    expect(guarded("reactive sequence { check lost do net }", "propose main else net else stand")).toEqual([]);
    expect(tree("reactive sequence { check lost do net }")).toEqual([]);
  });
});

describe("a loop that only spins", () => {
  test("for ever, with nothing in it", () => {
    expect(tree("retry forever { fail }")).toEqual(["POL0935 retry forever { fail }"]);
    expect(tree("repeat forever { force success { check lost } }")).toEqual(["POL0935 repeat forever { force success { check lost } }"]);
  });
  test("not where it waits, counts or does", () => {
    expect(tree("retry forever { check lost }")).toEqual([]);
    expect(tree("repeat forever { wait 1s }")).toEqual([]);
    expect(tree("retry forever { fail } with { while not lost }")).toEqual([]);
    expect(tree("repeat forever { set { n = n + 1 } }", "(inout n: number)")).toEqual([]);
  });
  test("compatible, that library would not come back from a counter either", () => {
    expect(tree("repeat forever { set { n = n + 1 } }", "compatible (inout n: number)")).toEqual(["POL0935 repeat forever { set { n = n + 1 } }"]);
  });
});

test("a condition that can be skipped is told of where that library throws", () => {
  expect(compatible("if run fetch with { skip if lost } then succeed")).toEqual(["POL0936 run fetch with { skip if lost }"]);
  expect(compatible("while run once then skip { run fetch } then succeed")).toEqual(["POL0936 run once then skip { run fetch }"]);
  expect(compatible("if run fetch with { fail if lost } then succeed")).toEqual([]);
  expect(tree("if run fetch with { skip if lost } then succeed")).toEqual([]);
});

describe("entries and ports that are for nothing", () => {
  test("one that is never known", () => {
    expect(tree("blackboard { goal: [m] } check far < goal")).toEqual(["POL0937 goal"]);
    expect(tree("blackboard { goal: [m] = 1 } check far < goal")).toEqual([]);
    expect(tree("blackboard { way: text } sequence { run plan(way: way) check way == \"a\" }")).toEqual([]);
  });
  test("one that nobody reads, but for itself", () => {
    expect(tree("blackboard { n: number = 0 } set { n = n + 1 }")).toEqual(["POL0938 n"]);
    expect(tree("blackboard { n: number = 0 } succeed")).toEqual(["POL0938 n"]);
    expect(tree("blackboard { n: number = 0 } sequence { set { n = n + 1 } updated n }")).toEqual([]);
    expect(tree("blackboard { p: vec3[m] = 0 } check p.y < far")).toEqual([]);
  });
  test("a test or a claim reads too", () => {
    const counted = "tree main over robot { blackboard { n: number = 0 } set { n = n + 1 } }";
    expect(program(counted, "test \"t\" on main { simulate 1s expect n > 3 }")).toEqual([]);
    expect(program(counted, "prove \"p\" main always n >= 1")).toEqual([]);
  });
  test("a port that the tree does not look at or write, or that nobody takes", () => {
    expect(tree("succeed", "(a: number, out b: number, inout c: number)")).toEqual(["POL0939 a", "POL0939 b", "POL0939 c"]);
    expect(tree("sequence { check a > 0 set { b = 1 c = 2 } }", "(a: number, out b: number, inout c: number)")).toEqual([]);
    const part = "tree part over robot (out b: number) { set { b = 1 } }";
    expect(program(part, "tree main over robot { run part }")).toEqual(["POL0939 b"]);
    expect(program(part, "tree main over robot { blackboard { x: number } sequence { run part(b: x) check x > 0 } }")).toEqual([]);
  });
});
