import { describe, expect, test } from "vitest";
import { actSlot, bool, controller, e, env, num, obs, slot } from "../interpreter/build.ts";
import { entry, fallback, having, leaf, node, parallel, put, reactive, read, repeat, retry, sequence, set, tree, wait, type Sketch } from "./build.ts";
import { Play, type Scripts } from "./play.ts";

const ENTRIES = [entry("n"), entry("m"), entry("ready", { kind: "bool", start: 2 }), entry("way", { kind: "text", start: 0, counted: true }), entry("open", { kind: "bool", start: null })];
const named = (name: string, sketch: Sketch): Sketch => having(sketch, { name });
const play = (root: Sketch, scripts: Scripts = {}): Play => new Play(tree(root, { entries: ENTRIES, texts: ["north", "south"] }), scripts);
const said = (root: Sketch, scripts: Scripts, ticks: number): readonly string[] => { const one = play(root, scripts); return Array.from({ length: ticks }, () => one.tick()); };
const up = (name: string, by = 1) => put(name, e("add", read(name), by));

describe("in order", () => {
  test("a sequence goes on at the child that runs", () => {
    expect(said(named("s", sequence(leaf("a"), leaf("b"))), { a: "S", b: "RSF" }, 4)).toEqual(["aS bR sR", "bS sS", "aS bF sF", "aS bR sR"]);
  });

  test("a fallback is the other way round", () => {
    expect(said(named("f", fallback(leaf("a"), leaf("b"))), { a: "FFS", b: "RSF" }, 4)).toEqual(["aF bR fR", "bS fS", "aF bF fF", "aS fS"]);
  });

  test("an async one gives running behind each child that finished at once, and asks for another tick", () => {
    const one = play(named("s", node("sequence", { yields: true }, leaf("a"), leaf("b"), leaf("c"))), { a: "RS", b: "S", c: "S" });
    expect([one.tick(), one.wakes]).toEqual(["aR sR", false]);
    expect([one.tick(), one.wakes]).toEqual(["aS bS sR", true]);
    expect([one.tick(), one.wakes]).toEqual(["cS sS", false]);
  });

  test("one with memory begins again where it failed, also after a halt", () => {
    const one = play(named("s", node("memorySequence", { yields: false }, leaf("a"), leaf("b"), leaf("c"))), { a: "S", b: "FRR", c: "S" });
    expect([one.tick(), one.status]).toEqual(["aS bF sF", "ISII"]);
    expect([one.tick(), one.halt(), one.tick()]).toEqual(["bR sR", "bH", "bR sR"]);
  });

  test("all skipped: skipped, each time", () => {
    const all = (of: Sketch): readonly string[] => said(named("s", of), { a: "K", b: "KKF" }, 3);
    expect(all(sequence(leaf("a"), leaf("b")))).toEqual(["aK bK sK", "aK bK sK", "aK bF sF"]);
    expect(all(node("memorySequence", { yields: false }, leaf("a"), leaf("b")))).toEqual(["aK bK sK", "aK bK sK", "aK bF sF"]);
    expect(all(fallback(leaf("a"), leaf("b")))).toEqual(["aK bK sK", "aK bK sK", "aK bF sF"]);
    expect(all(reactive(leaf("a"), leaf("b")))).toEqual(["aK bK sK", "aK bK sK", "aK bF sF"]);
  });

  test("a reactive one begins with the first child each time, and halts the others", () => {
    expect(said(named("s", reactive(leaf("a"), leaf("b"), leaf("c"))), { a: "SSRF", b: "RSK", c: "R" }, 4)).toEqual(["aS bR sR", "aS bS cR sR", "aR cH sR", "aF sF"]);
    expect(said(named("f", node("reactiveFallback", {}, leaf("a"), leaf("b"))), { a: "FFS", b: "R" }, 3)).toEqual(["aF bR fR", "aF bR fR", "aS bH fS"]);
  });

  test("what a reactive one skips is halted before the next is visited", () => {
    const within = having(named("w", sequence(leaf("a"))), { post: { halted: [put("n", 1)] } });
    expect(said(named("s", reactive(within, node("check", { value: e("gt", read("n"), 0) }))), { a: "K" }, 1)).toEqual(["aK wK n3S sS"]);
  });
});

