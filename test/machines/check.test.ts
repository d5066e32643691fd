import { describe, expect, test } from "vitest";
import type { SampledGuardIr } from "../../compiler/ir/ir.ts";
import { check } from "./both.ts";

const ENV = `env room at 10Hz { observe x: number in 0..100  observe on: bool  act u: number in -1..1 default 0 }
env other at 10Hz { observe x: number  act u: number default 0 }
env tools { tool read(path: text) }
policy net over room = onnx("net.onnx")
controller one over room { u = 0.1 }
controller far over other { u = 0.1 }
controller stand over room { }
spec calm over room = always x < 50
`;
const codes = (text: string): string[] => check(ENV + text).diagnostics.map(({ code }) => code);
const errors = (text: string): string[] => check(ENV + text).diagnostics.flatMap(({ code, severity }) => (severity === "error" ? [code] : []));
const machineOf = (text: string) => check(ENV + text).program.machines![0]!;

describe("names and types", () => {
  test.each([
    ["a start that is no state", "machine m over room { start b state a { may one } }", ["POL0101"]],
    ["a `go` to no state", "machine m over room { start a state a { may one go b when on } }", ["POL0101"]],
    ["two states of one name", "machine m over room { start a state a { may one } state a { may one } }", ["POL0102"]],
    ["someone nobody knows", "machine m over room { start a state a { may nobody } }", ["POL0101"]],
    ["a spec that may act", "machine m over room { start a state a { may calm } }", ["POL0106"]],
    ["a controller of another env", "machine m over room { start a state a { may far } }", ["POL0107"]],
    ["a policy that makes good", "machine m over room { start a state a { may one ensure on else rollback doing net } }", ["POL0106"]],
    ["a number as a condition", "machine m over room { start a state a { may one go a when x } }", ["POL0201"]],
    ["the action as it is judged", "machine m over room { start a state a { may one go a when u > 0 } }", ["POL0103"]],
    ["a `for` of half a sample", "machine m over room { start a state a { may one go a when on for 150ms } }", ["POL0701"]],
    ["a `within` of half a sample", "machine m over room { start a state a { may one ensure on within 150ms else rollback } }", ["POL0701"]],
    ["an entry that nobody declared", "machine m over room { start a state a { may one on entry { n = 1 } } }", ["POL0101"]],
    ["an entry of another type", "machine m over room { blackboard { n: number } start a state a { may one on entry { n = on } } }", ["POL0201"]],
    ["an entry twice", "machine m over room { blackboard { n: number n: bool } start a state a { may one } }", ["POL0102"]],
    ["an entry that is a time", "machine m over room { blackboard { n: time } start a state a { may one } }", ["POL0901"]],
    ["`on entry` twice", "machine m over room { blackboard { n: number } start a state a { may one on entry { n = 1 } on entry { n = 2 } } }", ["POL0906"]],
    ["an unknown machine", "guard g over room { propose one else stand follow m }", ["POL0101"]],
    ["no machine", "guard g over room { propose one else stand follow calm }", ["POL0106"]],
  ])("%s", (_, text, wanted) => expect(errors(text)).toEqual(wanted));

  test("what is said of what is not possible in a machine", () => {
    const { diagnostics } = check(`${ENV}machine m over room { blackboard { n: time } start a state a { may one } }`);
    expect(diagnostics.map(({ message }) => message)).toContain("an entry of type `time` is not possible in a machine");
  });
});

describe("the program", () => {
  test("has the machine, its durations in samples, and who follows it", () => {
    const text = `machine m over room {
      blackboard { tries: number = 2  way: text = "in"  seen: bool = true  none: number }
      start b
      state a { may one, net, one  go b when on for 300ms  ensure x > 5 within 1s else rollback doing one }
      state b { may net  go a when previous u > 0  on exit { tries = tries + 1 } }
    }
    guard g over room { propose net else one else stand follow m }\n`;
    const { program, diagnostics } = check(ENV + text);
    expect(diagnostics.filter(({ severity }) => severity === "error" || severity === "warning")).toEqual([]);
    const { entries, texts, start, states, later } = machineOf(text);
    expect({ entries, texts, start, later }).toEqual({
      entries: [["tries", "num", 2], ["way", "text", 0], ["seen", "bool", 2], ["none", "num", null]].map(([name, kind, first]) => ({ name, kind, start: first, counted: false })), texts: ["in"], start: 1, later: [],
    });
    expect(states[0]).toMatchObject({ name: "a", may: ["one", "net"], go: [{ to: 1, ticks: 3 }], ensures: [{ ticks: 10, doing: "one" }] });
    expect(states[1]).toMatchObject({ go: [{ to: 0, ticks: 0 }], exit: [{ entry: "tries" }] });
    expect(program.guards[0]).toMatchObject({ follows: "m", later: [] });
  });

  test("one without `follow` has none", () => expect((check(`${ENV}guard g over room { propose one else stand }`).program.guards[0] as SampledGuardIr).follows).toBeUndefined());
});

