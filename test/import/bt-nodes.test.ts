import { describe, expect, test } from "vitest";
import { around, flat, importedTrees, mistakes, nodeOf } from "./trees.ts";

test("a whole file", () => {
  const xml = `<?xml version="1.0"?>
<root BTCPP_format="4" main_tree_to_execute="Patrol">
  <!-- One round. -->
  <BehaviorTree ID="Patrol" _description="Goes round.">
    <ReactiveSequence name="safe">
      <BatteryOk _skipIf="charging"/>
      <Sequence name="lap">
        <Action ID="MoveTo" name="go there" goal="{goal}" speed="0.5"/>
        <Timeout msec="1500"><Look/></Timeout>
        <Script code="rounds += 1"/>
      </Sequence>
    </ReactiveSequence>
  </BehaviorTree>
</root>`;
  expect(importedTrees(xml)).toEqual({
    pol: `env robot at 10Hz {
}

extern BatteryOk over robot
extern MoveTo    over robot (inout goal: text, speed: number)
extern Look      over robot

/// Goes round.
tree Patrol over robot compatible (charging: number, out rounds: number) {
  blackboard {
    goal: text
  }

  safe: reactive sequence {
    run BatteryOk with {
      skip if truth(charging)
    }
    lap: sequence {
      \`go there\`: run MoveTo(goal: goal, speed: 0.5)
      timeout 1500ms {
        run Look
      }
      set { rounds = rounds + 1 }
    }
  }
}
`,
    notes: [
      "BehaviorTree.CPP and strict trees differ at `Timeout` (line 9): where its child is not running when its time is over, that time is lost; strict fails then",
      "BehaviorTree.CPP and strict trees differ at `Timeout` (line 9): the wake-up it asks for may be left over and make a later tick run twice; strict forgets it",
    ],
    main: "Patrol",
  });
});

