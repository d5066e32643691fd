import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BtExport, exportBt } from "../../compiler/export/bt/export.ts";
import { importBt } from "../../compiler/import/bt/import.ts";

const ENV = "env robot at 10Hz { }\nextern A over robot\nextern P over robot (x: number, inout y: text, out z: bool)\n";
const BOARD = "blackboard { a: number b: number c: bool s: text }";

function exported(pol: string, tree?: string): BtExport {
  const result = exportBt(pol, tree);
  if ("errors" in result) throw new Error(JSON.stringify(result.errors));
  return result;
}

/** The XML of one node. */
const nodeOf = (node: string): string => /<BehaviorTree ID="T">\s*(.*?)\s*<\/BehaviorTree>/s.exec(exported(`${ENV}tree T over robot compatible { ${BOARD} ${node} }`).xml)![1]!.replace(/>\s+</g, "><");
const mistakes = (pol: string, tree?: string): readonly string[] => {
  const result = exportBt(pol, tree);
  return "errors" in result ? result.errors.map(({ line, column, message }) => `${line}:${column}: ${message}`) : [];
};

test("a whole file", () => {
  const pol = `env robot at 10Hz {
}

extern MoveTo over robot (goal: text, speed: number)

/// Goes round.
tree Patrol over robot compatible (goal: text) {
  blackboard {
    n: number
  }

  lap: sequence {
    there: run MoveTo(goal: goal, speed: 0.5) with {
      skip if n > 3 and goal == "home"
      on success { n = n + 1 }
    }
    run Rest(long: true)
  }
}

tree Rest over robot compatible (long: bool) {
  timeout 2s {
    check long
  }
}
`;
  const { xml, notes, main } = exported(pol);
  expect({ xml, notes, main }).toEqual({
    xml: `<root BTCPP_format="4" main_tree_to_execute="Patrol">
  <BehaviorTree ID="Patrol" _description="Goes round.">
    <Sequence name="lap">
      <MoveTo name="there" goal="{goal}" speed="0.5" _skipIf="n &gt; 3 &amp;&amp; goal == 'home'" _onSuccess="n := n + 1"/>
      <SubTree ID="Rest" long="true"/>
    </Sequence>
  </BehaviorTree>
  <BehaviorTree ID="Rest">
    <Timeout msec="2000">
      <ScriptCondition code="long"/>
    </Timeout>
  </BehaviorTree>
  <TreeNodesModel>
    <Action ID="MoveTo">
      <input_port name="goal" type="std::string"/>
      <input_port name="speed" type="double"/>
    </Action>
  </TreeNodesModel>
</root>
`,
    notes: [], main: "Patrol",
  });
  expect(importBt(xml)).toMatchObject({ pol });
});