describe("what does not run yet is said, and keeps a guard that follows it out", () => {
  test("a machine over tool calls, and who follows one", () => {
    const text = `machine m over tools { start a state a { go b when once call read } state b { go a when not once call read } }
      privilege p over tools { allow read }
      guard g over tools { propose agent else tell "no" obey p follow m }\n`;
    expect(codes(text).filter((code) => code === "POL1201")).toHaveLength(2);
    const { program } = check(ENV + text);
    expect(program.machines![0]!.later).toEqual(["a machine over tool calls"]);
    expect(program.guards[0]!.later).toEqual(["`follow`"]);
    expect(program.envs.find(({ name }) => name === "tools")!.monitors ?? []).toEqual([]);
  });

  test("the future, and what a blackboard held before", () => {
    const of = (when: string) => check(`${ENV}machine m over room { blackboard { n: bool } start a state a { may one go a when ${when} } }\nguard g over room { propose one else stand follow m }\n`).program;
    expect(of("eventually[0s, 1s] on").guards[0]!.later).toEqual(["`eventually` in a guard"]);
    expect(of("once n").machines![0]!.later).toEqual(["`once` in a guard"]);
    expect(of("once on").machines![0]!.later).toEqual([]);
  });
});

describe("a tree too is kept out, and the guard that asks it", () => {
  const of = (text: string) => check(ENV + text).program;
  const asked = "guard g over room { propose t else stand }\n";
  test.each([
    ["by what is still to come", "tree t over room { check eventually[0s, 1s] on }", "`eventually` in a guard"],
    ["by what its blackboard held before", "tree t over room { blackboard { n: bool } check once n }", "`once` in a guard"],
    ["by a controller of one of its leaves", "controller ahead over room { u = if next on then 0 else 1 }\ntree t over room { do ahead }", "`next` in a guard"],
    ["by a policy of one of its leaves", "policy served over room = oip(\"net\")\ntree t over room { do served }", "`oip(…)`"],
  ])("%s", (_, text, why) => {
    const { trees, guards } = of(`${text}\n${asked}`);
    expect([trees![0]!.later, guards[0]!.later]).toEqual([[why], [why]]);
  });

  test("what is about earlier samples runs, in sets and what a leaf is given as well", () => {
    const { trees, guards, envs } = of(`extern plan over room (x: number)\ntree t over room { blackboard { n: number } sequence { set { n = previous x } run plan(x: previous x) } }\n${asked}`);
    expect([trees![0]!.later, guards[0]!.later]).toEqual([[], []]);
    expect(envs[0]!.monitors!.map(({ name }) => name)).toEqual(["previous x"]);
  });
});

describe("warnings", () => {
  const follow = "guard g over room { propose net else one else stand follow m }";
  test.each([
    ["a state that only itself leads to", `machine m over room { start a state a { may one go b when on } state b { may net go a when not on } state c { may net go c when on go a when on } }`, ["POL0920"]],
    ["no way on but round and round", `machine m over room { start a state a { may one go b when on } state b { may one go b when x > 5 } }`, ["POL0921"]],
    ["an ensure may lead back", `machine m over room { start a state a { may one go b when on } state b { may one ensure on else rollback } }`, []],
    ["a machine of one state has no way to go", `machine m over room { start a state a { may one } }`, []],
    ["the last proposer may be named", `machine m over room { start a state a { may one go b when on } state b { may stand go a when on } }\n${follow}`, []],
    ["who makes good is asked by nobody", `controller undo over room { }\nmachine m over room { start a state a { may one ensure on else rollback doing undo } }\n${follow}`, ["POL0922"]],
    ["in a tree it is used", `tree t over room { do net }\nmachine m over room { start a state a { may net } }\nguard g over room { propose t else stand follow m }`, []],
    ["an inline action always may", `tree t over room { do { u = 1 } }\nmachine m over room { start a state a { go b when on } state b { may stand go a when on } }\nguard g over room { propose t else stand follow m }`, []],
    ["nobody in the tree may", `tree t over room { do net }\nmachine m over room { start a state a { may net go b when on } state b { go a when on } }\nguard g over room { propose t else stand follow m }`, ["POL0923"]],
    ["nobody follows it", `machine m over room { start a state a { go b when on } state b { may net go a when on } }`, []],
    ["one of two guards uses it", `machine m over room { start a state a { may net, one } }\n${follow}\nguard h over room { propose net else stand follow m }`, []],
  ])("%s", (_, text, wanted) => expect(codes(text).filter((code) => code.startsWith("POL09"))).toEqual(wanted));
});