describe("each node", () => {
  test.each([
    ["<Sequence><A/><B/></Sequence>", "sequence { run A run B }"],
    ["<AsyncSequence><A/><B/></AsyncSequence>", "async sequence { run A run B }"],
    ["<ReactiveSequence><A/><B/></ReactiveSequence>", "reactive sequence { run A run B }"],
    ["<SequenceWithMemory><A/><B/></SequenceWithMemory>", "memory sequence { run A run B }"],
    ["<SequenceStar><A/><B/></SequenceStar>", "memory sequence { run A run B }"],
    ["<Fallback><A/><B/></Fallback>", "fallback { run A run B }"],
    ["<AsyncFallback><A/><B/></AsyncFallback>", "async fallback { run A run B }"],
    ["<ReactiveFallback><A/><B/></ReactiveFallback>", "reactive fallback { run A run B }"],
    ["<Parallel><A/><B/></Parallel>", "parallel { run A run B }"],
    ['<Parallel success_count="2" failure_count="-1"><A/><B/></Parallel>', "parallel success 2 failure -1 { run A run B }"],
    ['<Parallel failure_count="{n}"><A/><B/></Parallel>', "parallel failure n { run A run B }"],
    ['<ParallelAll max_failures="2"><A/><B/></ParallelAll>', "parallel all failure 2 { run A run B }"],
    ["<ParallelAll><A/></ParallelAll>", "parallel all { run A }"],
    ["<IfThenElse><A/><B/></IfThenElse>", "if run A then run B"],
    ["<IfThenElse><A/><B/><C/></IfThenElse>", "if run A then run B else run C"],
    ["<WhileDoElse><A/><Sequence><B/></Sequence><C/></WhileDoElse>", "while run A then { sequence { run B } } else run C"],
    ["<IfThenElse><A/><IfThenElse><B/><C/></IfThenElse><D/></IfThenElse>", "if run A then { if run B then run C } else run D"],
    ["<IfThenElse _skipIf=\"x\"><A/><B _skipIf=\"y\"/></IfThenElse>", "if run A then { run B with { skip if truth(y) } } with { skip if truth(x) }"],
    ["<IfThenElse _skipIf=\"x\"><A/><B/></IfThenElse>", "if run A then { run B } with { skip if truth(x) }"],
    ['<IfThenElse><A/><WasEntryUpdated entry="{x}"/><B/></IfThenElse>', "if run A then { updated x } else run B"],
    ['<Switch2 variable="{s}" case_1="a" case_2="b"><A/><B/><C/></Switch2>', 'switch s { case "a" run A case "b" run B else run C }'],
    ['<Switch2 variable="{s}" case_1="0" case_2="1"><A/><B/><C/></Switch2>', 'switch s { case "0" run A case "1" run B else run C }'],
    ['<Sequence><Switch2 variable="{s}" case_1="0" case_2="1"><A/><B/><C/></Switch2><Script code="s += 1"/></Sequence>', "sequence { switch s { case 0 run A case 1 run B else run C } set { s = s + 1 } }"],
    ['<Switch3 variable="{s}" case_1="a" case_2="{t}" case_3="c"><A/><Sequence><B/></Sequence><C/><D/></Switch3>', 'switch s { case "a" run A case t { sequence { run B } } case "c" run C else run D }'],
    ["<TryCatch><A/><B/><C/></TryCatch>", "try { run A run B } catch { run C }"],
    ['<TryCatch catch_on_halt="true"><A/><C/></TryCatch>', "try { run A } catch on halt { run C }"],
    ["<Inverter><A/></Inverter>", "invert { run A }"],
    ["<ForceSuccess><A/></ForceSuccess>", "force success { run A }"],
    ["<ForceFailure><A/></ForceFailure>", "force failure { run A }"],
    ['<Repeat num_cycles="3"><A/></Repeat>', "repeat 3 { run A }"],
    ['<Repeat num_cycles="-1"><A/></Repeat>', "repeat forever { run A }"],
    ['<RetryUntilSuccessful num_attempts="{n}"><A/></RetryUntilSuccessful>', "retry n { run A }"],
    ['<RetryUntilSuccessful num_attempts="{forever}"><A/></RetryUntilSuccessful>', "retry `forever` { run A }"],
    ["<KeepRunningUntilFailure><A/></KeepRunningUntilFailure>", "repeat until failure { run A }"],
    ["<RunOnce><A/></RunOnce>", "run once then skip { run A }"],
    ['<RunOnce then_skip="false"><A/></RunOnce>', "run once { run A }"],
    ['<Timeout msec="2000"><A/></Timeout>', "timeout 2s { run A }"],
    ['<Timeout msec="{t}"><A/></Timeout>', "timeout t * 1ms { run A }"],
    ['<Delay delay_msec="140"><A/></Delay>', "delay 140ms { run A }"],
    ['<Sleep msec="0"/>', "wait 0ms"],
    ['<Precondition if="x > 1"><A/></Precondition>', "when x > 1 { run A }"],
    ['<Precondition if="x > 1" else="RUNNING"><A/></Precondition>', "when x > 1 else running { run A }"],
    ['<LoopInt queue="1;2;3" value="{v}"><A/></LoopInt>', "loop v in 1, 2, 3 { run A }"],
    ['<LoopDouble queue="1.5;-2" value="{v}" if_empty="FAILURE"><A/></LoopDouble>', "loop v in 1.5, -2 else failure { run A }"],
    ['<LoopBool queue="true;0" value="{v}"><A/></LoopBool>', "loop v in true, false { run A }"],
    ['<LoopString queue="a;b c" value="{v}" if_empty="SKIPPED"><A/></LoopString>', 'loop v in "a", "b c" else skip { run A }'],
    ['<LoopInt queue="" value="{v}" if_empty="SKIPPED"><A/></LoopInt>', "when false else skip { run A }"],
    ['<LoopInt queue="1"><A/></LoopInt>', "loop value in 1 { run A }"],
    ['<SkipUnlessUpdated entry="{x}"><A/></SkipUnlessUpdated>', "updated x { run A }"],
    ['<WaitValueUpdate entry="x"><A/></WaitValueUpdate>', "updated x else running { run A }"],
    ['<WasEntryUpdated entry="{x}"/>', "updated x"],
    ['<LoopInt queue="{q}" value="{v}"><A/></LoopInt>', "fallback { repeat until failure { sequence { run LoopInt_next(queue: q, value: v) with { on success { q_empty = false } on failure { q_empty = true } } run A } } check q_empty }"],
    ['<LoopPose queue="{q}" value="{v}" if_empty="FAILURE"><A/></LoopPose>', "repeat until failure { sequence { run LoopPose_next(queue: q, value: v) run A } }"],
    ["<AlwaysSuccess/>", "succeed"],
    ["<AlwaysFailure/>", "fail"],
    ['<Script code="a := 1; b = a * 2"/>', "set { a = 1 b = a * 2 }"],
    ['<ScriptCondition code="a == 1"/>', "check a == 1"],
    ['<ScriptCondition code="a += 1; a > 5" name="n"/>', "n: sequence { set { a = a + 1 } check a > 5 }"],
    ['<SetBlackboard value="{b}" output_key="a"/>', "set { a = b }"],
    ['<SetBlackboard value="hello" output_key="{a}"/>', 'set { a = "hello" }'],
    ['<Action ID="A" x="1"/>', "run A(x: 1)"],
    ['<Condition ID="A"/>', "run A"],
    ['<Control ID="Sequence"><A/></Control>', "sequence { run A }"],
    ['<Decorator ID="Inverter"><A/></Decorator>', "invert { run A }"],
    ["<ManualSelector/>", "run ManualSelector"],
    ['<ManualSelector name="ask"><A/><B/></ManualSelector>', "`ask`: switch ask_choice { case 0 run A case 1 run B else { when false else running { fail } } }"],
  ])("%s", (xml, pol) => expect(nodeOf(xml)).toBe(pol));
});

