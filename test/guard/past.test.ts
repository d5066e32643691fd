import { describe, expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";
import type { SampledSession } from "../../runtime/guard/sampled.ts";

const ROAD = `env road at 2Hz {
  observe speed: [m/s] in 0..60
  observe gap: [m] in 0..300
  act accel: [m/s^2] in -8..3 default 0
  dynamics {
    speed' = accel
    gap' = -speed
  }
}
spec warned over road = always (gap < 20m implies once[0s, 1s] speed < 10[m/s])
spec far over road = always gap > 2m
policy net over road = onnx("net.onnx")
controller brake over road { accel = -8[m/s^2] }
`;

async function session(conditions: string, proposal = "net"): Promise<SampledSession> {
  const bundle = await compileText("road.pol", `${ROAD}guard g over road {\n  propose ${proposal}\n  else brake\n${conditions}\n}\n`, { models: "none" });
  return (await openGuard(bundle, { withoutModels: true })).session();
}

const step = (s: SampledSession, gap: unknown, speed = 5, accel = 1): string => s.step({ speed, gap }, { net: { action: { accel } } }).acting;

describe("conditions about earlier samples", () => {
  test("an invalid sample is unknown until it leaves the window", async () => {
    const s = await session("require historically[0s, 1s] gap > 3m");
    expect([50, 50, "broken", 50, 50, 50].map((gap) => step(s, gap))).toEqual(["net", "net", "brake", "brake", "brake", "net"]);
  });

  test("keep asks about the next states, which do not stay", async () => {
    const s = await session("keep warned");
    // From 22 m at 20 m/s the next state is 12 m: nobody was slow in the last second.
    expect(step(s, 22, 20)).toBe("brake");
    expect(step(s, 22, 5)).toBe("net");
    expect(step(s, 22, 20)).toBe("net");
    expect(step(s, 22, 20)).toBe("brake");
  });

  test("require counts the action that is judged, and is stepped with the one that acts", async () => {
    const s = await session("require not (accel > 2[m/s^2] and historically[0.5s, 1s] accel > 2[m/s^2])");
    // At first the window is empty, which is true of it; then it holds what was applied, and a look leaves nothing there.
    expect([3, 3, 3, 3].map((accel) => step(s, 50, 5, accel))).toEqual(["brake", "net", "net", "brake"]);
  });

  test("when, controllers and margins read the past too", async () => {
    const s = await session("require margin(far) > 1m", "net when not rise gap < 10m");
    expect([50, 9, 9, 2.5, 50].map((gap) => step(s, gap))).toEqual(["net", "brake", "net", "brake", "net"]);
  });

  test("a snapshot holds the windows", async () => {
    const s = await session("require historically[0s, 2s] gap > 3m");
    [50, 1, 50].forEach((gap) => step(s, gap));
    const saved = s.snapshot();
    const after = (): string[] => [50, 50, 50, 50].map((gap) => step(s, gap));
    const first = after();
    s.restore(saved);
    expect(after()).toEqual(first);
    expect(first).toEqual(["brake", "brake", "brake", "net"]);
  });
});