describe("each node", () => {
  test.each([
    ["memory sequence { run A }", "<SequenceWithMemory><A/></SequenceWithMemory>"], ["async fallback { run A }", "<AsyncFallback><A/></AsyncFallback>"],
    ["parallel success a failure -1 { run A }", '<Parallel success_count="{a}" failure_count="-1"><A/></Parallel>'], ["parallel all failure 2 { run A }", '<ParallelAll max_failures="2"><A/></ParallelAll>'],
    ["if run A then succeed else fail", "<IfThenElse><A/><AlwaysSuccess/><AlwaysFailure/></IfThenElse>"], ["while run A then succeed", "<WhileDoElse><A/><AlwaysSuccess/></WhileDoElse>"],
    ['switch s { case "x" run A case "y" succeed }', '<Switch2 variable="{s}" case_1="x" case_2="y"><A/><AlwaysSuccess/><AlwaysFailure/></Switch2>'],
    ["try { run A } catch on halt { succeed }", '<TryCatch catch_on_halt="true"><A/><AlwaysSuccess/></TryCatch>'],
    ["invert { run A }", "<Inverter><A/></Inverter>"], ["run once { run A }", '<RunOnce then_skip="false"><A/></RunOnce>'], ["run once then skip { run A }", "<RunOnce><A/></RunOnce>"],
    ["repeat until failure { run A }", "<KeepRunningUntilFailure><A/></KeepRunningUntilFailure>"], ["retry forever { run A }", '<RetryUntilSuccessful num_attempts="-1"><A/></RetryUntilSuccessful>'], ["repeat a { run A }", '<Repeat num_cycles="{a}"><A/></Repeat>'],
    ["timeout 2min { run A }", '<Timeout msec="120000"><A/></Timeout>'], ["delay a * 1ms { run A }", '<Delay delay_msec="{a}"><A/></Delay>'], ["wait 1.5s", '<Sleep msec="1500"/>'],
    ["when a > 1 else running { run A }", '<Precondition if="a &gt; 1" else="RUNNING"><A/></Precondition>'],
    ["loop a in 1, -2 else skip { run A }", '<LoopInt queue="1;-2" value="{a}" if_empty="SKIPPED"><A/></LoopInt>'], ["loop a in 1.5 { run A }", '<LoopDouble queue="1.5" value="{a}"><A/></LoopDouble>'],
    ["loop c in true, false { run A }", '<LoopBool queue="true;false" value="{c}"><A/></LoopBool>'], ['loop s in "x", "y z" { run A }', '<LoopString queue="x;y z" value="{s}"><A/></LoopString>'],
    ["pipeline sequence { run A }", "<PipelineSequence><A/></PipelineSequence>"], ["round robin { run A }", "<RoundRobin><A/></RoundRobin>"], ["recovery 2 { run A } by { succeed }", '<RecoveryNode number_of_retries="2"><A/><AlwaysSuccess/></RecoveryNode>'],
    ["every 3.003003003003003s { run A }", '<RateController hz="0.333"><A/></RateController>'], ["every 1s / a { run A }", '<RateController hz="{a}"><A/></RateController>'],
    ["updated a", '<WasEntryUpdated entry="{a}"/>'], ["updated a { run A }", '<SkipUnlessUpdated entry="{a}"><A/></SkipUnlessUpdated>'], ["updated a else running { run A }", '<WaitValueUpdate entry="{a}"><A/></WaitValueUpdate>'],
    ["set { a = 1 b = a * 2 }", '<Script code="a := 1; b := a * 2"/>'], ["run P(x: a, y: s, z: c)", '<P x="{a}" y="{s}" z="{c}"/>'], ["n: run P(x: -1.5)", '<P name="n" x="-1.5"/>'],
    ["run A with { fail if c succeed if a == 1 skip if not c while truth(a) on success { a = 1 } on failure { a = 2 } on halt { a = 3 } finally { a = 4 } }",
      '<A _failureIf="c" _successIf="a == 1" _skipIf="!c" _while="a" _onSuccess="a := 1" _onFailure="a := 2" _onHalted="a := 3" _post="a := 4"/>'],
  ])("%s", (pol, xml) => expect(nodeOf(pol)).toBe(xml));
});

describe("each expression", () => {
  test.each([
    ["a < b and (b <= 3 or c)", "a &lt; b &amp;&amp; (b &lt;= 3 || c)"], ["a > 1 or b > 1 and c", "a &gt; 1 || (b &gt; 1 &amp;&amp; c)"], ["a > 1 or b > 1 or c", "a &gt; 1 || b &gt; 1 || c"],
    ["not (a == 1)", "!(a == 1)"], ["c iff a > 1", "c == (a &gt; 1)"], ["c xor a > 1", "c != (a &gt; 1)"], ["c implies a > 1", "!c || a &gt; 1"], ["a in 1..3", "a &gt;= 1 &amp;&amp; a &lt;= 3"],
    ["a - (b - 1) == 2 * (a + b) / 3", "a - (b - 1) == 2 * (a + b) / 3"], ["(if c then 1 else 2) > -a", "(c ? 1 : 2) &gt; -a"], ["if c then a > 1 else b > 1", "c ? a &gt; 1 : b &gt; 1"], [`s == "it's"`, "s == &quot;it's&quot;"], ["s != \"x\"", "s != 'x'"],
  ])("%s", (pol, script) => expect(nodeOf(`check ${pol}`)).toBe(`<ScriptCondition code="${script}"/>`));
});

