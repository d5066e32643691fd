import { describe, expect, test } from "vitest";
import { e, num } from "../interpreter/build.ts";
import { entry, having, leaf, node, parallel, put, read, repeat, retry, sequence, tree, wait, type Sketch } from "./build.ts";
import { Play, type Scripts } from "./play.ts";

/** What a library that many use does against its own word, and what the strict mode does instead. */
const ready = [entry("ready", { kind: "bool", start: 2 }), entry("n")];
const count = put("n", e("add", read("n"), 1));

const of = (root: Sketch, scripts: Scripts = {}): Play => new Play(tree(root, { entries: ready }), scripts);
const compatible = (root: Sketch, scripts: Scripts = {}): Play => new Play(tree(root, { mode: "compatible", entries: ready, haltsEvery: true, keepsWake: true }), scripts);

describe("a guard in front of a child", () => {
  const guarded = (sticks: boolean): Sketch => having(node("when", { value: read("ready", "bool"), otherwise: "failure", sticks }, leaf("a")), { name: "when" });

  test.each([[true, "aR whenR"], [false, "whenF"]])("is asked again after a halt, unless it sticks (%s)", (sticks, then) => {
    const play = of(guarded(sticks), { a: "R" });
    expect(play.tick()).toBe("aR whenR");
    expect(play.halt()).toBe("aH");
    play.set("ready", 0);
    expect(play.tick()).toBe(then);
  });

  test.each([[true, "aK whenK"], [false, "whenF"]])("is asked again after its child was skipped, unless it sticks (%s)", (sticks, then) => {
    const play = of(guarded(sticks), { a: "K" });
    expect(play.tick()).toBe("aK whenK");
    play.set("ready", 0);
    expect(play.tick()).toBe(then);
  });

  test("is not asked while the child runs, and after it has finished", () => {
    const play = of(guarded(false), { a: "RS" });
    play.tick();
    play.set("ready", 0);
    expect(play.tick()).toBe("aS whenS");
    expect(play.tick()).toBe("whenF");
  });
});

describe("a parallel that nothing can decide any more", () => {
  test.each([[true, ["aK bS pR", "aK pR"]], [false, ["aK bS pF", "aK bS pF"]]])("gives running or failure (%s)", (stalls, said) => {
    const play = of(having(parallel(2, 2, [leaf("a"), leaf("b")], stalls), { name: "p" }), { a: "K", b: "S" });
    expect([play.tick(), play.tick()]).toEqual(said);
  });

  test("waits while a child runs", () => {
    const play = of(having(parallel(2, 2, [leaf("a"), leaf("b"), leaf("c")]), { name: "p" }), { a: "K", b: "S", c: "RRS" });
    expect([play.tick(), play.tick(), play.tick()]).toEqual(["aK bS cR pR", "aK cR pR", "aK cS pS"]);
  });
});

test.each(["ifThenElse", "whileDoElse"] as const)("a condition of `%s` that is skipped skips it", (kind) => {
  for (const play of [of, compatible].map((mode) => mode(having(node(kind, {}, leaf("a"), leaf("b")), { name: "n" }), { a: "KS", b: "R" }))) {
    expect(play.tick()).toBe("aK nK");
    expect(play.tick()).toBe("aS bR nR");
  }
});

test.each([[true, "aK nR"], [false, "aK nK"]])("what keeps running says when its child is skipped, unless it swallows that (%s)", (swallows, said) => {
  expect(of(having(node("keepRunning", { swallows }, leaf("a")), { name: "n" }), { a: "K" }).tick()).toBe(said);
});

describe("halting the tree", () => {
  const halted = (mode: typeof of, answers: string): number => {
    const play = mode(sequence(having(leaf("a"), { post: { halted: [count] } })), { a: answers });
    play.tick();
    play.halt();
    return play.get("n");
  };

  test("runs the sets of what ran, once", () => {
    expect([halted(of, "R"), halted(of, "S")]).toEqual([1, 0]);
  });

  test("compatible: of every node, and again of those that ran", () => {
    expect([halted(compatible, "R"), halted(compatible, "S")]).toEqual([2, 1]);
  });

  test("runs no `finally`", () => {
    for (const mode of [of, compatible]) {
      const play = mode(sequence(having(leaf("a"), { post: { always: [count] } })), { a: "R" });
      play.tick();
      play.halt();
      expect(play.get("n")).toBe(0);
    }
  });
});