describe("at once", () => {
  const pair = (success: number, failure: number, a: string, b: string, ticks = 2): readonly string[] => said(named("p", parallel(success, failure, [leaf("a"), leaf("b")])), { a, b }, ticks);

  test("a parallel does not visit again what has finished", () => {
    expect(pair(2, 1, "SR", "RS")).toEqual(["aS bR pR", "bS pS"]);
  });

  test("it is decided behind a child, and halts the rest", () => {
    expect(pair(1, 2, "RS", "R")).toEqual(["aR bR pR", "aS bH pS"]);
    expect(pair(2, 1, "RF", "R")).toEqual(["aR bR pR", "aF bH pF"]);
    expect(said(named("p", parallel(1, 2, ["a", "b", "c", "d"].map((name) => leaf(name)))), { a: "F", b: "F", c: "S", d: "S" }, 1)).toEqual(["aF bF pF"]);
  });

  test("a halt forgets who has finished", () => {
    for (const kind of [parallel(2, 2, [leaf("a"), leaf("b")]), node("parallelAll", { failures: num(1) }, leaf("a"), leaf("b"))]) {
      const one = play(named("p", kind), { a: "SSR", b: "R" });
      expect([one.tick(), one.tick(), one.halt(), one.tick()]).toEqual(["aS bR pR", "bR pR", "bH", "aS bR pR"]);
    }
  });

  test("it fails when it cannot succeed any more", () => {
    expect(pair(2, 2, "F", "R", 1)).toEqual(["aF pF"]);
  });

  test("negative counts are from the number of children, and count those skipped", () => {
    expect(pair(-1, -1, "S", "K", 1)).toEqual(["aS bK pS"]);
    expect(pair(-2, -1, "F", "S", 1)).toEqual(["aF bS pS"]);
    expect(pair(-1, -1, "K", "K", 1)).toEqual(["aK bK pS"]);
    expect(pair(2, 2, "K", "K", 1)).toEqual(["aK bK pK"]);
  });

  test("`all` waits for every child", () => {
    const all = (failures: number, a: string, b: string, ticks = 2): readonly string[] => said(named("p", node("parallelAll", { failures: num(failures) }, leaf("a"), leaf("b"))), { a, b }, ticks);
    expect(all(1, "F", "RS")).toEqual(["aF bR pR", "bS pF"]);
    expect(all(2, "F", "RS")).toEqual(["aF bR pR", "bS pS"]);
    expect(all(-1, "F", "F", 1)).toEqual(["aF bF pF"]);
    expect(all(1, "K", "KS")).toEqual(["aK bK pK", "aK bS pS"]);
  });
});

describe("one of several", () => {
  test("`if` keeps to its branch, `while` asks each time", () => {
    const branches = [leaf("a"), leaf("b"), leaf("c")], scripts = { a: "SF", b: "R", c: "S" };
    expect(said(named("n", node("ifThenElse", {}, ...branches)), scripts, 2)).toEqual(["aS bR nR", "bR nR"]);
    expect(said(named("n", node("whileDoElse", {}, ...branches)), scripts, 2)).toEqual(["aS bR nR", "aF bH cS nS"]);
  });

  test("without `else` a condition that fails is a failure", () => {
    expect(said(named("n", node("ifThenElse", {}, leaf("a"), leaf("b"))), { a: "F", b: "R" }, 1)).toEqual(["aF nF"]);
    expect(said(named("n", node("whileDoElse", {}, leaf("a"), leaf("b"))), { a: "SF", b: "R" }, 2)).toEqual(["aS bR nR", "aF bH nF"]);
  });

  test("a switch takes the first case that is true, else the last child, and halts the one before", () => {
    const one = play(named("n", node("switch", { cases: [e("eq", read("way"), 0), e("gt", read("n"), 0)] }, leaf("a"), leaf("b"), leaf("c"))), { a: "R", b: "R", c: "K" });
    expect(one.tick()).toBe("aR nR");
    one.set("n", 1);
    expect(one.tick()).toBe("aR nR");
    one.set("way", 1);
    expect(one.tick()).toBe("aH bR nR");
    one.set("n", NaN);
    expect([one.tick(), one.tick()]).toEqual(["bH cK nK", "cK nK"]);
  });

  describe("try", () => {
    const tried = (onHalt: boolean): Sketch => named("t", node("tryCatch", { onHalt }, leaf("a"), leaf("b"), leaf("c")));

    test("a failure of what is tried is caught, and stays a failure", () => {
      expect(said(tried(false), { a: "S", b: "F", c: "RS" }, 3)).toEqual(["aS bF cR tR", "cS tF", "aS bF cR tR"]);
      expect(said(tried(false), { a: "S", b: "S", c: "F" }, 1)).toEqual(["aS bS tS"]);
      expect(said(tried(false), { a: "K", b: "K", c: "F" }, 2)).toEqual(["aK bK tK", "aK bK tK"]);
    });

    test("a halt is caught where that is asked for, while it tries", () => {
      const halted = (onHalt: boolean, b: string, c: string): string => { const one = play(tried(onHalt), { a: "S", b, c }); one.tick(); return one.halt(); };
      expect(halted(false, "R", "S")).toBe("bH");
      expect(halted(true, "R", "S")).toBe("bH cS");
      expect(halted(true, "R", "R")).toBe("bH cR cH");
      expect(halted(true, "F", "R")).toBe("cH");
    });
  });
});

