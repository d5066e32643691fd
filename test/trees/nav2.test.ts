import { describe, expect, test } from "vitest";
import { analyze } from "../../compiler/program.ts";
import { e, num } from "../interpreter/build.ts";
import { entry, having, leaf, node, put, read, sequence, tree, wait, type Sketch } from "./build.ts";
import { Play, type Scripts } from "./play.ts";

/** What Nav2's nodes do, worked out by hand from its source; a round is a tick, said as `Play` says it. */
const named = (name: string, sketch: Sketch): Sketch => having(sketch, { name });
const play = (root: Sketch, scripts: Scripts = {}): Play => new Play(tree(root, { entries: [entry("n"), entry("halts")] }), scripts);
const said = (root: Sketch, scripts: Scripts, ticks: number): readonly string[] => { const one = play(root, scripts); return Array.from({ length: ticks }, () => one.tick()); };

describe("recovery", () => {
  const recovery = (retries: number, tried: Sketch = leaf("a"), by: Sketch = leaf("b")): Sketch => named("r", node("recovery", { retries }, tried, by));

  test("gives what the first child gives, but for a failure", () => {
    expect(said(recovery(1), { a: "RSK", b: "S" }, 3)).toEqual(["aR rR", "aS rS", "aK rK"]);
  });

  test("tries again within the tick once the second has succeeded, and fails behind the last try", () => {
    expect(said(recovery(2), { a: "FFS", b: "S" }, 1)).toEqual(["aF bS aF bS aS rS"]);
    expect(said(recovery(2), { a: "F", b: "S" }, 2)).toEqual(["aF bS aF bS aF rF", "aF bS aF bS aF rF"]);
    expect(said(recovery(0), { a: "F", b: "S" }, 1)).toEqual(["aF rF"]);
  });

  test("goes on with the second where that is at work, and does not ask the first meanwhile", () => {
    expect(said(recovery(1), { a: "FS", b: "RRS" }, 3)).toEqual(["aF bR rR", "bR rR", "bS aS rS"]);
    expect(said(recovery(1), { a: "FRF", b: "RS" }, 3)).toEqual(["aF bR rR", "bS aR rR", "aF rF"]);
  });

  test("a second that fails ends it, and its tries count from the start", () => {
    const one = play(recovery(2), { a: "F", b: "SF" });
    expect([one.tick(), one.cell("r", 1), one.tick()]).toEqual(["aF bS aF bF rF", 0, "aF bS aF bF rF"]);
  });

  test("a second that is skipped ends it too, and its tries count on", () => {
    const one = play(recovery(2), { a: "F", b: "SK" });
    expect([one.tick(), one.cell("r", 0), one.cell("r", 1)]).toEqual(["aF bS aF bK rF", 0, 1]);
    expect([one.tick(), one.cell("r", 1)]).toEqual(["aF bS aF rF", 0]);
  });

  test("skipped, it is idle again: a halt does not run its sets", () => {
    const one = play(sequence(having(recovery(1), { name: "r", post: { halted: [put("halts", e("add", read("halts"), 1))] } }), leaf("c")), { a: "RK", b: "S", c: "R" });
    expect([one.tick(), one.tick(), one.status]).toEqual(["aR rR n0R", "aK aH rK cR n0R", "RIIIR"]);
    expect([one.halt(), one.get("halts")]).toEqual(["cH", 0]);
  });

  test("a halt ends what is at work, and begins from the first", () => {
    const one = play(recovery(1), { a: "FS", b: "R" });
    expect([one.tick(), one.halt(), one.tick()]).toEqual(["aF bR rR", "bH", "aS rS"]);
  });
});

