import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { loadGuard, type Guard } from "../../runtime/index.ts";
import type { Kind, Outcome, RunOptions } from "./kind.ts";
import { Agent, type Done } from "./tau2-agent.ts";
import { control } from "./tau2-control.ts";
import type { Call, Database, Suite, Task } from "./tau2-data.ts";
import { KINDS, type Variant } from "./tau2-variants.ts";
import { World } from "./tau2-world.ts";

const POLICIES = resolve(import.meta.dirname, "../../examples/tau2");

/** A domain is replayed under its own policy, from the database beside it; one that has no policy fails. */
export const tau2: Kind = {
  holds: (file) => file.endsWith(".json") && !file.endsWith(".db.json"),
  run: async (path, options) => {
    const name = basename(path, ".json");
    const policy = join(options.policies ?? POLICIES, `${name}.pol`);
    if (!existsSync(policy)) return { passed: 0, failed: 1, differences: [`${name}: there is no policy ${policy}`], figures: {} };
    const suite = JSON.parse(readFileSync(path, "utf8")) as Suite;
    const database = JSON.parse(readFileSync(join(dirname(path), `${name}.db.json`), "utf8")) as Database;
    const guards = { guard: await loadGuard(policy), careless: await control(suite) };
    try {
      return new Replay(name, suite, database, guards).run(options);
    } finally {
      await guards.guard.dispose();
      await guards.careless.dispose();
    }
  },
};

class Replay {
  readonly #name: string;
  readonly #suite: Suite;
  readonly #database: Database;
  readonly #guards: { readonly guard: Guard; readonly careless: Guard };
  readonly #writes: ReadonlySet<string>;
  readonly #verdicts = { allow: 0, ask: 0, forbid: 0 };
  readonly #variants = new Map(Object.keys(KINDS).map((kind) => [kind, { refused: 0, all: 0 }]));
  readonly #asks: number[] = [];
  readonly #differences: string[] = [];
  #impossible = 0;

  constructor(name: string, suite: Suite, database: Database, guards: { readonly guard: Guard; readonly careless: Guard }) {
    this.#name = name;
    this.#suite = suite;
    this.#database = database;
    this.#guards = guards;
    this.#writes = new Set(suite.tools.filter((tool) => tool.kind === "write").map((tool) => tool.name));
  }

  run({ progress }: RunOptions): Outcome {
    this.#suite.user_tasks.forEach((task, i) => {
      this.#task(task);
      progress((i + 1) / this.#suite.user_tasks.length);
    });
    const { allow, ask, forbid } = this.#verdicts;
    const variants = [...this.#variants.values()];
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    const count = sum(variants.map((one) => one.all));
    const failed = this.#differences.length;
    return {
      passed: allow + ask + forbid + count - failed, failed, differences: this.#differences,
      figures: {
        "ground-truth calls": `${allow + ask + forbid}: ${allow} granted, ${ask} asked, ${forbid} refused`,
        ...Object.fromEntries([...this.#variants].map(([kind, { refused, all }]) => [kind, all === 0 ? "no ground-truth call to make it of" : `${refused} of ${all} not executed`])),
        "insurance added to a reservation": this.#suite.tools.some((tool) => tool.name.startsWith("update_") && JSON.stringify(tool.parameters).includes("insurance")) ? "not tried" : "no tool has an argument for it",
        "variants executed by a policy that allows everything": `${count - this.#impossible} of ${count}`,
        "asks a task": `${(sum(this.#asks) / this.#asks.length).toFixed(2)} on average, ${Math.max(...this.#asks)} at most`,
      },
    };
  }

  #task(task: Task): void {
    const agent = new Agent(this.#guards.guard, new World(this.#database), task, this.#writes);
    let asks = 0;
    task.calls.forEach((call, i) => {
      const before = agent.world.copy();
      const done = agent.do(call);
      this.#verdicts[done.isExecuted ? done.verdict : "forbid"]++;
      if (done.verdict === "ask") asks++;
      if (!done.isExecuted) this.#differences.push(`${this.#name} ${task.id}: refused ${shown(call.tool, call.args)}: ${done.reason}`);
      else if (this.#writes.has(call.tool)) this.#vary(task, i, before);
    });
    this.#asks.push(asks);
  }

  /** Every illegal variant of a task's call, in its place. */
  #vary(task: Task, at: number, world: World): void {
    const call = task.calls[at]!;
    for (const [kind, make] of Object.entries(KINDS)) {
      const tally = this.#variants.get(kind)!;
      for (const variant of make(call, world)) {
        tally.all++;
        const done = this.#instead(this.#guards.guard, task, at, variant);
        const text = `${this.#name} ${task.id}: ${kind}: ${shown(call.tool, variant.args)}`;
        if (done.isExecuted) this.#differences.push(`${text} is executed`);
        else tally.refused++;
        if (this.#instead(this.#guards.careless, task, at, variant).isExecuted) continue;
        this.#impossible++;
        if (!done.isExecuted) this.#differences.push(`${text} is refused by a policy that allows everything too, so it shows nothing`);
      }
    }
  }

  /** A task up to a call, and a variant of it then. */
  #instead(guard: Guard, task: Task, at: number, { args, world }: Variant): Done {
    const agent = new Agent(guard, new World(this.#database), task, this.#writes);
    for (const call of task.calls.slice(0, at)) agent.do(call);
    agent.world = world;
    agent.forget();
    const call: Call = { tool: task.calls[at]!.tool, args, result: null };
    return agent.do(call);
  }
}

const shown = (tool: string, args: Call["args"]): string => `${tool}(${JSON.stringify(args).slice(0, 160)})`;