describe("around one child", () => {
  test("what it gives is turned round, or forced", () => {
    expect(said(named("n", node("invert", {}, leaf("a"))), { a: "SFRK" }, 4)).toEqual(["aS nF", "aF nS", "aR nR", "aK nK"]);
    expect(said(named("n", node("force", { to: "success" }, leaf("a"))), { a: "SFRK" }, 4)).toEqual(["aS nS", "aF nS", "aR nR", "aK nK"]);
    expect(said(named("n", node("force", { to: "failure" }, leaf("a"))), { a: "SFRK" }, 4)).toEqual(["aS nF", "aF nF", "aR nR", "aK nK"]);
    expect(said(named("n", node("subtree", {}, leaf("n/a"))), { "n/a": "SFRK" }, 4)).toEqual(["n/aS nS", "n/aF nF", "n/aR nR", "n/aK nK"]);
    expect(said(named("n", node("keepRunning", { swallows: false }, leaf("a"))), { a: "SRF" }, 3)).toEqual(["aS nR", "aR nR", "aF nF"]);
  });

  test("attempts are counted until one succeeds; a halt counts from the start", () => {
    const one = play(named("n", retry(3, leaf("a"))), { a: "FRFRR" });
    expect([one.tick(), one.tick(), one.tick(), one.cell("n")]).toEqual(["aF nR", "aR nR", "aF aR nR", 2]);
    expect([one.halt(), one.cell("n")]).toEqual(["aH", 0]);
    expect(said(named("n", repeat(2, leaf("a"))), { a: "SSSF" }, 4)).toEqual(["aS nR", "aS nS", "aS nR", "aF nF"]);
  });

  test("how often to try again is asked again after a failure; how often to repeat is not", () => {
    const more = (kind: "retry" | "repeat", answer: string): readonly string[] => {
      const asked = named("n", node(kind, { times: read("n") }, having(leaf("a"), { post: { always: [put("n", 1)] } }))), one = play(asked, { a: answer });
      one.set("n", 3);
      return one.ticks();
    };
    expect([more("retry", "F"), more("repeat", "S")]).toEqual([["aF nF"], ["aS nR", "nS"]]);
  });

  test("a number that is not known is none", () => {
    const one = play(named("n", node("retry", { times: read("n") }, leaf("a"))), { a: "S" });
    one.set("n", NaN);
    expect(one.tick()).toBe("nF");
  });

  test("once: what it gave then, or skipped, a halt notwithstanding", () => {
    for (const [thenSkip, after] of [[true, "nK"], [false, "nF"]] as const) {
      const one = play(named("n", node("runOnce", { thenSkip }, leaf("a"))), { a: "RFS" });
      expect([one.tick(), one.tick(), one.tick(), one.halt(), one.tick()]).toEqual(["aR nR", "aF nF", after, "", after]);
    }
  });

  test("a loop hands on one value after the other", () => {
    const one = play(named("n", node("loop", { entry: "m", values: [num(5), e("add", read("m"), 1)], ifEmpty: "failure" }, leaf("a"))), { a: "RSS" });
    expect([one.tick(), one.get("m")]).toEqual(["aR nR", 5]);
    expect([one.tick(), one.get("m")]).toEqual(["aS nR", 5]);
    expect([one.tick(), one.get("m")]).toEqual(["aS nR", 6]);
    expect([one.tick(), one.tick()]).toEqual(["nF", "aR nR"]);
  });

  test("what waits for a value sees each writing once, the start's too", () => {
    const one = play(named("n", node("onUpdate", { entry: "way", otherwise: "running" }, leaf("a"))), { a: "SRS" });
    expect([one.tick(), one.tick()]).toEqual(["aS nS", "nR"]);
    one.set("way", 0);
    expect([one.tick(), one.tick(), one.tick(), one.status]).toEqual(["aR nR", "aS nS", "nR", "RI"]);
    one.set("way", 0);
    expect([one.tick(), one.tick()]).toEqual(["aS nS", "nR"]);
    one.set("way", 0);
    expect([one.tick(), one.halt(), one.tick()]).toEqual(["aR nR", "aH", "nR"]);
    const asks = play(sequence(node("invert", {}, node("wasUpdated", { entry: "way" })), leaf("a")), { a: "S" });
    expect([asks.tick(), asks.tick()]).toEqual(["n2S n1F n0F", "n2F n1S aS n0S"]);
  });
});

