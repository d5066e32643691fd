import { describe, expect, test } from "vitest";
import type { SampledGuardIr } from "../../compiler/ir/ir.ts";
import { stepText } from "../../runtime/explain/step-text.ts";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";
import { sampledPolicy, SampledSession } from "../../runtime/guard/sampled.ts";
import { InterpretedGuard } from "../../runtime/interpreter/guard.ts";
import { runTests } from "../../runtime/testing/tests.ts";
import { both } from "./both.ts";

const TEXT = `env room at 10Hz { observe x: number in 0..100  act u: number in -1..1 default 0 }
policy net over room = onnx("net.onnx")
controller undo  over room { u = -1 }
controller stand over room { }
tree t over room { reactive fallback { learned: do net  do { u = 0.25 } } }
machine m over room {
  start a
  state a { go b when x > 5 }
  state b { may net  ensure x > 50 else rollback doing undo }
}
guard g over room { propose t else undo else stand follow m }
`;

describe("explained", () => {
  test("the state, the leaves, and why somebody may not act", async () => {
    const session = await both(TEXT);
    const of = (x: number) => stepText(session.step({ x }, { net: { action: { u: 0.5 }, age: 0.01 } })).filter((line) => /`m`|leaf|undo:|t:/.test(line));
    expect(of(9)).toEqual(["  `m` is in `a` since tick 0", "  t: acts (u 0.25)", "    leaf learned: may not act in state `a`", "    leaf do: running", "  undo: not asked"]);
    expect(of(9)).toEqual(["  `m` is in `b` since tick 1", "  t: acts (u 0.5)", "    leaf learned: running (u 0.5, 0.01 s old)", "    leaf do: halted", "  undo: not asked"]);
    expect(of(9)).toEqual(["  `m` rolled back to `a` since tick 2: `undo` makes good what was done", "  t: acts (u 0.25)", "    leaf learned: may not act while `undo` makes good what was done", "    leaf do: running", "  undo: not asked"]);
    await session.guard.dispose();
  });
});

test("an engine that leaves a machine in no state is not relied on", async () => {
  const bundle = (await both(TEXT)).guard.bundle;
  const policy = sampledPolicy(bundle.ir, bundle.ir.guards[0] as SampledGuardIr, TEXT, bundle.hash);
  const interpreter = new InterpretedGuard(bundle.ir, "g");
  const io = new Float64Array(policy.layout.size);
  let odd: number | null = null;
  const step = (): void => {
    interpreter.step(io);
    if (odd !== null) io[policy.layout.machine!] = odd;
  };
  const session = new SampledSession(policy, "s", io, { reset: () => interpreter.reset(io), step }, () => undefined);
  expect(session.step({ x: 0 }).acting).toBe("t");
  for (odd of [2, -1, 0.5, NaN]) expect(session.step({ x: 0 })).toMatchObject({ acting: "stand", reason: "`stand` acts: the sandbox left the machine in no state", record: { machine: { state: "a" } } });
  odd = null;
  expect(session.step({ x: 0 }).acting).toBe("t");
});

test("networks that only a tree's leaves use are opened and asked", async () => {
  const folder = new URL("../../examples/cruise/", import.meta.url).pathname;
  const text = `env highway at 20Hz { observe speed: [m/s] in 0..60  observe gap: [m] in 0..300  observe lead: [m/s] in 0..60  act accel: [m/s^2] in -8..3 default 0 }
    policy net over highway = onnx("cruise.onnx")
    controller brake over highway { accel = -8[m/s^2] }
    tree drive over highway { learned: do net }
    guard g over highway { propose drive within 10s else brake }\n`;
  const guard = await openGuard(await compileText(`${folder}t.pol`, text));
  expect([...guard.networks.keys()]).toEqual(["net"]);
  const { record } = await guard.step({ speed: 20, gap: 200, lead: 22 });
  expect(record.acting).toBe("drive");
  expect(record.proposers[0]!.leaves).toEqual([{ name: "learned", outcome: "running", age: expect.any(Number) as number, proposed: record.action }]);
  await guard.dispose();
  await expect(openGuard(await compileText(`${folder}t.pol`, text, { models: "none" }))).rejects.toThrow("holds no model `cruise.onnx`");
});

test("tests in a file say what a policy gives to a tree's leaves, and both engines play them", async () => {
  const text = `${TEXT.replace("act u: number", "dynamics discrete { x' = x + 10 * u }  act u: number")}
test "the machine decides which leaf acts" on g {
  given { x = 8 }
  net gives { u = 0.5 }
  simulate 500ms
  expect always x < 30
}
test "and it moves" on g {
  given { x = 8 }
  net gives { u = 1 }
  simulate 100ms
  expect always x < 9
}
`;
  const results = await runTests(await compileText("t.pol", text, { models: "none" }));
  expect(results.map(({ failures }) => failures.map(({ message }) => message))).toEqual([[], ["`always x < 9` is false, first at 0.1 s"]]);
});