describe("pipeline sequence", () => {
  const pipeline = (...children: readonly Sketch[]): Sketch => named("p", node("pipelineSequence", {}, ...children));
  const three = pipeline(leaf("a"), leaf("b"), leaf("c"));

  test("visits those that are done again while a later one is at work", () => {
    expect(said(three, { a: "S", b: "RSS", c: "RS" }, 3)).toEqual(["aS bR pR", "aS bS cR pR", "aS bS cS pS"]);
  });

  test("one that is at work again does not hold up those that were reached already", () => {
    expect(said(three, { a: "SR", b: "R", c: "S" }, 2)).toEqual(["aS bR pR", "aR bR pR"]);
    expect(said(three, { a: "SSR", b: "SR", c: "RRS" }, 3)).toEqual(["aS bS cR pR", "aS bR cR pR", "aR bS cS aH pS"]);
  });

  test("leaves nothing at work where it ends", () => {
    const one = play(three, { a: "SRR", b: "S", c: "RRS" });
    expect([one.tick(), one.tick(), one.tick(), one.status]).toEqual(["aS bS cR pR", "aR bS cR pR", "aR bS cS aH pS", "IIII"]);
  });

  test("a failure halts them all, and it begins from the first", () => {
    const one = play(three, { a: "SFS", b: "RR" });
    expect([one.tick(), one.tick(), one.status, one.cell("p")]).toEqual(["aS bR pR", "aF bH pF", "IIII", 0]);
    expect(one.tick()).toBe("aS bR pR");
  });

  test("what is skipped is gone over; where all are, it is skipped", () => {
    expect(said(three, { a: "K", b: "S", c: "K" }, 1)).toEqual(["aK bS cK pS"]);
    expect(said(three, { a: "K", b: "K", c: "K" }, 1)).toEqual(["aK bK cK pK"]);
    expect(said(pipeline(leaf("a"), leaf("b")), { a: "KR", b: "RK" }, 2)).toEqual(["aK bR pR", "aR bK aH bH pS"]);
  });

  test("skipped, its status is as before; a child that is done is asked as one that goes on", () => {
    const one = play(sequence(pipeline(leaf("a")), leaf("b")), { a: "K", b: "R" });
    expect([one.tick(), one.status]).toEqual(["aK pK bR n0R", "RIIR"]);
    const pre = { skipIf: e("gt", read("n"), 0) }, two = play(pipeline(having(leaf("a"), { pre }), leaf("b")), { a: "S", b: "R" });
    two.tick();
    two.set("n", 1);
    expect(two.tick()).toBe("aS bR pR");
  });
});

describe("round robin", () => {
  const robin = named("r", node("roundRobin", {}, leaf("a"), leaf("b"), leaf("c")));

  test("goes on behind the child that succeeded", () => {
    expect(said(robin, { a: "S", b: "S", c: "S" }, 4)).toEqual(["aS rS", "bS rS", "cS rS", "aS rS"]);
  });

  test("tries each once, then fails, and begins from the first", () => {
    expect(said(robin, { a: "SF", b: "F", c: "F" }, 4)).toEqual(["aS rS", "bF cF aF rF", "aS rS", "bF cF aF rF"]);
  });

  test("stays with a child that is at work; earlier failures count on", () => {
    expect(said(robin, { a: "F", b: "RF", c: "RRF" }, 4)).toEqual(["aF bR rR", "bF cR rR", "cR rR", "cF rF"]);
    expect(said(robin, { a: "F", b: "RS", c: "F" }, 3)).toEqual(["aF bR rR", "bS rS", "cF aF bR rR"]);
  });

  test("what was skipped in an earlier tick is tried again", () => {
    expect(said(robin, { a: "KF", b: "F", c: "RF" }, 2)).toEqual(["aK bF cR rR", "cF aF rF"]);
  });

  test("where all are skipped it is skipped, and idle; one failure is a failure", () => {
    const one = play(sequence(robin, leaf("d")), { a: "K", b: "K", c: "K", d: "R" });
    expect([one.tick(), one.status]).toEqual(["aK bK cK rK dR n0R", "RIIIIR"]);
    expect(said(robin, { a: "K", b: "F", c: "K" }, 1)).toEqual(["aK bF cK rF"]);
  });

  test("one that has succeeded keeps its place when it is reset, and loses it when it is halted", () => {
    const one = play(robin, { a: "S", b: "SR", c: "S" });
    expect([one.tick(), one.tick(), one.tick(), one.tick()]).toEqual(["aS rS", "bS rS", "cS rS", "aS rS"]);
    expect([one.tick(), one.halt(), one.tick()]).toEqual(["bR rR", "bH", "aS rS"]);
  });

  test("halting the tree lets it begin from the first even where it does not run", () => {
    const one = play(robin, { a: "S", b: "S", c: "S" });
    expect([one.tick(), one.halt(), one.tick()]).toEqual(["aS rS", "", "aS rS"]);
  });
});