describe("conditions around a node", () => {
  const yes = bool(true), no = bool(false), unknown = bool(null);

  test.each<[string, NonNullable<Sketch["node"]["pre"]>, string]>([
    ["`fail if` is asked first", { failureIf: yes, successIf: yes, skipIf: yes, while: no }, "aF"], ["then `succeed if`", { failureIf: no, successIf: yes, skipIf: yes, while: no }, "aS"],
    ["then `skip if`", { failureIf: no, successIf: no, skipIf: yes, while: yes }, "aK"], ["then `while`", { failureIf: no, successIf: no, skipIf: no, while: no }, "aK"],
    ["none decides", { failureIf: no, successIf: no, skipIf: no, while: yes }, "aR"], ["what is unknown fails", { failureIf: unknown }, "aF"],
    ["what is unknown does not succeed or skip", { successIf: unknown, skipIf: unknown }, "aR"], ["what is unknown is skipped", { while: unknown }, "aK"],
  ])("%s", (_, pre, said) => expect(play(having(leaf("a"), { pre }), { a: "R" }).tick()).toBe(said));

  test("of a node that runs only `while` is asked, and halts it", () => {
    const pre = { failureIf: e("gt", read("n"), 0), successIf: e("gt", read("n"), 0), skipIf: e("gt", read("n"), 0), while: read("ready", "bool") };
    const one = play(having(named("s", sequence(leaf("a"))), { pre }), { a: "R" });
    one.tick();
    one.set("n", 1);
    expect(one.tick()).toBe("aR sR");
    one.set("ready", 0);
    expect([one.tick(), one.status]).toEqual(["aH sK", "II"]);
  });

  test("afterwards the sets of what it gave run, then those that always do", () => {
    const post = { success: [up("n")], failure: [up("n", 10)], always: [put("m", e("mul", read("n"), 2))] };
    const one = play(having(leaf("a"), { post }), { a: "SFRK" });
    expect([0, 1, 2, 3].map(() => (one.tick(), [one.get("n"), one.get("m")]))).toEqual([[1, 2], [11, 22], [11, 22], [11, 22]]);
  });

  test("sets run one after the other", () => {
    const one = play(set(up("n"), put("m", read("n")), put("open", e("gt", read("m"), 0))));
    expect([one.tick(), one.get("n"), one.get("m"), one.get("open")]).toEqual(["n0S", 1, 1, 2]);
  });
});

test("what is halted is halted from its children up, in their order", () => {
  const mark = (digit: number) => ({ post: { halted: [put("n", e("add", e("mul", read("n"), 10), digit))] } });
  const inner = having(named("s", sequence(having(leaf("a"), mark(1)))), mark(2)), beside = having(leaf("b"), mark(3));
  const one = play(having(named("p", parallel(-1, 1, [inner, beside])), mark(4)), { a: "R", b: "R" });
  expect([one.tick(), one.halt(), one.get("n"), one.status]).toEqual(["aR sR bR pR", "aH bH", 1234, "IIII"]);
});

test("halting the tree leaves nothing that runs, also below what does not", () => {
  const one = play(node("when", { value: read("ready", "bool"), otherwise: "failure", sticks: false }, sequence(leaf("a"))), { a: "K" });
  one.tick();
  expect([one.status, one.halt(), one.status]).toEqual(["IRI", "", "III"]);
});

