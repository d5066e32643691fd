import { expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";

const TEXT = `env road at 10Hz {
  observe gap: [m] in 0..300
  act accel: [m/s^2] in -8..3 default 0
}
spec far over road = always (gap < 20m implies eventually[0s, 0.2s] gap >= 20m)
spec gentle over road = historically accel > -9[m/s^2]
policy net over road = onnx("net.onnx")
controller brake over road { accel = -8[m/s^2] }
guard g over road { propose net else brake }
`;

test("a session's records say what each step settled of the specs it follows", async () => {
  const guard = await openGuard(await compileText("road.pol", TEXT, { models: "none" }), { withoutModels: true, monitors: ["far", "gentle"] });
  const session = guard.session();
  const specs = [30, 10, 12, 25, 10].map((gap) => session.step({ gap }, { net: { action: { accel: 1 } } }).record.specs);
  expect(specs[0]).toEqual([{ spec: "far", instant: null, verdict: "unknown", robustness: [null, null] }, { spec: "gentle", instant: 0, verdict: "true", robustness: [10, 10] }]);
  expect(specs.slice(2).map((one) => one![0])).toEqual([
    { spec: "far", instant: 0, verdict: "true", robustness: [10, 10] },
    { spec: "far", instant: 1, verdict: "true", robustness: [5, 5] },
    { spec: "far", instant: 2, verdict: "true", robustness: [5, 5] },
  ]);
  // The last resort's action counts as the one that was applied.
  expect(session.step({ gap: "no" }).record.specs).toMatchObject([{ instant: 3, verdict: "true" }, { verdict: "unknown" }]);
  await guard.dispose();
});

test("a spec that is not there, or needs the whole trace, is refused before anything runs", async () => {
  const bundle = await compileText("road.pol", TEXT.replace("gentle over road = historically", "gentle over road = eventually always"), { models: "none" });
  await expect(openGuard(bundle, { withoutModels: true, monitors: ["nobody"] })).rejects.toThrow("no spec `nobody`");
  await expect(openGuard(bundle, { withoutModels: true, monitors: ["gentle"] })).rejects.toThrow("no spec `gentle`");
  const long = await compileText("road.pol", TEXT.replace("eventually[0s, 0.2s]", "eventually[0s, 100000s]"), { models: "none" });
  await expect(openGuard(long, { withoutModels: true, monitors: ["far"] })).rejects.toThrow("too much to be followed beside a guard");
});