describe("every", () => {
  const every = (samples: number): Sketch => named("e", node("every", { samples: num(samples) }, leaf("a")));
  /** In a pipeline, whose children are not reset between ticks. */
  const piped = (samples: number): Sketch => node("pipelineSequence", {}, every(samples), leaf("b"));
  const at = (one: Play, k: number): string => { one.at(k); return one.tick(); };

  test("visits its child the first time, and when its period is over since it succeeded; else it runs", () => {
    const one = play(piped(2), { a: "S", b: "R" });
    expect([0, 1, 2, 3, 4].map((k) => at(one, k))).toEqual(["aS eS bR n0R", "eR bR n0R", "aS eS bR n0R", "eR bR n0R", "aS eS bR n0R"]);
  });

  test("a child at work is visited at every tick, and the period begins when it succeeds", () => {
    const one = play(piped(3), { a: "RRSR", b: "R" });
    expect([0, 1, 2, 3, 4, 5].map((k) => at(one, k))).toEqual(["aR eR n0R", "aR eR n0R", "aS eS bR n0R", "eR bR n0R", "eR bR n0R", "aR eR bR n0R"]);
  });

  test("a failure is given on, and does not begin the period anew", () => {
    const one = play(named("r", node("roundRobin", {}, every(3), leaf("b"), leaf("c"))), { a: "RFS", b: "K", c: "RF" });
    expect([0, 1, 2, 3].map((k) => at(one, k))).toEqual(["aR eR rR", "aF eF bK cR rR", "cF eR rR", "aS eS rS"]);
    const two = play(every(2), { a: "KFS" });
    expect([at(two, 0), two.status, at(two, 1), at(two, 2)]).toEqual(["aK eK", "RI", "eR", "aF eF"]);
  });

  test("a fraction of a sample is over at the next", () => {
    const one = play(piped(1.5), { a: "S", b: "R" });
    expect([0, 1, 2].map((k) => at(one, k))).toEqual(["aS eS bR n0R", "eR bR n0R", "aS eS bR n0R"]);
  });

  test("how long is asked when it begins; what is not known is no time at all", () => {
    const one = play(node("pipelineSequence", {}, named("e", node("every", { samples: read("n") }, leaf("a"))), leaf("b")), { a: "S", b: "R" });
    one.set("n", 2);
    at(one, 0);
    one.set("n", 0);
    expect([at(one, 1), at(one, 2)]).toEqual(["eR bR n0R", "aS eS bR n0R"]);
    one.halt();
    one.set("n", NaN);
    expect([at(one, 3), at(one, 4)]).toEqual(["aS eS bR n0R", "aS eS bR n0R"]);
  });

  test("a halt ends the child, and it begins at once again", () => {
    const one = play(every(9), { a: "RS" });
    expect([at(one, 0), one.halt(), at(one, 1)]).toEqual(["aR eR", "aH", "aS eS"]);
  });
});