describe("each node of Nav2 with children", () => {
  test.each([
    ['<RecoveryNode number_of_retries="6"><A/><B/></RecoveryNode>', "recovery 6 { run A } by { run B }"],
    ["<RecoveryNode><A/><B/></RecoveryNode>", "recovery 1 { run A } by { run B }"],
    ["<PipelineSequence><A/><B/></PipelineSequence>", "pipeline sequence { run A run B }"],
    ["<RoundRobin><A/><B/></RoundRobin>", "round robin { run A run B }"],
    ['<RateController hz="2.0"><A/></RateController>', "every 0.5s { run A }"],
    ['<RateController hz="{r}"><A/></RateController>', "every 1s / r { run A }"],
    ['<DistanceController distance="1.5" name="d"><A/></DistanceController>', "d: again if run DistanceController(distance: 1.5) then run A"],
    ['<SpeedController min_rate="0.1" max_rate="{m}"><Sequence><A/></Sequence></SpeedController>', "again if run SpeedController(min_rate: 0.1, max_rate: m) then { sequence { run A } }"],
    ["<GoalUpdatedController><A/></GoalUpdatedController>", "again if run GoalUpdatedController then run A"],
    ['<GoalUpdater input_goal="{g}" output_goal="{u}"><A/></GoalUpdater>', "again if run GoalUpdater(input_goal: g, output_goal: u) then run A"],
    ['<PathLongerOnApproach path="{p}" length_factor="2"><A/></PathLongerOnApproach>', "while run PathLongerOnApproach(path: p, length_factor: 2) then run A else succeed"],
    ['<RoundRobin _skipIf="x"><A/></RoundRobin>', "round robin { run A } with { skip if truth(x) }"],
  ])("%s", (xml, pol) => expect(nodeOf(xml)).toBe(pol));
});

test("what is around a node", () => {
  const xml = `<Sequence name="s" _failureIf="a == 1" _successIf="b" _skipIf="!c" _while="d > 1 || e == 'x'" _onSuccess="n := 1" _onFailure="n = 2; m = n" _onHalted="n -= 1" _post="t := 'done'"><A/></Sequence>`;
  expect(nodeOf(xml)).toBe(
    's: sequence { run A } with { fail if a == 1 succeed if truth(b) skip if c == 0 while d > 1 or e == "x" on success { n = 1 } on failure { n = 2 m = n } on halt { n = n - 1 } finally { t = "done" } }');
});

test("names become labels where they say something, each once in a tree, and never words of Pol", () => {
  expect(nodeOf('<Sequence name="Sequence"><A name="A"/><A name="a b"/><A name="x"/><B name="x"/><B name="sequence"/><B name=""/></Sequence>'))
    .toBe("sequence { run A `a b`: run A x: run A x_2: run B `sequence`: run B run B }");
});

