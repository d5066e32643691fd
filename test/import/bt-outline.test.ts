import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importBt } from "../../compiler/import/bt/import.ts";
import { flat, importedTrees, mistakes } from "./trees.ts";

const tree = (outline: string): string => flat(importedTrees(outline).pol).replace(/^.*?(?=tree )/, "");

test("an outline as a language model writes it", () => {
  expect(importedTrees(`selector
    sequence
        condition enemy_near
        task Attack("sword", 2)
    task Patrol
`)).toEqual({
    pol: `env robot at 10Hz {
}

extern enemy_near over robot
extern Attack     over robot (arg1: text, arg2: number)
extern Patrol     over robot

tree Main over robot {
  fallback {
    sequence {
      run enemy_near
      run Attack(arg1: "sword", arg2: 2)
    }
    run Patrol
  }
}
`,
    notes: [],
    main: "Main",
  });
});

describe("its forms", () => {
  const meant = "tree Main over robot { fallback { sequence { run has_task run Chat(arg1: \"hi\") } run Idle } }";
  test.each([
    ["braces", 'selector{\n sequence {\n cond has_task()\n act Chat("hi")\n }\n act Idle()\n}'],
    ["braces on one line", 'selector { sequence { cond has_task; } task Idle }'.replace("has_task; ", 'has_task() act Chat("hi") ').replace("() act", "()\nact")],
    ["a fence, bullets and colons", '```\n- Selector:\n  - Sequence:\n    - Condition: has_task\n    - Action: Chat("hi")\n  - Action: Idle\n```'],
    ["numbers and tabs", '1. selector\n\t1. sequence\n\t\t1) check has_task\n\t\t2) do Chat("hi")\n\t2. do Idle'],
    ["comments", '# a tree\nfallback // the root\n  sequence\n    condition(has_task)\n    task Chat(\'hi\')  # says hi\n  task Idle'],
  ])("%s", (_, outline) => expect(tree(outline)).toBe(meant));

  test.each([
    ["tree patrol\n  task walk", "tree patrol over robot { run walk }"],
    ["root:\n  task walk", "tree Main over robot { run walk }"],
    ["sequence \"the round\"\n  task walk(x=1.5, to: {goal})", "tree Main over robot { blackboard { goal: text } `the round`: sequence { run walk(x: 1.5, `to`: goal) } }"],
    ["not condition enemy in range", "tree Main over robot { invert { run `enemy in range` } }"],
    ["inverter\n  cond a", "tree Main over robot { invert { run a } }"],
    ["repeat 3 times\n  task a", "tree Main over robot { repeat 3 { run a } }"],
    ["retry(2)\n  task a", "tree Main over robot { retry 2 { run a } }"],
    ["repeat\n  task a", "tree Main over robot { repeat forever { run a } }"],
    ["until failure\n  task a", "tree Main over robot { repeat until failure { run a } }"],
    ["parallel 1\n  task a\n  task b", "tree Main over robot { parallel success 1 { run a run b } }"],
    ["reactive selector\n  force_success\n    task a\n  succeed", "tree Main over robot { reactive fallback { force success { run a } succeed } }"],
    ["memory-sequence\n  task a\n  fail", "tree Main over robot { memory sequence { run a fail } }"],
  ])("%s", (outline, pol) => expect(tree(outline)).toBe(pol));
});

describe("each mistake has its place and says what to write instead", () => {
  test.each([
    ["selektor\n  task a", "1:1: `selektor` begins no node; did you mean `selector`?"],
    ["constructor\n  task a", "1:1: `constructor` begins no node; write `sequence`, `selector`, `condition NAME` or `task NAME`"],
    ["sequence\n  condition", "2:3: `condition` needs a name, as in `condition is_hungry`"],
    ["sequence", "1:1: `sequence` has nothing below it; write its nodes further in"],
    ["task a\n  task b", "2:3: `task` has nothing below it"],
    ["not\n  task a\n  task b", "3:3: `not` has one node below it; put a `sequence` or `selector` around these"],
    ["task a\ntask b", "2:1: an outline has one node at the outside; put a `sequence` or `selector` around these"],
    ["tree x\n  task a\n  task b", "3:3: `tree` has one node below it"],
    ["sequence { task a", "1:10: this `{` has no closing `}`"], ["sequence { task a } }", "1:21: this `}` closes nothing"], ["{ task a }", "1:1: `{` stands behind a node such as `sequence`"],
    ["```\n```", "1:1: the outline is empty; write a node such as `sequence` with what is in it below, further in"],
    ["task a`b", "1:6: a leaf called `a`b` cannot be named in Pol".replace("1:6", "1:1")],
    [Array.from({ length: 120 }, (_, i) => `${" ".repeat(i)}not`).join("\n"), "102:102: nested more than 100 levels deep"],
  ])("%s", (outline, message) => expect(mistakes(outline)[0]).toBe(message));
});

test("any outline gives Pol or a mistake, and never throws", () => {
  const words = ["sequence", "selector", "condition", "task", "not", "repeat", "3", "a", "(", ")", "{", "}", '"', ":", ",", "\n", "\n  ", "\n    ", "`", "#", "- ", "{x}", "é"];
  fc.assert(fc.property(fc.array(fc.constantFrom(...words), { maxLength: 20 }), (all) => { importBt(all.join(" ").replaceAll("\n ", "\n")); }), { numRuns: 1_000, seed: 7 });
});
