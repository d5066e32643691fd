import { describe, expect, test } from "vitest";
import { around, importedTrees } from "./trees.ts";

const notes = (node: string, strict = false): readonly string[] => importedTrees(around(node), { strict }).notes.flatMap((note) => /^BehaviorTree\.CPP and strict trees differ at (.*?): (.*)$/.exec(note)?.slice(1).join(": ") ?? []);
const LOSES = "where its child is not running when its time is over, that time is lost; strict fails then";
const SLIPS = "halted and begun again before time passes, it is over at once; strict waits";
const YIELDS = "between children that end at once it gives running; strict goes on in the same tick";
const WAKES = "the wake-up it asks for may be left over and make a later tick run twice; strict forgets it";
const SWALLOWS = "where its child is skipped it gives running; strict is skipped";
const STALLS = "it may give running with nothing running, where children were skipped; strict fails";
const STICKS = "after it was halted or its child skipped, it does not ask its condition again; strict does";
const THROWS = "it throws where its condition is skipped; in Pol, strict or not, it is skipped then";
const HALTS = "what is to be done on halting it is done whenever the tree is halted, whether it ran or not; in strict trees only if it ran";

describe("an import says where the two modes differ on the tree", () => {
  test.each<[string, readonly string[]]>([
    ["<Sequence><A/><B/></Sequence>", []],
    ['<Repeat num_cycles="3"><A/></Repeat>', [`\`Repeat\` (line 1): ${WAKES}`]],
    ['<Repeat num_cycles="1"><A/></Repeat>', []],
    ['<RetryUntilSuccessful num_attempts="-1" name="r"><A/></RetryUntilSuccessful>', [`\`r\` (line 1): ${WAKES}`]],
    ["<SequenceWithMemory><A/><B/></SequenceWithMemory>", [`\`SequenceWithMemory\` (line 1): ${YIELDS}`, `\`SequenceWithMemory\` (line 1): ${WAKES}`]],
    ["<SequenceWithMemory><A/></SequenceWithMemory>", []],
    ["<AsyncFallback><A/><B/></AsyncFallback>", [`\`AsyncFallback\` (line 1): ${WAKES}`]],
    ["<KeepRunningUntilFailure><A/></KeepRunningUntilFailure>", [`\`KeepRunningUntilFailure\` (line 1): ${SWALLOWS}`]],
    ["<KeepRunningUntilFailure><AlwaysSuccess/></KeepRunningUntilFailure>", []],
    ['<KeepRunningUntilFailure><AlwaysSuccess _while="x"/></KeepRunningUntilFailure>', [`\`KeepRunningUntilFailure\` (line 1): ${SWALLOWS}`]],
    ['<Parallel success_count="1" failure_count="1"><A/><B/></Parallel>', [`\`Parallel\` (line 1): ${STALLS}`]],
    ['<Parallel success_count="-1"><A/><B/></Parallel>', []],
    ['<Parallel success_count="1"><AlwaysSuccess/><AlwaysFailure/></Parallel>', []],
    ['<Precondition if="x"><A/></Precondition>', [`\`Precondition\` (line 1): ${STICKS}`]],
    ['<Precondition if="x"><AlwaysSuccess/></Precondition>', []],
    ["<IfThenElse><A/><B/></IfThenElse>", [`\`IfThenElse\` (line 1): ${THROWS}`]],
    ["<WhileDoElse><ScriptCondition code='x'/><B/></WhileDoElse>", []],
    ['<A _onHalted="x := 1"/>', [`\`A\` (line 1): ${HALTS}`]],
    ['<Timeout msec="20"><A/></Timeout>', [`\`Timeout\` (line 1): ${LOSES}`, `\`Timeout\` (line 1): ${WAKES}`]],
    ['<Timeout msec="20"><Sleep msec="40" name="s"/></Timeout>', [`\`s\` (line 1): ${SLIPS}`, `\`Timeout\` (line 1), \`s\` (line 1): ${WAKES}`]],
    ['<Sequence><KeepRunningUntilFailure name="a"><A/></KeepRunningUntilFailure>\n<KeepRunningUntilFailure name="b"><A/></KeepRunningUntilFailure></Sequence>', [`\`a\` (line 1), \`b\` (line 2): ${SWALLOWS}`]],
  ])("%s", (xml, expected) => {
    expect(notes(xml)).toEqual(expected);
    expect(notes(xml, true)).toEqual(expected);
  });

  test("through subtrees, and no longer than anybody reads", () => {
    const sub = '<root BTCPP_format="4" main_tree_to_execute="T"><BehaviorTree ID="S"><A/></BehaviorTree><BehaviorTree ID="T"><KeepRunningUntilFailure><SubTree ID="S"/></KeepRunningUntilFailure></BehaviorTree></root>';
    expect(importedTrees(sub).notes).toEqual([`BehaviorTree.CPP and strict trees differ at \`KeepRunningUntilFailure\` (line 1): ${SWALLOWS}`]);
    expect(notes(`<Sequence>${'<KeepRunningUntilFailure><A/></KeepRunningUntilFailure>'.repeat(20)}</Sequence>`)[0]).toContain(", 8 more: ");
  });
});