test("versions 3: what it has besides, and what it does not look at", () => {
  const { pol, notes } = importedTrees(`<root main_tree_to_execute="T"><BehaviorTree ID="T"><SequenceStar>
    <RetryUntilSuccesful num_attempts="3" colour="red"><A/></RetryUntilSuccesful>
    <BlackboardCheckInt value_A="{a}" value_B="3" return_on_mismatch="SUCCESS"><B/></BlackboardCheckInt>
    <BlackboardCheckString value_A="{s}" value_B="x"><B/></BlackboardCheckString>
    <Parallel threshold="1"><A/></Parallel>
  </SequenceStar></BehaviorTree></root>`);
  expect(flat(pol)).toContain('memory sequence { retry 3 { run A } while check a == 3 then run B else succeed while check s == "x" then run B parallel success 1 { run A } }');
  expect(notes[0]).toContain("`colour` of `<RetryUntilSuccesful>` is left out");
  expect(notes[1]).toContain("this file is of version 3");
});

test("strict", () => {
  expect(importedTrees(around("<A/>"), { strict: true }).pol).toContain("tree Main over robot {");
});

test("the env's name and rate", () => {
  expect(importedTrees(around("<A/>"), { env: "arm", rate: 20 }).pol).toContain("env arm at 20Hz {");
  expect(importedTrees(around("<A/>"), { rate: 1000 / 60 }).pol).toContain("env robot at 60ms {");
  expect(importedTrees(around("<robot/>")).pol).toContain("extern robot_2 over robot");
});

describe("the tree that runs", () => {
  const two = (attribute: string): string => `<root BTCPP_format="4"${attribute}><BehaviorTree ID="Sub"><A/></BehaviorTree><BehaviorTree ID="Main"><SubTree ID="Sub"/></BehaviorTree></root>`;
  test("is the one that is said", () => expect(importedTrees(two(' main_tree_to_execute="Sub"')).main).toBe("Sub"));
  test("else the first that is nobody's subtree", () => expect(importedTrees(two("")).main).toBe("Main"));
  test("without a name is called BehaviorTree", () => expect(importedTrees('<root BTCPP_format="4"><BehaviorTree><A/></BehaviorTree></root>').main).toBe("BehaviorTree"));
});

