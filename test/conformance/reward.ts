import type { Kind, Outcome, RunOptions } from "./kind.ts";
import { BACKENDS } from "./reward-all.ts";
import type { Answers, Backend, Task } from "./reward-backends.ts";
import { casesOf, type Case } from "./reward-cases.ts";
import { difference } from "./reward-compare.ts";
import { findTask } from "./reward-tasks.ts";

/** Inputs of rewards from papers with what their code gives, against a `.pol` file a task, in everything that runs rewards. */
export const reward: Kind = {
  holds: (file) => file.endsWith(".jsonl"),
  run: (path, options) => runFile(path, options),
};

async function runFile(path: string, { policies, progress }: RunOptions): Promise<Outcome> {
  const began = performance.now();
  const [tasks, later, differences]: [Task[], string[], string[]] = [[], [], []];
  let [passed, failed, skipped] = [0, 0, 0];
  for (const [name, cases] of casesOf(path)) {
    const found = await findTask(name, cases, policies);
    if ("reward" in found) tasks.push(found);
    else if ("later" in found) {
      later.push(name);
      skipped += cases.length;
    } else {
      failed += cases.length;
      differences.push(`${name}: ${found.missing}`);
    }
  }
  const figures: Record<string, unknown> = {};
  const wrong = new Set<Case>();
  for (const [i, backend] of BACKENDS.entries()) {
    if (tasks.length > 0) figures[backend.name] = judge(await attempt(backend, tasks), backend.name, tasks, wrong, differences);
    progress((i + 1) / BACKENDS.length);
  }
  const cases = tasks.flatMap((task) => task.cases);
  failed += wrong.size;
  passed += cases.length - wrong.size;
  if (later.length > 0) figures["not covered yet"] = `${later.join(", ")} (rows: ${skipped}): steps of safe control, which no reward says`;
  return { passed, failed, differences, figures: { ...figures, seconds: Math.round((performance.now() - began) / 100) / 10 } };
}

/** Something that fails whole has no answer to any task. */
async function attempt(backend: Backend, tasks: readonly Task[]): Promise<readonly Answers[] | string> {
  try {
    return await backend.run(tasks);
  } catch (error) {
    return tasks.map(() => (error instanceof Error ? error.message : String(error)));
  }
}

/** Notes the cases that differ, and says how many agree. */
function judge(answers: readonly Answers[] | string, name: string, tasks: readonly Task[], wrong: Set<Case>, differences: string[]): string {
  if (typeof answers === "string") return `skipped: ${answers}`;
  let [agree, all] = [0, 0];
  for (const [i, task] of tasks.entries()) {
    const of = answers[i]!;
    if (typeof of === "string") differences.push(`${task.name}, ${name}: ${of}`);
    for (const [k, one] of task.cases.entries()) {
      all += 1;
      const differs = typeof of === "string" ? "" : difference(one, of[k]!);
      if (differs === null) agree += 1;
      else wrong.add(one);
      if (differs) differences.push(`${one.id}, ${name}: ${differs}`);
    }
  }
  return `${agree} of ${all}`;
}