describe("a wish for another tick that came too late", () => {
  /** The first tick ends with a wish and a root that has finished; the second is running without a wish. */
  const said = (mode: typeof of): readonly string[] => {
    const play = mode(having(parallel(1, 3, [leaf("a"), having(node("sequence", { yields: true }, leaf("b"), leaf("c")), { name: "s" }), leaf("d")]), { name: "p" }), { a: "RRRF", b: "SFFR", c: "R", d: "SRRR" });
    play.tick();
    return play.ticks();
  };

  test("does not count later", () => {
    expect(said(of)).toEqual(["aR bF sF dR pR"]);
  });

  test("compatible: brings one tick more", () => {
    expect(said(compatible)).toHaveLength(2);
  });
});

describe("again and again", () => {
  test("is once a tick, in both modes", () => {
    for (const mode of [of, compatible])
      for (const made of [having(retry(-1, leaf("a")), { name: "n" }), having(repeat(-1, leaf("a")), { name: "n" })]) {
        const play = mode(made, { a: made.node.kind === "retry" ? "F" : "S" });
        expect([play.tick().at(-1), play.root, play.wakes]).toEqual(["R", "R", true]);
      }
  });

  test("each attempt that ends at once has a tick of its own, in both modes", () => {
    for (const mode of [of, compatible]) {
      expect(mode(having(retry(3, leaf("a")), { name: "n" }), { a: "F" }).ticks()).toEqual(["aF nR", "aF nR", "aF nF"]);
      expect(mode(having(repeat(2, leaf("a")), { name: "n" }), { a: "S" }).ticks()).toEqual(["aS nR", "aS nS"]);
    }
  });

  test.each([[true, ["aS nR", "bS nS"]], [false, ["aS bS nS"]]])("children of a sequence with memory, where it yields (%s)", (yields, said) => {
    expect(of(having(node("memorySequence", { yields }, leaf("a"), leaf("b")), { name: "n" }), { a: "S", b: "S" }).ticks()).toEqual(said);
  });
});

describe("a wait that is halted and begins again at the same sample", () => {
  const said = (slips: boolean, again: number): string => {
    const play = of(having(wait(10, slips), { name: "w" }));
    play.tick();
    play.at(1);
    play.halt();
    play.at(again);
    play.tick();
    play.at(again + 1);
    return play.tick();
  };

  test("waits its whole time", () => {
    expect(said(false, 1)).toBe("wR");
  });

  test("compatible: is over at the next visit, but not where it begins later", () => {
    expect([said(true, 1), said(true, 2)]).toEqual(["wS", "wR"]);
  });

  test("compatible: not where a time that ran out halted it", () => {
    const play = of(having(retry(2, node("timeout", { samples: num(3), loses: true }, having(wait(10, true), { name: "w" }))), { name: "n" }));
    play.tick();
    expect(play.at(4)).toBe("wH");
    expect(play.tick()).toBe("n1F wR n1R nR");
    play.at(5);
    expect(play.tick()).toBe("wR n1R nR");
  });
});

describe("a timeout whose child is skipped while its time runs out", () => {
  const timed = (loses: boolean): Play => of(having(node("timeout", { samples: num(2), loses }, leaf("a")), { name: "t" }), { a: "KKRR" });

  test("ends", () => {
    const play = timed(false);
    expect([play.tick(), play.at(3), play.wakes, play.tick()]).toEqual(["aK tK", "", true, "tF"]);
    expect([play.tick(), play.at(6), play.tick()]).toEqual(["aK tK", "", "tF"]);
  });

  test("compatible: never ends", () => {
    const play = timed(true);
    expect([play.tick(), play.at(3), play.wakes, play.tick(), play.tick(), play.at(99), play.tick()]).toEqual(["aK tK", "", false, "aK tK", "aR tR", "", "aR tR"]);
  });

  test("a child that runs is halted in any case", () => {
    for (const loses of [true, false]) {
      const play = of(having(node("timeout", { samples: num(2), loses }, leaf("a")), { name: "t" }), { a: "R" });
      expect([play.tick(), play.at(2), play.at(3), play.tick()]).toEqual(["aR tR", "", "aH", "tF"]);
    }
  });
});