describe("time", () => {
  const timed = (kind: "timeout" | "delay", samples: number): Sketch => named("t", kind === "delay" ? node(kind, { samples: num(samples) }, leaf("a")) : node(kind, { samples: num(samples), loses: false }, leaf("a")));

  test("a wait is over behind its time, a fraction of a sample too", () => {
    const over = (samples: number): number => { const one = play(named("w", wait(samples))); for (let k = 0; k < 9; k += 1) if ((one.at(k), one.tick()) === "wS") return k; return NaN; };
    expect([0, -1, 0.5, 1, 2, 2.5].map(over)).toEqual([0, 0, 1, 2, 3, 3]);
    expect(said(named("w", node("wait", { samples: num(null), slips: false })), {}, 1)).toEqual(["wS"]);
  });

  test("a timeout halts its child between ticks, and fails", () => {
    const one = play(timed("timeout", 2), { a: "R" });
    expect([one.tick(), one.at(2), one.tick(), one.at(3), one.wakes, one.tick()]).toEqual(["aR tR", "", "aR tR", "aH", true, "tF"]);
    expect([one.tick(), one.at(5), one.at(6)]).toEqual(["aR tR", "", "aH"]);
  });

  test("it does not run on when the child has finished, or the node was halted", () => {
    const one = play(timed("timeout", 2), { a: "RSRR" });
    expect([one.tick(), one.tick(), one.at(9)]).toEqual(["aR tR", "aS tS", ""]);
    expect([one.tick(), one.halt(), one.at(20)]).toEqual(["aR tR", "aH", ""]);
    expect([one.tick(), one.at(22), one.at(23)]).toEqual(["aR tR", "", "aH"]);
    const none = play(timed("timeout", 0), { a: "R" });
    expect([none.tick(), none.at(99), none.tick()]).toEqual(["aR tR", "", "aR tR"]);
  });

  test("a delay visits its child behind its time, and each time anew", () => {
    const one = play(timed("delay", 1), { a: "RS" });
    expect([one.tick(), one.at(1), one.tick(), one.at(2), one.wakes]).toEqual(["tR", "", "tR", "", true]);
    expect([one.tick(), one.tick(), one.tick()]).toEqual(["aR tR", "aS tS", "tR"]);
    expect([one.halt(), one.at(3), one.tick(), one.at(4), one.tick(), one.at(5), one.tick()]).toEqual(["", "", "tR", "", "tR", "", "aR tR"]);
  });

  test("how long is asked when it begins", () => {
    const one = play(named("w", node("wait", { samples: read("n"), slips: false })));
    one.set("n", 5);
    one.tick();
    one.set("n", 1);
    expect([one.at(5), one.tick(), one.at(6), one.tick()]).toEqual(["", "wR", "", "wS"]);
  });
});

describe("leaves of the host", () => {
  test("answer in order, the last one again, and run while there is none", () => {
    const one = play(named("s", node("recovery", { retries: 4 }, leaf("a"), set())));
    const answers = one.layout.answers[1]!;
    expect(one.tick()).toBe("aR sR");
    one.io.set([2, 3, 2], answers);
    expect([one.tick(), one.cell("a")]).toEqual(["aF n2S aS sS", 2]);
    one.io.set([1, 3], answers);
    expect(one.tick()).toBe("aF n2S aF n2S aF n2S aF n2S aF sF");
  });

  test("are given their arguments at each visit", () => {
    const one = play(named("a", node("extern", { leaf: "go", args: [{ name: "far", value: e("mul", read("n"), 2) }, { name: "now", value: read("ready", "bool") }], outputs: [] })));
    one.set("n", 4);
    one.tick();
    expect([one.given("a"), one.given("a", 1)]).toEqual([8, 2]);
  });
});

test("a session begins with the starts, and again after a reset", () => {
  const one = play(named("s", sequence(set(put("n", 7)), retry(-1, leaf("a")))), { a: "F" });
  one.tick();
  one.reset();
  expect([one.status, one.get("n"), one.get("way"), one.get("open"), one.cell("s"), one.cell("n2")]).toEqual(["IIII", 0, 0, 1, 0, 0]);
  expect(one.tick()).toBe("n1S aF n2R sR");
});

test("a log that is full says how much there was", () => {
  const one = play(node("recovery", { retries: 99 }, leaf("a"), leaf("b")), { a: "F", b: "S" });
  one.tick();
  expect([one.io[one.layout.logged], one.root]).toEqual([200, "F"]);
});

