import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Bundle } from "../../compiler/bundle.ts";
import { bundleOf } from "../../runtime/files/load.ts";
import { openGuard, type Guard } from "../../runtime/guard/guard.ts";
import type { DecisionRecord } from "../../runtime/record/record.ts";

const cruise = new URL("../../examples/cruise/cruise.pol", import.meta.url).pathname;
const calm = { speed: 20, gap: 200, lead: 22 };
let bundle: Bundle;
let guard: Guard;

beforeAll(async () => {
  bundle = await bundleOf(cruise);
  guard = await openGuard(bundle, { withoutModels: true });
});
afterAll(() => guard.dispose());

const offer = (accel: unknown, age = 0) => ({ net: { action: { accel }, age } });

describe("what a network offers", () => {
  test.each([
    ["nothing", {}, "nothing proposed"],
    ["too late", offer(1, 0.2), "too old"],
    ["from the future", offer(1, -1), "too old"],
    ["of an unknown age", offer(1, NaN), "too old"],
    ["NaN", offer(NaN), "not finite"],
    ["infinite", offer(Infinity), "not finite"],
    ["outside its declared range", offer(50), "outside the declared range"],
    ["text", offer("fast"), "misshapen"],
    ["a list", offer([1]), "misshapen"],
    ["no object", { net: { action: 1 } }, "misshapen"],
    ["a field too many", { net: { action: { accel: 1, horn: true } } }, "misshapen"],
    ["a field of another name", { net: { action: { acel: 1 } } }, "misshapen"],
    ["null", { net: { action: null } }, "misshapen"],
  ])("%s: the backup acts, and the record says why", (_, offers, outcome) => {
    const { acting, action, record } = guard.session().step(calm, offers);
    expect({ acting, outcome: record.proposers[0]?.outcome }).toEqual({ acting: "coast", outcome });
    expect(action).toEqual({ accel: 0.5 });
  });

  test("sound: it acts, within what limits and rates leave of it", () => {
    const session = guard.session();
    expect(session.step(calm, offer(0.3))).toMatchObject({ acting: "net", action: { accel: 0.3 } });
    expect(session.step(calm, offer(3)).action["accel"]).toBeCloseTo(0.8, 12);
  });
});

describe("an observation that is not valid goes straight to the last proposer", () => {
  test.each([
    ["NaN", { ...calm, gap: NaN }, "`gap` is NaN"],
    ["infinite", { ...calm, gap: Infinity }, "`gap` is Infinity"],
    ["a missing field", { speed: 20, gap: 200 }, "`lead` is missing"],
    ["text for a number", { ...calm, speed: "20" }, "`speed` is text, not a number"],
    ["a field too many", { ...calm, weather: "rain" }, "`weather` is not declared"],
    ["outside its range", { ...calm, speed: 90 }, "`speed` is 90, outside 0..60"],
    ["null", null, "it is no object"],
    ["a list", [20, 200, 22], "it is no object"],
    ["nothing", undefined, "it is no object"],
    ["a getter that throws", { ...calm, get speed(): number { throw new Error("broken sensor"); } }, "broken sensor"],
  ])("%s", (_, observation, why) => {
    const { acting, action, record } = guard.session().step(observation, offer(0));
    expect({ acting, action }).toEqual({ acting: "brake", action: { accel: -8 } });
    expect(record.invalid.join("; ")).toContain(why);
    expect(record.reason).toContain("the observation is not valid");
  });
});

describe("the record", () => {
  test("names who acted and why, each condition with its line, verdict and margin, and the policy's hash", () => {
    const { record } = guard.session("s").step({ speed: 28, gap: 40, lead: 20 }, offer(2));
    expect(record).toMatchObject({ kind: "step", seq: 0, tick: 0, guard: "cruise", session: "s", policy: bundle.hash, acting: "brake", action: { accel: -8 } });
    expect(record.rule.text).toBe("brake");
    const passed = guard.session().step(calm, offer(0.1)).record;
    expect(passed.proposers[0]).toMatchObject({ proposer: "net", outcome: "acts", age: 0, proposed: { accel: 0.1 } });
    expect(passed.proposers[0]?.conditions?.map((c) => [c.line, c.verdict])).toEqual([[36, "true"], [37, "true"], [38, "true"], [39, "true"]]);
    expect(passed.proposers[0]?.conditions?.every((c) => c.margin !== null && c.margin > 0)).toBe(true);
  });

  test("reaches the sink before the decision is handed out; a sink that fails makes it the fallback", async () => {
    const kept: DecisionRecord[] = [];
    const recording = await openGuard(bundle, { withoutModels: true, sink: (r) => { if (kept.length === 2) throw new Error("disk full"); kept.push(r); } });
    const session = recording.session();
    expect(session.step(calm, offer(0.1)).acting).toBe("net");
    expect(session.step(calm, offer(0.1)).acting).toBe("net");
    const third = session.step(calm, offer(0.1));
    expect(third).toMatchObject({ acting: "brake", action: { accel: -8 } });
    expect(third.reason).toContain("disk full");
    expect(kept.map((r) => r.seq)).toEqual([0, 1]);
    await recording.dispose();
  });
});

describe("a session is its state", () => {
  const drive = (session: ReturnType<Guard["session"]>, from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => session.step({ speed: 20 + ((from + i) % 7), gap: 60 - ((from + i) % 50), lead: 18 }, (from + i) % 11 === 0 ? {} : offer(Math.sin(from + i))));

  test("saved, moved and replayed byte for byte", () => {
    const first = guard.session();
    drive(first, 0, 100);
    const saved = first.snapshot();
    const rest = drive(first, 100, 200).map((d) => d.action);
    const second = guard.session();
    second.restore(saved);
    expect(drive(second, 100, 200).map((d) => d.action)).toEqual(rest);
    expect(second.snapshot()).toEqual(first.snapshot());
  });

  test("of another size is refused", () => {
    expect(() => guard.session().restore(new Uint8Array(3))).toThrow(RangeError);
  });

  test("sessions do not share anything", () => {
    const [a, b] = [guard.session(), guard.session()];
    a.step(calm, {});
    expect(b.step(calm, offer(0.1)).acting).toBe("net");
    expect(a.step(calm, offer(0.1)).acting).toBe("coast");
  });
});

test("a guard whose isolate is gone answers its fallback", async () => {
  const short = await openGuard(bundle, { withoutModels: true });
  const session = short.session();
  session.step(calm, offer(0.1));
  await short.dispose();
  const { acting, action, reason } = session.step(calm, offer(0.1));
  expect({ acting, action }).toEqual({ acting: "brake", action: { accel: -8 } });
  expect(reason).toContain("the sandbox failed");
});

test("a hold keeps the backup until its condition has held for its time, and the network comes back", () => {
  const session = guard.session();
  expect(session.step(calm, {}).acting).toBe("coast");
  const acting = Array.from({ length: 21 }, () => session.step(calm, offer(0.1)).acting);
  expect(acting.slice(0, 19).every((a) => a === "coast")).toBe(true);
  expect(acting.slice(19)).toEqual(["net", "net"]);
});
