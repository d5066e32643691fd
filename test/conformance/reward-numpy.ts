import { emitPython } from "../../compiler/emit/python/module.ts";
import { LISTS, type ReportIr, type RewardIr } from "../../compiler/ir/reward.ts";
import { observationOf } from "../rewards/python/batch.ts";
import { NUMPY, pythonWith, runPython, type PythonCase, type PythonStep } from "../rewards/python/python.ts";
import type { Backend, Task } from "./reward-backends.ts";
import { REFUSED, type Answer } from "./reward-compare.ts";
import { encoded, envOf } from "./reward-inputs.ts";

/** The emitted Python, the cases of a task as one batch, and one process for all tasks. */
export const numpy: Backend = {
  name: "NumPy",
  run: async (tasks) => {
    const python = pythonWith("numpy");
    if (python === undefined) return `there is no Python with NumPy (${NUMPY})`;
    const modules: Record<string, string> = {};
    const cases = tasks.map((task, i): PythonCase => {
      const { code, classes } = emitPython(task.bundle.ir, { path: task.bundle.path, text: task.bundle.source }, "numpy");
      modules[`task_${i}`] = code;
      return { module: `task_${i}`, name: classes[0]!.name, n: task.cases.length, steps: batchOf(task) };
    });
    const steps = runPython(python, "numpy", modules, cases);
    return tasks.map(({ reward, cases: those }, i) => those.map(({ observations }, env) => observations.map((_, t) => answer(reward, steps[i]![t]!, env))));
  },
};

/** Step by step what all episodes observe; one that is over observes its last again. */
function batchOf(task: Task): PythonCase["steps"] {
  const env = envOf(task);
  const longest = Math.max(...task.cases.map(({ observations }) => observations.length));
  return Array.from({ length: longest }, (_, t) => {
    const all = task.cases.map(({ observations }) => encoded(env, observations[Math.min(t, observations.length - 1)]));
    return { reset: all.map(() => t === 0), observation: observationOf(env, all.map(({ slots }) => slots), all.map(({ texts }) => texts)), action: {} };
  });
}

function answer(reward: RewardIr, step: PythonStep, env: number): Answer {
  if (of(step.refused, env) === true) return REFUSED("its mask says so");
  const total = step.length === null ? of(step.reward, env) : listed([step.reward, step.length], env);
  const terms = Object.fromEntries(reward.items.map(({ name, kind, value }) => [name, reported(reward, value, ((kind === "log" ? step.logs : step.terms) as Record<string, unknown>)[name], env)]));
  return { reward: total as number | readonly number[], why: null, terms, terminated: of(step.terminated, env) === true };
}

/** What a report is for one environment, as JSON. */
function reported(reward: RewardIr, report: ReportIr, given: unknown, env: number): unknown {
  if (report.kind === "record") return Object.fromEntries(report.fields.map(({ name, value }) => [name, reported(reward, value, (given as Record<string, unknown>)[name], env)]));
  if (report.kind === "vector") {
    const isPlain = report.items.every(({ kind }) => kind === "scalar");
    return isPlain ? (of(given, env) as readonly unknown[]).map(known) : report.items.map((item, i) => reported(reward, item, (given as readonly unknown[])[i], env));
  }
  const { op, t } = reward.nodes[report.node]!;
  const one = (value: unknown): unknown => (t === "bool" && typeof value === "number" ? value === 1 : known(value));
  return LISTS.has(op) ? (listed(given as readonly [unknown, unknown], env) as readonly unknown[]).map(one) : one(of(given, env));
}

const of = (array: unknown, env: number): unknown => (array as readonly unknown[])[env];
const listed = ([values, lengths]: readonly [unknown, unknown], env: number): unknown => (of(values, env) as readonly unknown[]).slice(0, of(lengths, env) as number);
/** What is not finite comes as a text. */
const known = (value: unknown): unknown => (typeof value === "string" ? null : value);
