import fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "../../compiler/program.ts";
import { RewardEpisode } from "../../runtime/interpreter/reward.ts";
import { compileText } from "../../runtime/files/load.ts";
import { oracle, type Sample } from "../../runtime/interpreter/trace.ts";
import { openMonitor } from "../../runtime/monitor/monitor.ts";
import { formulas } from "../property/formulas.ts";

// A reward remembers what it needs of the past; the definition looks at the whole trace. Both must see the same.

const HOST = { readText: () => undefined, exists: () => true };
const trace = fc.array(fc.record({ x: fc.integer({ min: -3, max: 3 }), y: fc.integer({ min: -3, max: 3 }), on: fc.boolean() }), { minLength: 1, maxLength: 14 });

function compiled(items: string, specs: readonly string[] = []) {
  const text = `fn near(a: number, b: number) -> bool = a < b and b < a + 3\nenv e at 1Hz { observe x: number observe y: number observe z: number? observe on: bool act u: number in -1..1 default 0 }\n${specs.map((s, i) => `spec s${i} over e = ${s}`).join("\n")}\nreward r over e {\n  term zero = x - x\n${items}\n}\n`;
  const { program, diagnostics } = analyze({ path: "a.pol", text }, HOST);
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  return { text, program, env: program.envs[0]!, reward: program.rewards?.[0], errors };
}

const sample = ({ x, y, on }: { x: number; y: number; on: boolean }): Sample => ({ obs: [x, y, NaN, on ? 2 : 0], act: [0], mem: [], last: [0], active: NaN });

/** What each log is at each step. */
function logged({ env, reward }: ReturnType<typeof compiled>, samples: readonly Sample[]): readonly (readonly number[])[] {
  const episode = new RewardEpisode(env, reward!);
  const nodes = reward!.items.filter(({ kind }) => kind === "log").map(({ value }) => (value.kind === "scalar" ? value.node : -1));
  return samples.map(({ obs, act }) => {
    const step = episode.step({ obs, acts: act });
    expect(step.refused).toBeNull();
    return nodes.map((node) => step.values.get(node) as number);
  });
}

test("a condition over the past is what it is by its definition", () => {
  fc.assert(fc.property(fc.array(formulas({ endless: true, past: true, depth: 3 }), { minLength: 1, maxLength: 4 }), trace, (texts, points) => {
    const made = compiled(texts.map((_, i) => `  log l${i} = s${i}`).join("\n"), texts);
    expect(made.errors).toEqual([]);
    const samples = points.map(sample);
    const judge = oracle(made.program, made.env, samples);
    const found = logged(made, samples);
    for (const k of samples.keys()) for (const i of texts.keys()) expect([k, texts[i], found[k]![i]]).toEqual([k, texts[i], judge.truth(made.program.specs[i]!.formula, k)]);
  }), { numRuns: 300 });
});

test("the robustness of a spec is known once its horizon has gone by", () => {
  // Where something is not known, the definition may still know between what; a reward then says nothing.
  const known = formulas({ endless: false, past: false, depth: 3 }).filter((text) => !text.includes("previous x"));
  fc.assert(fc.property(known, trace, (text, points) => {
    const made = compiled("  log l = robustness(s0)", [text]);
    expect(made.errors).toEqual([]);
    const samples = points.map(sample);
    const found = logged(made, samples).map(([value]) => value!);
    const horizon = found.findIndex((value) => !Number.isNaN(value));
    if (horizon < 0) return;
    for (const k of samples.keys()) {
      const wanted = k < horizon ? NaN : oracle(made.program, made.env, samples.slice(0, k + 1)).robustness(made.program.specs[0]!.formula, k - horizon);
      expect([text, k, found[k]! + 0]).toEqual([text, k, wanted + 0]);
    }
  }), { numRuns: 300 });
});

test("a smooth robustness is the monitor's", async () => {
  const wanted = formulas({ endless: false, past: false, depth: 2 }).filter((text) => !/previous x|since|until|unless|release|once \(|historically \(/.test(text));
  for (const [text, points] of fc.sample(fc.tuple(wanted, trace), { numRuns: 16, seed: 20261122 })) {
    for (const sharpness of [1, 3]) {
      const made = compiled(`  log hard = robustness(s0)\n  log soft = robustness(s0, ${sharpness})`, [text]);
      expect(made.errors).toEqual([]);
      const monitor = await openMonitor(await compileText("a.pol", made.text));
      try {
        const obs = [points.map(({ x }) => x), points.map(({ y }) => y), points.map(() => NaN), points.map(({ on }) => (on ? 2 : 0))].map((column) => Float64Array.from(column));
        const { values } = monitor.smooth("s0", { length: points.length, obs, acts: [Float64Array.from(points, () => 0)], times: null }, { sharpness });
        const found = logged(made, points.map(sample));
        const horizon = found.findIndex(([hard]) => !Number.isNaN(hard));
        if (horizon < 0) continue;
        for (let k = horizon; k < points.length; k++) {
          const [soft, smooth] = [found[k]![1]!, values[k - horizon]!];
          expect(Number.isFinite(smooth) ? Math.abs(soft - smooth) < 1e-9 * Math.max(1, Math.abs(smooth)) : soft === smooth, `${text} at ${k}: ${soft}, not ${smooth}`).toBe(true);
        }
      } finally {
        monitor.dispose();
      }
    }
  }
});

test("`always` without an end is over all steps so far", () => {
  const made = compiled("  log a = robustness(s0)\n  log b = robustness(s1)", ["always x < 2", "eventually x > 2"]);
  expect(logged(made, [1, 3, 0].map((x) => sample({ x, y: 0, on: false })))).toEqual([[1, -1], [-1, 1], [-1, 1]]);
});

test.each([
  ["if (eventually[0s, 2s] x > 1) then 1 else 0", "a condition that looks ahead"],
  ["robustness(s0)", "`eventually` without an end"],
])("%s is refused", (value, what) => {
  expect(compiled(`  log l = ${value}`, ["always eventually x > 1"]).errors.join()).toContain(what);
});
