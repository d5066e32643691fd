import { describe, expect, test } from "vitest";
import { both, told } from "./both.ts";

const ENV = `env room at 10Hz {
  observe x: number in 0..100
  observe on: bool
  act u: number in -1..1 default 0
}
controller one   over room { u = 0.1 }
controller two   over room { u = 0.2 }
controller undo  over room { u = -1 }
controller stand over room { }
`;
const GUARD = "guard g over room { propose one else two else stand follow m }\n";

/** What each sample tells, of x alone. */
async function run(text: string, xs: readonly number[]): Promise<string[]> {
  const session = await both(text);
  const all = xs.map((x) => told(session.step({ x, on: true })));
  await session.guard.dispose();
  return all;
}

describe("who may act", () => {
  test("only who the state lists; the last proposer needs no leave", async () => {
    const text = `${ENV}machine m over room {
      start a
      state a { may two  go b when x > 5 }
      state b { may stand  go a when x < 5 }
    }\n${GUARD}`;
    expect(await run(text, [0, 9, 9, 0])).toEqual([
      "a since 0; two acts; one: may not act in state `a`",
      "b since 1; stand acts; one: may not act in state `b`; two: may not act in state `b`",
      "b since 1; stand acts; one: may not act in state `b`; two: may not act in state `b`",
      "a since 3; two acts; one: may not act in state `a`",
    ]);
  });

  test("it is asked before `when`", async () => {
    const text = `${ENV}machine m over room { start a state a { may two } }\nguard g over room { propose one when x > 50 else two else stand follow m }\n`;
    expect(await run(text, [0])).toEqual(["a since 0; two acts; one: may not act in state `a`"]);
  });
});

describe("`go`", () => {
  const to = (when: string) => `${ENV}machine m over room { start a state a { may one go b when ${when} } state b { may two go a when x < 0 } }\n${GUARD}`;

  test("is not taken at the first sample", async () => {
    expect((await run(to("x > 5"), [9, 9])).map((s) => s.split(";")[0])).toEqual(["a since 0", "b since 1"]);
  });

  test("`for` a while counts samples in a row, the one on entering too", async () => {
    expect((await run(to("x > 5 for 300ms"), [9, 9, 9, 9])).map((s) => s.split(";")[0])).toEqual(["a since 0", "a since 0", "a since 0", "b since 3"]);
    expect((await run(to("x > 5 for 300ms"), [9, 9, 0, 9, 9, 9, 9])).map((s) => s.split(";")[0])).toEqual(["a since 0", "a since 0", "a since 0", "a since 0", "a since 0", "a since 0", "b since 6"]);
  });

  test("counts anew in a state that is entered again", async () => {
    const text = `${ENV}machine m over room {
      start a
      state a { may one  go b when x > 5 for 200ms }
      state b { may two  go a when x == 6 }
    }\n${GUARD}`;
    // At 3 it goes back with x > 5 already true: that sample is the first of three.
    expect((await run(text, [9, 9, 9, 6, 9, 9])).map((s) => s.split(";")[0])).toEqual(["a since 0", "a since 0", "b since 2", "a since 3", "a since 3", "b since 5"]);
  });

  test("the first that is due is taken, one at a sample", async () => {
    const text = `${ENV}machine m over room {
      start a
      state a { may one  go c when x > 50  go b when x > 5 }
      state b { may two  go c when x > 5 }
      state c { may stand  go a when x > 99 }
    }\n${GUARD}`;
    expect((await run(text, [60, 60, 60, 100, 6, 6])).map((s) => s.split(";")[0])).toEqual(["a since 0", "c since 1", "c since 1", "a since 3", "b since 4", "c since 5"]);
  });

  test("is not taken on what is not known", async () => {
    const session = await both(to("not (x < 5)"));
    const states = [{ x: 9, on: true }, { x: NaN, on: true }, { x: 9, on: true }].map((o) => session.step(o).machine!.state);
    expect(states).toEqual(["a", "a", "b"]);
    await session.guard.dispose();
  });
});

