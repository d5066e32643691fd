import type { PythonTarget } from "../../../compiler/emit/python/dialect.ts";
import { emitPython } from "../../../compiler/emit/python/module.ts";
import type { ProgramIr } from "../../../compiler/ir/ir.ts";
import { RewardEpisode, type RewardStep } from "../../../runtime/interpreter/reward.ts";
import { featuresOf } from "../../../runtime/texts/features.ts";
import { Chance } from "../../property/random.ts";
import type { RewardProgram } from "../generate.ts";
import { anyStep } from "../inputs.ts";
import { actionOf, observationOf } from "./batch.ts";
import { differences } from "./compare.ts";
import { runPython, type PythonCase } from "./python.ts";

const ENVIRONMENTS = 5;
const STEPS = 6;
const SAID = ["", "aaa", "abc", "a\nb", "ü", "\ud800", null];

/** A program of one reward, as the emitter takes it. */
export function programOf({ env, reward }: RewardProgram): ProgramIr {
  return { format: 1, path: "x.pol", envs: [env], rewards: [reward], fns: [], specs: [], controllers: [], policies: [], privileges: [], guards: [], tests: [] };
}

export interface Compared {
  /** At most a few of each program. */
  readonly differences: readonly string[];
  readonly refused: number;
  readonly steps: number;
}

/** Runs programs in Python and in the interpreter: several environments at once, each with resets of its own. */
export function compareInPython(python: string, target: PythonTarget, programs: readonly RewardProgram[], seed: number): Compared {
  const modules: Record<string, string> = {}, expected: (readonly (readonly RewardStep[])[])[] = [];
  const cases = programs.map((program, i): PythonCase => {
    const { code, classes } = emitPython(programOf(program), { path: "x.pol", text: "" }, target);
    modules[`m${i}`] = code;
    const { steps, results } = episodes(program, new Chance(seed + i));
    expected.push(results);
    return { module: `m${i}`, name: classes[0]!.name, n: ENVIRONMENTS, steps };
  });
  const given = runPython(python, target, modules, cases);
  const found = programs.flatMap(({ reward }, i) => expected[i]!.flatMap((row, step) =>
    row.flatMap((one, at) => differences(reward, one, given[i]![step]!, at, 1e-9).map((what) => `program ${i}, step ${step}, environment ${at}: ${what}`))).slice(0, 3));
  const all = expected.flat(2);
  return { differences: found, refused: all.filter(({ refused }) => refused !== null).length, steps: all.length };
}

function episodes({ env, reward }: RewardProgram, c: Chance): { readonly steps: PythonCase["steps"]; readonly results: readonly (readonly RewardStep[])[] } {
  const read = featuresOf(reward), running = Array.from({ length: ENVIRONMENTS }, () => new RewardEpisode(env, reward));
  const results: RewardStep[][] = [];
  const steps = Array.from({ length: STEPS }, () => {
    const inputs = running.map(() => anyStep(c, env, reward)), texts = running.map(() => ({ said: c.pick(SAID) }));
    results.push(running.map((episode, i) => {
      if (inputs[i]!.reset) episode.reset();
      return episode.step({ ...inputs[i]!, features: read(texts[i]!) });
    }));
    return { reset: inputs.map(({ reset }) => reset), observation: observationOf(env, inputs.map(({ obs }) => obs), texts), action: actionOf(env, inputs.map(({ acts }) => acts)) };
  });
  return { steps, results };
}
