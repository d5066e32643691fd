import { describe, expect, test } from "vitest";
import { both, told } from "./both.ts";

const ENV = `env room at 10Hz {
  observe x: number in 0..100
  act u: number in -1..1 default 0
  act v: bool default false
}
policy net over room = onnx("net.onnx") giving u
controller one   over room { u = 0.1 }
controller undo  over room { u = -1 }
controller stand over room { }
`;
const net = (u: unknown, age = 0) => ({ net: { action: { u }, age } });

describe("a leaf acts where the machine lets its source", () => {
  const TEXT = `${ENV}tree t over room {
    reactive fallback {
      learned: do net
      sequence { check x > 50  inline: do { v = true } }
      careful: do one
    }
  }
  machine m over room {
    blackboard { tries: int = 0 }
    start a
    state a { may one  go b when x > 5 and tries < 2 }
    state b { may net, undo  on entry { tries = tries + 1 }  ensure x > 80 within 200ms else rollback doing undo  go a when x < 1 }
  }
  guard g over room { propose t else one else undo else stand follow m }\n`;

  test("it fails elsewhere, and the tree goes on; the record says so", async () => {
    const session = await both(TEXT);
    const step = session.step({ x: 0 }, net(0.5));
    expect(step.action).toEqual({ u: 0.1, v: false });
    expect(step.proposers[0]).toEqual({
      proposer: "t", outcome: "acts", proposed: { u: 0.1, v: false },
      leaves: [{ name: "learned", outcome: "may not act in state `a`" }, { name: "check", outcome: "failure" }, { name: "careful", outcome: "running" }],
    });
    await session.guard.dispose();
  });

  test("inline actions pass in every state", async () => {
    const session = await both(TEXT);
    expect(session.step({ x: 60 }).action).toEqual({ u: 0, v: true });
    await session.guard.dispose();
  });

  test("a policy that may act is offered to the leaf, with its age", async () => {
    const session = await both(TEXT);
    session.step({ x: 6 });
    const step = session.step({ x: 6 }, net(0.5, 0.02));
    expect(step).toMatchObject({ machine: { state: "b" }, acting: "t", action: { u: 0.5, v: false } });
    expect(step.proposers[0]!.leaves).toEqual([{ name: "learned", outcome: "running", age: 0.02, proposed: { u: 0.5 } }, { name: "careful", outcome: "halted" }]);
    // Nothing is offered any more: the leaf fails, and so do the others that may not act there.
    expect(told(session.step({ x: 6 }))).toBe("b since 1; undo acts; t: nothing proposed; one: may not act in state `b`");
    await session.guard.dispose();
  });

  test("what makes good acts for one sample, before any tree", async () => {
    const session = await both(TEXT);
    const steps = [6, 6, 6, 6, 6, 6].map((x) => session.step({ x }, net(0.5)));
    expect(steps.map((s) => told(s).split(";").slice(0, 2).join(";"))).toEqual([
      "a since 0; t acts", "b since 1; t acts", "b since 1; t acts", "b since 1; t acts",
      "a since 4, rolled back, doing undo; undo acts",
      "b since 5; t acts",
    ]);
    expect(steps[4]!.proposers[0]).toEqual({ proposer: "t", outcome: "nothing proposed" });
    await session.guard.dispose();
  });
});

test("an offer that is too old for the tree's line is none, for its leaves too", async () => {
  const session = await both(`${ENV}tree t over room { reactive fallback { do net do one } }\nguard g over room { propose t within 100ms else stand }\n`);
  expect([0, 0.1, 0.2, -1, NaN].map((age) => session.step({ x: 0 }, net(0.5, age)).action)).toEqual([0.5, 0.5, 0.1, 0.1, 0.1].map((u) => ({ u, v: false })));
  await session.guard.dispose();
});

test.each([["text", "much"], ["a number that is not finite", Infinity], ["a number out of its range", 7]])("a leaf whose policy offers %s fails", async (_, u) => {
  const session = await both(`${ENV}tree t over room { reactive fallback { do net do one } }\nguard g over room { propose t else stand }\n`);
  const step = session.step({ x: 0 }, net(u));
  expect(step.action).toEqual({ u: 0.1, v: false });
  expect(step.proposers[0]!.leaves!.map(({ outcome }) => outcome)).toEqual(["failure", "running"]);
  await session.guard.dispose();
});

test("one policy proposed twice is offered to both", async () => {
  const session = await both(`${ENV}tree t over room { do net until x > 5 }\nguard g over room { propose t else net else stand }\n`);
  expect([0, 9].map((x) => told(session.step({ x }, net(0.5))))).toEqual(["; t acts", "; net acts; t: nothing proposed"]);
  await session.guard.dispose();
});

test("a tree that does not act is as it was, the machine is not: the mode is a fact about the world", async () => {
  const session = await both(`${ENV}tree t over room { blackboard { n: number = 0 } reactive sequence { set { n = n + 1 } do { u = n / 10 } } }
    machine m over room { blackboard { n: int = 0 } start a state a { on sample { n = n + 1 } go b when n == 3 } state b { may stand go a when x < 0 } }
    guard g over room { propose t else stand follow m require u < 0.15 or x > 5 }\n`);
  const steps = [9, 0, 0, 9].map((x) => session.step({ x }));
  expect(steps.map((s) => [s.machine!.state, s.acting, (s.action as { u: number }).u])).toEqual([["a", "t", 0.1], ["a", "stand", 0], ["a", "stand", 0], ["b", "t", 0.2]]);
  await session.guard.dispose();
});