describe("`ensure`", () => {
  const promise = (ensure: string, more = "") => `${ENV}machine m over room {
    blackboard { tries: int = 0 }
    start a
    state a { may one  go b when x > 5 and tries < 2 ${more} }
    state b {
      may two
      on entry { tries = tries + 1 }
      ${ensure}
      go a when x < 1
    }
  }
  guard g over room { propose one else two else undo else stand follow m }\n`;

  test("no `go` leads on before it has been met", async () => {
    // x < 1 at 3 and 4, but x > 50 was never so before 5.
    expect((await run(promise("ensure x > 50 within 1s else rollback"), [6, 6, 0, 0, 51, 0])).map((s) => s.split(";")[0]))
      .toEqual(["a since 0", "b since 1", "b since 1", "b since 1", "b since 1", "a since 5"]);
  });

  test("not met in time it rolls back, and the compensating proposer alone acts at that sample", async () => {
    expect(await run(promise("ensure x > 50 within 200ms else rollback doing undo"), [6, 6, 6, 6, 6, 6])).toEqual([
      "a since 0; one acts",
      "b since 1; two acts; one: may not act in state `b`",
      "b since 1; two acts; one: may not act in state `b`",
      "b since 1; two acts; one: may not act in state `b`",
      "a since 4, rolled back, doing undo; undo acts; one: may not act while `undo` makes good what was done; two: may not act while `undo` makes good what was done",
      // The blackboard is as it was before b: it may be tried again.
      "b since 5; two acts; one: may not act in state `b`",
    ]);
  });

  test("without `doing` the state it came from acts at once; without `within` it is due at the next sample", async () => {
    expect((await run(promise("ensure x > 50 else rollback"), [6, 6, 6, 0])).slice(1)).toEqual([
      "b since 1; two acts; one: may not act in state `b`",
      "a since 2, rolled back; one acts",
      "a since 2; one acts",
    ]);
  });

  test("the promise of the state it goes back to counts as kept", async () => {
    const text = `${ENV}machine m over room {
      start a
      state a { may one  go b when x == 1 }
      state b { may one  ensure x == 2 within 100ms else rollback  go c when x == 3 }
      state c { may two  ensure x == 4 else rollback  go a when x == 99 }
    }\n${GUARD}`;
    // b is entered at 1 and met at 2; c at 3 fails at 4: back in b, whose promise counts as kept; c again at 5, and from there once more.
    expect((await run(text, [1, 1, 2, 3, 5, 3, 5])).map((s) => s.split(";")[0])).toEqual(["a since 0", "b since 1", "b since 1", "c since 3", "b since 4, rolled back", "c since 5", "b since 6, rolled back"]);
  });

  test("at the start there is nowhere else to go", async () => {
    const text = `${ENV}machine m over room { start a state a { may one ensure x > 50 else rollback go b when x > 60 } state b { may two go a when x < 1 } }\n${GUARD}`;
    expect((await run(text, [6, 6, 6, 61])).map((s) => s.split(";")[0])).toEqual(["a since 0", "a since 1, rolled back", "a since 1", "b since 3"]);
  });

  test("of two that are late at once the first counts", async () => {
    const told = await run(promise("ensure x > 50 within 100ms else rollback doing undo ensure x > 60 within 100ms else rollback"), [6, 6, 6, 6]);
    expect(told[3]).toContain("a since 3, rolled back, doing undo; undo acts");
    expect((await run(promise("ensure x > 50 within 100ms else rollback ensure x > 60 within 100ms else rollback doing undo"), [6, 6, 6, 6]))[3]).toBe("a since 3, rolled back; one acts");
  });

  test("what is not known does not meet it", async () => {
    const session = await both(promise("ensure not (x < 50) within 100ms else rollback"));
    const told = [6, 6, NaN, 6].map((x) => session.step({ x, on: true }).machine!);
    expect(told.map(({ state }) => state)).toEqual(["a", "b", "b", "a"]);
    expect(told.at(-1)).toMatchObject({ rolledBack: true });
    await session.guard.dispose();
  });
});

describe("the blackboard", () => {
  test("sets run one after the other: on sample, on exit, on entry", async () => {
    const text = `${ENV}machine m over room {
      blackboard { n: number = 1  half: number  ok: bool = false }
      start a
      state a { may one  on entry { n = n + 10 }  on sample { n = n + 100  half = n / 2  ok = half > 55 }  on exit { n = 0 }  go b when ok and x > 5 }
      state b { may two  on entry { n = n + 5 }  go c when n == 5 and half == 55.5 }
      state c { may stand  go a when x < 0 }
    }\n${GUARD}`;
    expect((await run(text, [9, 9, 9, 9])).map((s) => s.split(";")[0])).toEqual(["a since 0", "b since 1", "c since 2", "c since 2"]);
  });

  test("an unknown entry is unknown, and texts are compared", async () => {
    const text = `${ENV}machine m over room {
      blackboard { seen: text  ready: bool }
      start a
      state a { may one  on sample { seen = if x > 5 then "far" else "near" }  go b when seen == "far"  go c when ready or not ready }
      state b { may two  on sample { seen = "near" }  go a when seen == "near" }
      state c { may stand  go a when x < 0 }
    }\n${GUARD}`;
    expect((await run(text, [9, 0, 9, 9])).map((s) => s.split(";")[0])).toEqual(["a since 0", "a since 0", "b since 2", "a since 3"]);
  });

  test("conditions about earlier samples are asked of a monitor", async () => {
    const text = `${ENV}machine m over room { start a state a { may one go b when historically[0s, 200ms] x > 5 } state b { may two go a when x < previous x } }\n${GUARD}`;
    expect((await run(text, [0, 9, 9, 9, 10, 8])).map((s) => s.split(";")[0])).toEqual(["a since 0", "a since 0", "a since 0", "b since 3", "b since 3", "a since 5"]);
  });
});

test("an invalid observation steps it with nothing observed, and the last proposer acts", async () => {
  const session = await both(`${ENV}machine m over room { blackboard { n: int = 0 } start a state a { may one on sample { n = n + 1 } go b when n > 1 } state b { may two go a when x < 5 } }\n${GUARD}`);
  const steps = [{ x: 9, on: true }, { x: 900, on: true }, { x: 9 }, { x: 9, on: true }].map((o) => session.step(o));
  // What it counts itself is known.
  expect(steps.map((s) => `${s.machine!.state}: ${s.acting}`)).toEqual(["a: one", "a: stand", "b: stand", "b: two"]);
  await session.guard.dispose();
});

test("a session saved and put back goes on where it was", async () => {
  const session = await both(`${ENV}machine m over room { blackboard { n: int = 0 } start a state a { may one on sample { n = n + 1 } go b when n > 3 } state b { may two go a when x < 5 } }\n${GUARD}`);
  const states = [0, 1, 2, 3, 4, 5].map(() => {
    session.restart();
    return session.step({ x: 9, on: true }).machine!.state;
  });
  expect(states).toEqual(["a", "a", "a", "a", "b", "b"]);
  await session.guard.dispose();
});