describe("each mistake has its place and says what to write instead", () => {
  test.each([
    ["<Sequence/>", "1:48: `<Sequence>` takes at least 1 child and has none"],
    ["<Inverter><A/><B/></Inverter>", "1:48: `<Inverter>` takes 1 child and has 2"],
    ["<IfThenElse><A/></IfThenElse>", "1:48: `<IfThenElse>` takes 2 to 3 children and has 1"],
    ["<AlwaysSuccess><A/></AlwaysSuccess>", "1:48: `<AlwaysSuccess>` takes no child and has 1"],
    ['<Switch2 variable="{s}" case_1="a"><A/><B/><C/></Switch2>', "1:48: `<Switch2>` needs the attribute `case_2`"],
    ['<Repeat num_cycles="many"><A/></Repeat>', "1:68: `num_cycles` takes a number or an entry in braces, and `many` is neither"],
    ['<Timeout timeout_ms="5" msec="3"><A/></Timeout>', "1:57: `<Timeout>` has no port `timeout_ms`; it has `msec`"],
    ['<RunOnce then_skip="maybe"><A/></RunOnce>', "1:68: `then_skip` has to be `true` or `false`: Pol wants it before the tree runs"],
    ['<Precondition if="x" else="no"><A/></Precondition>', "1:75: `else` is one of `SUCCESS`, `FAILURE`, `SKIPPED`, `RUNNING`"],
    ['<Sleep msec="-5"/>', "1:61: a length of time is not negative"],
    ['<LoopInt queue="{q}" if_empty="SKIPPED"><A/></LoopInt>', "1:48: a loop over a list that stands in the blackboard gives success or failure when it is empty"],
    ['<LoopInt queue="1;two"><A/></LoopInt>', "1:66: `<LoopInt>` goes over numbers, and `two` is none"],
    ["<Action/>", "1:48: `<Action>` needs the attribute `ID`"],
    ['<Action ID="A"><B/></Action>', "1:48: `<Action>` takes no child and has 1"],
    ['<A ID="B"/>', "1:51: `ID` belongs into `<Action>`, `<Condition>`, `<Control>`, `<Decorator>` or `<SubTree>`; `A` says what it is by its name"],
    ["<inverter><A/></inverter>", "1:48: `inverter` is no standard node, and what a node with children does Pol has to know; did you mean `Inverter`?"],
    ["<Mine><A/></Mine>", "1:48: `Mine` is no standard node, and what a node with children does Pol has to know; write it as a subtree of standard nodes"],
    ['<RecoveryNode number_of_retries="{n}"><A/><B/></RecoveryNode>', "1:81: `number_of_retries` has to stand in the file: Pol wants it before the tree runs"],
    ["<RecoveryNode><A/></RecoveryNode>", "1:48: `<RecoveryNode>` takes 2 children and has 1"],
    ['<RateController hz="0"><A/></RateController>', "1:68: a rate is more than 0"],
    ['<PipelineSequence x="1"><A/></PipelineSequence>', "1:66: `<PipelineSequence>` has no port `x`"],
    ["<SingleTrigger><A/></SingleTrigger>", "1:48: `<SingleTrigger>` has no equivalent: Pol's `run once` does not begin anew; write a `<RunOnce>`, or a script that remembers"],
    ['<UnsetBlackboard key="x"/>', "1:48: `<UnsetBlackboard>` has no equivalent: Pol's blackboard forgets no entry; set it to a value that says so"],
    ['<BlackboardCheckInt value_A="1" value_B="2"><A/></BlackboardCheckInt>', '1:48: `<BlackboardCheckInt>` is of version 3, and this file says `BTCPP_format="4"`'],
    ['<SubTreePlus ID="Main"/>', '1:48: `<SubTreePlus>` is of version 3, and this file says `BTCPP_format="4"`; write `<SubTree>`'],
    ['<SubTree ID="Sub"/>', "1:61: there is no tree `Sub` in this file or in those that it includes; write `<include path=…/>`"],
    ['<SubTree ID="Mian"/>', "1:61: there is no tree `Mian` in this file or in those that it includes; did you mean `Main`?"],
    ['<SubTree ID="Main"/>', "1:48: the tree `Main` runs itself"],
    ['<ReactiveSequence><AsyncSequence><A/><B/></AsyncSequence><AsyncSequence><A/><B/></AsyncSequence></ReactiveSequence>', "1:105: BehaviorTree.CPP loads no `<ReactiveSequence>` with more than one `<AsyncSequence>` directly in it; write `<Sequence>`, or import with `--strict`"],
    ["<A name='`'/>", "1:48: a node called ``` cannot be named in Pol"],
  ])("%s", (xml, message) => expect(mistakes(around(xml))).toEqual([message]));

  test.each([
    ["<tree/>", "1:1: the first element is `<tree>`; a file of behavior trees begins with `<root>`"],
    ["<root/>", "1:1: this file has no `<BehaviorTree>`"],
    ['<root BTCPP_format="4"><BehaviorTree ID="T"/></root>', '1:24: `<BehaviorTree ID="T">` takes 1 child and has none'],
    ['<root BTCPP_format="4"><BehaviorTree ID="root"><A/></BehaviorTree></root>', "1:42: a tree cannot be called `root` in BehaviorTree.CPP"],
    ['<root BTCPP_format="4"><BehaviorTree><A/></BehaviorTree><BehaviorTree ID="B"><A/></BehaviorTree></root>', "1:24: `<BehaviorTree>` needs the attribute `ID` where there are several"],
    ['<root BTCPP_format="4" main_tree_to_execute="X"><BehaviorTree ID="T"><A/></BehaviorTree></root>', "1:46: there is no tree `X` in this file or in those that it includes"],
  ])("%s", (xml, message) => expect(mistakes(xml)).toEqual([message]));

  test("all that can be found at once, in order", () => {
    expect(mistakes(around("\n<Sequence>\n<Inverter/>\n<A _skipIf='x ='/>\n</Sequence>"))).toEqual(["3:1: `<Inverter>` takes 1 child and has none", "4:16: expected a value but found the end"]);
  });
});
