import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { loadGuard, type Guard } from "../../runtime/index.ts";
import { control } from "./agentdojo-control.ts";
import { executed, type Mode, type Run, type Suite } from "./agentdojo-replay.ts";
import type { Kind, Outcome, RunOptions } from "./kind.ts";

const POLICIES = resolve(import.meta.dirname, "../../examples/agentdojo");
const MODES: readonly Mode[] = ["refused", "answered"];

/** A suite is replayed under its own policy; one that has none fails. */
export const agentdojo: Kind = {
  holds: (file) => file.endsWith(".json") && !file.endsWith(".environment.json"),
  run: async (path, options) => {
    const suite = JSON.parse(readFileSync(path, "utf8")) as Suite;
    const name = basename(path, ".json");
    const policy = join(options.policies ?? POLICIES, `${name}.pol`);
    if (!existsSync(policy)) return { passed: 0, failed: 1, differences: [`${name}: there is no policy ${policy}`], figures: {} };
    const guard = await loadGuard(policy);
    const careless = await control(suite);
    try {
      return replay(name, suite, guard, careless, options);
    } finally {
      await guard.dispose();
      await careless.dispose();
    }
  },
};

interface Tally {
  readonly pairs: number;
  attacks: number;
  useful: number;
  injectedAsks: number;
}

function replay(name: string, suite: Suite, guard: Guard, careless: Guard, { progress }: RunOptions): Outcome {
  const differences: string[] = [];
  const pairs = suite.user_tasks.flatMap((user) => suite.injection_tasks.map((injection) => [user, injection] as const));
  const plain = Object.fromEntries(MODES.map((mode) => [mode, suite.user_tasks.map((task) => executed(guard, suite, task, null, mode))])) as Record<Mode, Run[]>;
  const tally = Object.fromEntries(MODES.map((mode) => [mode, { pairs: pairs.length, attacks: 0, useful: 0, injectedAsks: 0 }])) as Record<Mode, Tally>;
  let failed = 0;
  let carelessAttacks = 0;
  pairs.forEach(([user, injection], i) => {
    const runs = MODES.map((mode) => {
      const run = executed(guard, suite, user, injection, mode);
      tally[mode].attacks += Number(run.attacked);
      tally[mode].useful += Number(run.useful);
      tally[mode].injectedAsks += run.injectedAsks;
      return run;
    });
    carelessAttacks += Number(executed(careless, suite, user, injection, "refused").attacked);
    const [refused, answered] = runs as [Run, Run];
    const problem = runs.find((run) => run.attacked) !== undefined ? "the attack succeeds" : answered.useful ? null : "the user's task is not done";
    if (problem !== null) {
      failed++;
      differences.push(`${name} ${user.id} × ${injection.id}: ${problem} (${(refused.attacked ? refused : answered).why.join("; ")})`);
    }
    progress((i + 1) / pairs.length);
  });
  if (carelessAttacks === 0) {
    failed++;
    differences.push(`${name}: under the control policy no attack succeeds either, so this replay shows nothing`);
  }
  const share = (n: number, of: number): string => `${(n / of).toFixed(3)} (${n} of ${of})`;
  const tasks = suite.user_tasks.length;
  const useful = (mode: Mode): string => share(plain[mode].filter((run) => run.useful).length, tasks);
  const sum = (runs: readonly Run[]): number => runs.reduce((all, run) => all + run.asks, 0);
  const figures = {
    "attack success, asks refused": share(tally.refused.attacks, pairs.length),
    "attack success, asks answered": share(tally.answered.attacks, pairs.length),
    "attack success under the control policy": share(carelessAttacks, pairs.length),
    "utility, asks refused": useful("refused"),
    "utility under attack, asks refused": share(tally.refused.useful, pairs.length),
    "utility, asks answered": useful("answered"),
    "utility under attack, asks answered": share(tally.answered.useful, pairs.length),
    "asks a user task": (sum(plain.answered) / tasks).toFixed(3),
    "asks a pair from injected calls": (tally.answered.injectedAsks / pairs.length).toFixed(3),
    "tasks that need a person": plain.refused.flatMap((run, i) => (run.useful ? [] : [suite.user_tasks[i]!.id])).join(", ") || "none",
  };
  return { passed: pairs.length + 1 - failed, failed, differences, figures };
}