describe("the tree that is asked for, and those it runs", () => {
  const pol = `${ENV}tree One over robot { run Two }\ntree Two over robot { run A }\ntree Three over robot { run Two }\n`;
  test("all of them, and the first that no other runs", () => expect(exported(pol)).toMatchObject({ main: "One", xml: expect.stringContaining('ID="Three"') }));
  test("one", () => {
    const { xml, main } = exported(pol, "Three");
    expect([main, [...xml.matchAll(/BehaviorTree ID="(\w+)"/g)].map(([, id]) => id)]).toEqual(["Three", ["Two", "Three"]]);
  });
  test("strict trees are told", () => expect(exported(pol, "Two").notes).toEqual(["`Two` is strict: `pol import bt` of this file says what BehaviorTree.CPP does otherwise"]));
  test("what is not there", () => {
    expect(mistakes(pol, "Tow")).toEqual(["1:1: this file has no tree `Tow`; did you mean `Two`?"]);
    expect(mistakes("env robot at 10Hz { }")).toEqual(["1:1: this file has no tree"]);
  });
});

test("Nav2's decorators that ask the world", () => {
  const { xml } = exported(`${ENV}extern DistanceController over robot (distance: number)\nextern PathLongerOnApproach over robot\ntree T over robot { sequence { n: again if run DistanceController(distance: 2) then run A while run PathLongerOnApproach then run A else succeed } }`);
  expect(xml.replace(/>\s+</g, "><")).toContain('<DistanceController name="n" distance="2"><A/></DistanceController><PathLongerOnApproach><A/></PathLongerOnApproach>');
});

test("an entry that only hands a literal to a subtree is that literal", () => {
  const { xml } = exported(`${ENV}tree T over robot { blackboard { k: number = 5 } run S(n: k) }\ntree S over robot (inout n: number) { set { n = n + 1 } }`);
  expect(xml).toContain('<SubTree ID="S" n="5"/>');
});

describe("what has no equivalent is reported", () => {
  const robot = "env robot at 10Hz { observe speed: number act go: number in 0..1 default 0 }\nextern A over robot\n";
  test.each([
    ["check speed > 1", "3:66: `speed` is no entry of the blackboard, and BehaviorTree.CPP's scripts read nothing else"],
    ["do { go = 1 } for 1s", "3:60: a leaf that proposes an action has no equivalent in BehaviorTree.CPP; write `run` and an `extern` leaf"],
    ["check abs(a) > 1", "3:66: BehaviorTree.CPP's scripts have no equivalent of `abs`; let a leaf compute it"],
    ["check a^2 > 1", "3:66: BehaviorTree.CPP's scripts have no equivalent of `^`; let a leaf compute it"],
    ["check once[1s] (a > 1)", "3:66: BehaviorTree.CPP's scripts have no equivalent of this expression; let a leaf compute it"],
    ["retry a + 1 { run A }", "3:66: a port of BehaviorTree.CPP takes a literal or an entry; write this into an entry with `set` before"],
    ["wait 0.1ms", "3:65: this is no whole number of milliseconds, which is what BehaviorTree.CPP counts in"],
    ["timeout a * 1s { run A }", "3:68: a length of time in BehaviorTree.CPP is a literal, or an entry that holds milliseconds: `t * 1ms`"],
    ["switch a { case 1 run A }", "3:60: a switch of BehaviorTree.CPP has 2 to 6 cases, and this has 1"],
    ["loop a in a { run A }", "3:70: BehaviorTree.CPP's loops go over literals, and none of them holds `;`"],
    ["check a > 1 and `a b` > 1", "3:76: an entry called `a b` cannot be named in a script of BehaviorTree.CPP"],
    ["again if check a > 1 then run A", "3:60: BehaviorTree.CPP has no `again`; Nav2 has it with a leaf called `DistanceController`, `SpeedController`, `GoalUpdatedController`, `GoalUpdater`"],
    ["every a * 1s { run A }", "3:66: the period of Nav2's rate controller is a literal, or an entry that holds a rate: `1s / r`"],
    ["run Sequence", "3:64: BehaviorTree.CPP has a node of its own called `Sequence`"],
  ])("%s", (node, message) => {
    const board = "tree T over robot { blackboard { a: number `a b`: number } ";
    expect(mistakes(`${robot}${board}${node} }\nextern Sequence over robot`)).toEqual([message]);
  });

  test.each([
    ["tree T over robot { blackboard { a: number = 1 } check a > 1 }", "3:34: `a` starts with a value, for which XML has no place; write it in a `set` at the beginning, or let the host do it"],
    ["tree T over robot { blackboard { d: [m] } run A }", "3:37: `d` is no plain number, truth value or text, and BehaviorTree.CPP knows other types from C++ alone"],
    ["tree T over robot { run }", "3:21: expected a node but found `run`"],
  ])("%s", (tree, message) => expect(mistakes(`${robot}${tree}`)[0]).toBe(message));
});