describe("again", () => {
  const again = (trigger: Sketch = leaf("t"), child: Sketch = leaf("a")): Sketch => named("g", node("again", {}, trigger, child));
  const piped = node("pipelineSequence", {}, again(), leaf("b"));

  test("visits its child the first time, and when the trigger says so; else it runs", () => {
    expect(said(piped, { t: "FFSF", a: "S", b: "R" }, 4)).toEqual(["tF aS gS bR n0R", "tF gR bR n0R", "tS aS gS bR n0R", "tF gR bR n0R"]);
  });

  test("a child at work is visited at every tick; the trigger is asked meanwhile, and what it says then is lost", () => {
    expect(said(piped, { t: "FSFF", a: "RRSS", b: "R" }, 4)).toEqual(["tF aR gR n0R", "tS aR gR n0R", "tF aS gS bR n0R", "tF gR bR n0R"]);
  });

  test("what the child gives is given on", () => {
    expect(said(again(), { t: "F", a: "FKS" }, 3)).toEqual(["tF aF gF", "tF aK gK", "tF gR"]);
  });

  test("a trigger that takes time is halted with it", () => {
    const one = play(again(wait(5)), { a: "RS" });
    expect([one.tick(), one.tick(), one.status]).toEqual(["n1R aR gR", "n1R aS n1H gS", "III"]);
  });

  test("a trigger that is skipped says nothing", () => {
    expect(said(piped, { t: "K", a: "S", b: "R" }, 2)).toEqual(["tK aS gS bR n0R", "tK gR bR n0R"]);
  });

  test("a halt ends both, and it begins anew", () => {
    const one = play(again(), { t: "R", a: "RS" });
    expect([one.tick(), one.halt(), one.tick()]).toEqual(["tR aR gR", "tH aH", "tR aS tH gS"]);
  });
});

describe("as written", () => {
  const analyzed = (root: string, head = "") => analyze({ path: "a.pol", text: `env e at 10Hz { observe x: number }\nextern a over e\nextern b over e\ntree t over e ${head} { ${root} }\n` }, { readText: () => undefined, exists: () => true });
  const nodes = (root: string, head?: string) => {
    const { program, diagnostics } = analyzed(root, head);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    return program.trees![0]!.nodes;
  };
  const codes = (root: string, head?: string): readonly string[] => analyzed(root, head).diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);

  test("each node, with its children in order", () => {
    expect(nodes("recovery 2 { run a } by { again if run b then pipeline sequence p { round robin { run a } every 1.5s { run b } } }").map(({ kind, name, children }) => [kind, name, children])).toEqual([
      ["recovery", "recovery", [1, 2]], ["extern", "a", []], ["again", "again", [3, 4]], ["extern", "b", []],
      ["pipelineSequence", "p", [5, 7]], ["roundRobin", "round robin", [6]], ["extern", "a 2", []], ["every", "every", [8]], ["extern", "b 2", []],
    ]);
  });

  test("a period in samples, as a number or as what it is computed by", () => {
    expect(nodes("every 1.5s { run a }")[0]).toMatchObject({ kind: "every", samples: num(15) });
    expect(nodes("every 1s / hz { run a }", "(hz: number)")[0]).toMatchObject({ kind: "every", samples: { op: "mul" } });
  });

  test("a timeout loses its time where the tree is compatible", () => {
    expect([nodes("timeout 2s { run a }")[0], nodes("timeout 2s { run a }", "compatible")[0]]).toMatchObject([{ loses: false }, { loses: true }]);
  });

  test.each(["n", "-1", "1.5", "n + 1"])("`recovery %s` is refused: its tries are counted beforehand", (retries) => {
    expect(codes(`recovery ${retries} { run a } by { run b }`, "(n: number)")).toEqual(["POL0908"]);
  });

  test("a text or a length of time as their number is no number at all", () => {
    expect([codes('recovery "2" { run a } by { run b }'), codes("recovery 2s { run a } by { run b }")]).toEqual([[expect.any(String)], [expect.any(String)]]);
  });

  test("a constant is known", () => {
    const text = "env e at 10Hz { observe x: number }\nconst most = 2\nextern a over e\ntree t over e { recovery most + 1 { run a } by { run a } }\n";
    const { program, diagnostics } = analyze({ path: "a.pol", text }, { readText: () => undefined, exists: () => true });
    expect([program.trees![0]!.nodes[0], diagnostics]).toMatchObject([{ kind: "recovery", retries: 3 }, []]);
  });
});