describe("proposing", () => {
  const over = env({ obs: [slot("x")], acts: [actSlot("u", { low: -1, high: 1, default: 0.5 }), actSlot("v", { low: 0, high: 9, integer: true, default: 3 }), actSlot("on", { kind: "bool", low: 0, high: 1, default: 1 })] });
  const sources = [{ name: "net", kind: "policy", gives: ["u", "v"] }, { name: "hold", kind: "controller", gives: [] }] as const;
  const by = (source: string): Sketch => named(source, node("do", { source, sets: [], until: null, ticks: null }));
  const inline = (sets: Readonly<Record<string, number>>, more: { until?: ReturnType<typeof e>; ticks?: number } = {}): Sketch =>
    named("do", node("do", { source: null, sets: Object.entries(sets).map(([name, value]) => ({ name, value: num(value) })), until: more.until ?? null, ticks: more.ticks ?? null }));
  const proposing = (root: Sketch): Play => new Play(tree(root, { entries: ENTRIES, sources }), {}, over, { controllers: [controller("hold", { u: obs("x") })] });
  const offer = (one: Play, present: number, u: number, v: number): void => { const { present: at, action } = one.layout.offers[0]!; one.io.set([u, v], action); one.io[at] = present; };
  /** Gives and actions, slot by slot. */
  const given = (one: Play): readonly (readonly number[])[] => over.acts.map((_, i) => [one.io[one.layout.gives + i]!, one.io[one.layout.action + i]!]);

  test("of active leaves alone; what nobody gives takes its default", () => {
    const one = proposing(sequence(inline({ u: -1 }, { ticks: 1 }), inline({ v: 4 })));
    expect([one.tick(), given(one)]).toEqual(["doR n0R", [[1, -1], [0, 3], [0, 2]]]);
    one.at(1);
    expect([one.tick(), given(one)]).toEqual(["doS doR n0R", [[0, 0.5], [1, 4], [0, 2]]]);
  });

  test("leaves at the same time are put together; the later wins", () => {
    const one = proposing(parallel(-1, 1, [inline({ u: -1, v: 1 }), inline({ v: 2 })]));
    one.tick();
    expect(given(one)).toEqual([[1, -1], [1, 2], [0, 2]]);
  });

  test("a controller gives what it sets, from what is seen; where that is not known, it fails", () => {
    const one = proposing(by("hold"));
    one.obs = [0.25];
    expect([one.tick(), given(one)]).toEqual(["holdR", [[1, 0.25], [0, 3], [0, 2]]]);
    one.obs = [NaN];
    expect([one.tick(), given(one)]).toEqual(["holdF", [[0, 0.5], [0, 3], [0, 2]]]);
  });

  test.each<[string, number, number, number, string]>([
    ["is there and fine", 1, 0.5, 4, "netR"], ["is not there", 0, 0.5, 4, "netF"], ["is misshapen", 2, 0.5, 4, "netF"],
    ["is not finite", 1, NaN, 4, "netF"], ["is out of range", 1, 1.5, 4, "netF"], ["is no whole number", 1, 0.5, 4.5, "netF"],
  ])("a policy's offer %s", (_, present, u, v, said) => {
    const one = proposing(by("net"));
    offer(one, present, u, v);
    expect([one.tick(), given(one)]).toEqual([said, said === "netR" ? [[1, u], [1, v], [0, 2]] : [[0, 0.5], [0, 3], [0, 2]]]);
  });

  test("what the machine does not let act fails", () => {
    const one = proposing(named("f", fallback(by("net"), by("hold"))));
    one.obs = [0];
    offer(one, 1, 0, 0);
    one.io[one.layout.may] = 0;
    expect(one.tick()).toBe("netF holdR fR");
  });

  test("until: as many more samples in a row at which that is definitely true", () => {
    const one = proposing(inline({ u: 0 }, { until: e("gt", obs("x"), 0), ticks: 2 }));
    const at = (k: number, x: number): string => { one.at(k); one.obs = [x]; return one.tick(); };
    expect([at(0, 1), at(1, 1), at(2, NaN), at(3, 1), at(4, 1), at(5, 1), at(6, 1)]).toEqual(["doR", "doR", "doR", "doR", "doR", "doS", "doR"]);
    const soon = proposing(inline({ u: 0 }, { until: e("gt", obs("x"), 0) }));
    soon.obs = [1];
    expect(soon.tick()).toBe("doS");
  });

  test("for: so many samples since it began", () => {
    const one = proposing(inline({ u: 0 }, { ticks: 2 }));
    const at = (k: number): string => { one.at(k); return one.tick(); };
    expect([at(3), at(4), at(5), at(6)]).toEqual(["doR", "doR", "doS", "doR"]);
    expect([one.halt(), at(7), at(8), at(9)]).toEqual(["doH", "doR", "doR", "doS"]);
  });

  test("a value that is not fine fails, whatever else is", () => {
    expect([proposing(inline({ u: 2 })).tick(), proposing(inline({ v: 0.5 })).tick(), proposing(inline({ on: 1 })).tick(), proposing(inline({})).tick()]).toEqual(["doF", "doF", "doF", "doR"]);
  });
});