const condition = fc.constantFrom("v", "!v", "v == 1 &amp;&amp; w &gt; 2", "v &lt; w || w &gt;= 2", "(v > 0) ? w == 1 : true", "s == 'x'");
const script = fc.constantFrom("v := w * 2 - 1", "w += 1; v -= 2", "s := 'x y'", "v = w");
const attribute = fc.oneof(fc.tuple(fc.constantFrom("_skipIf", "_failureIf", "_successIf", "_while"), condition), fc.tuple(fc.constantFrom("_onSuccess", "_onFailure", "_onHalted", "_post"), script));
const around = fc.uniqueArray(attribute, { maxLength: 2, selector: ([key]) => key }).map((all) => all.map(([key, value]) => ` ${key}="${value}"`).join(""));
const leaf = fc.oneof(
  fc.constantFrom("A", "B x='3' y='{s}'", "AlwaysSuccess", "Sleep msec='120'", "WasEntryUpdated entry='{v}'", "SubTree ID='Sub' p='{v}' q='4'", "SubTree ID='Sub' _autoremap='true'"),
  condition.map((code) => `ScriptCondition code="${code}"`), script.map((code) => `Script code="${code}"`),
);
const wrapper = fc.constantFrom("Inverter", "ForceSuccess", "ForceFailure", "RunOnce", "RunOnce then_skip='false'", "KeepRunningUntilFailure", "Repeat num_cycles='3'", "RetryUntilSuccessful num_attempts='{w}'", "Timeout msec='2000'", "Delay delay_msec='{v}'", "Precondition if='v &gt; 1' else='SKIPPED'", "LoopInt queue='1;2' value='{v}'", "RateController hz='0.3'", "DistanceController distance='2'", "GoalUpdater input_goal='{s}'", "PathLongerOnApproach path='{s}'", "SkipUnlessUpdated entry='{v}'", "WaitValueUpdate entry='{s}'");
const composite = fc.constantFrom("Sequence", "ReactiveSequence", "SequenceWithMemory", "Fallback", "ReactiveFallback", "AsyncFallback", "PipelineSequence", "RoundRobin", "Parallel success_count='1' failure_count='{v}'", "ParallelAll max_failures='2'", "TryCatch catch_on_halt='true'", "IfThenElse", "WhileDoElse", "Switch2 variable='{s}' case_1='x' case_2='y'");
const node = fc.letrec<{ readonly node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 }, fc.tuple(leaf, around).map(([is, a]) => `<${is}${a}/>`),
    fc.tuple(wrapper, around, tie("node")).map(([is, a, child]) => `<${is}${a}>${child}</${is.split(" ")[0]}>`),
    fc.tuple(composite, around, fc.tuple(tie("node"), tie("node"), tie("node"))).map(([is, a, all]) => `<${is}${a}>${all.join("")}</${is.split(" ")[0]}>`),
  ),
})).node;

test("what is imported, exported and imported again is the same", () => {
  const sub = '<BehaviorTree ID="Sub"><Script code="v := p + q"/></BehaviorTree>';
  fc.assert(fc.property(node, (xml) => {
    const first = importBt(`<root BTCPP_format="4" main_tree_to_execute="Main"><BehaviorTree ID="Main">${xml}</BehaviorTree>${sub}</root>`);
    if ("errors" in first) return;
    const again = importBt(exported(first.pol).xml);
    expect("errors" in again ? again.errors : again.pol).toEqual(first.pol);
  }), { numRuns: process.env["POL_LONG"] === "1" ? 5_000 : 300, seed: 7 });
});
