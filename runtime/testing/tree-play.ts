import type { EnvIr, Ir, ProgramIr, TestStepIr } from "../../compiler/ir/ir.ts";
import type { TreeLayout } from "../../compiler/ir/tree-layout.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { nextState, type NextState } from "../interpreter/dynamics.ts";
import { evaluate } from "../interpreter/evaluate.ts";
import { outcomesIn, outcomesOf } from "../interpreter/outcomes.ts";
import { Recalled } from "../interpreter/recalled.ts";
import { oracle, type Sample } from "../interpreter/trace.ts";
import { defaultOf, unknownIn } from "../interpreter/transition.ts";
import { TreeInterpreter } from "../interpreter/tree.ts";
import { mockedTree, Scripts } from "./mocked.ts";
import { unknownObservation } from "./rewards.ts";
import { disturbancesOf } from "./simulate.ts";

const TRUTH = ["false", "unknown", "true"] as const;
const WORDS = ["idle", "running", "success", "failure", "skipped"] as const;

type Planned = Extract<TestStepIr, { kind: "given" | "with" | "at" | "mock" | "gives" }>;
type Offered = Extract<Planned, { kind: "gives" }>;

/** One run of a tree in a world of which a test says what there is. Where the env has dynamics, the tree's proposals move it. */
export class TreePlay {
  readonly #trace: Sample[] = [];
  readonly #program: ProgramIr;
  readonly #env: EnvIr;
  readonly #tree: TreeIr;
  readonly #run: TreeInterpreter;
  readonly #layout: TreeLayout;
  readonly #scripts: Scripts;
  readonly #recalled: Recalled;
  readonly #next: NextState | null;
  readonly #planned: { readonly tick: number; readonly step: Planned }[] = [];
  readonly #offers = new Map<string, Offered>();
  readonly #obs: Float64Array;
  readonly #last: Float64Array;

  /** `mocked`: nodes that a script stands for. */
  constructor(program: ProgramIr, tree: TreeIr, mocked: readonly string[]) {
    const env = program.envs.find(({ name }) => name === tree.env)!;
    this.#tree = mockedTree(tree, new Set(mocked));
    this.#program = { ...program, trees: [this.#tree] };
    this.#env = env;
    this.#run = new TreeInterpreter(this.#program, this.#tree);
    this.#layout = this.#run.layout;
    this.#scripts = new Scripts(this.#tree, this.#layout);
    this.#recalled = new Recalled(program, env);
    this.#next = env.dynamics === null ? null : nextState(program, env);
    this.#obs = Float64Array.from(unknownObservation(env));
    this.#last = Float64Array.from(env.acts, defaultOf);
    this.#run.reset();
    this.#run.io.fill(1, this.#layout.may, this.#layout.may + tree.sources.length);
  }

  /** How many there have been. */
  get ticks(): number {
    return this.#trace.length;
  }

  plan(tick: number, step: Planned): void {
    this.#planned.push({ tick, step });
  }

  /** Up to this tick, itself included. */
  run(until: number): void {
    while (this.ticks <= until) this.#tick(this.ticks);
  }

  /** What is wrong with it at the newest tick; null where it is definitely true. */
  judge(formula: Ir): string | null {
    const newest = this.ticks - 1;
    if (newest < 0) return "nothing has been simulated before this `expect`";
    const truth = oracle(this.#program, this.#env, this.#trace, this.#tree).truth(formula, newest);
    if (truth === 2) return null;
    const gave = outcomesIn(formula).map((name) => `\`${name}\` is ${WORDS[this.#trace[newest]!.outcome![this.#tree.nodes.findIndex((node) => node.name === name)]!]}`);
    return `${TRUTH[truth]} at ${Number((newest / (this.#env.rate ?? 1)).toFixed(3))} s${gave.length === 0 ? "" : `, where ${gave.join(" and ")}`}`;
  }

  #tick(tick: number): void {
    const { io } = this.#run, { sample, entries } = this.#layout, begun = this.#planned.flatMap((one) => (one.tick === tick ? [one.step] : []));
    const seen = { obs: this.#obs, last: this.#last, mem: this.#recalled.mem };
    for (const step of begun) if ("sets" in step && step.kind !== "gives") this.#observe(step.sets);
    this.#recalled.see(this.#obs, this.#last);
    io[sample] = tick;
    this.#run.expire(seen);
    for (const step of begun) this.#begin(step);
    for (const [i] of this.#tree.sources.entries()) this.#offer(i);
    this.#scripts.offer(io);
    this.#run.tick(seen);
    this.#scripts.take(io);
    this.#trace.push({
      obs: [...this.#obs], act: this.#proposed(), last: [...this.#last], mem: [...this.#recalled.mem], active: NaN,
      entry: [...io.subarray(entries, entries + this.#tree.entries.length)], outcome: outcomesOf(this.#tree, this.#layout, io),
    });
    this.#last.set(io.subarray(this.#layout.action, this.#layout.action + this.#env.acts.length));
    this.#next?.(this.#obs, this.#last, disturbancesOf(this.#env, "nominal"), this.#obs);
  }

  #observe(sets: readonly { readonly name: string; readonly value: number }[]): void {
    for (const { name, value } of sets) this.#obs[this.#env.obs.findIndex((slot) => slot.name === name)] = value;
  }

  #begin(step: Planned): void {
    if (step.kind === "mock") this.#scripts.begin(step.nodes, step.answers);
    else if (step.kind === "gives") this.#offers.set(step.proposer, step);
    else for (const { name, value } of step.entries ?? []) this.#run.write(name, value);
  }

  /** What a policy is said to give; one of which nothing is said gives nothing. */
  #offer(source: number): void {
    const place = this.#layout.offers[source] ?? null, given = this.#offers.get(this.#tree.sources[source]!.name), { io } = this.#run;
    if (place === null) return;
    io[place.present] = given === undefined ? 0 : 1;
    this.#env.acts.forEach((slot, i) => {
      const set = given?.sets.find(({ name }) => name === slot.name);
      io[place.action + i] = set === undefined ? defaultOf(slot) : evaluate(set.value, this.#program, this.#env, { obs: this.#obs, last: this.#last, mem: this.#recalled.mem });
    });
  }

  /** By action slot; unknown where nothing is proposed. */
  #proposed(): number[] {
    const { gives, action } = this.#layout;
    return this.#env.acts.map((slot, i) => (this.#run.io[gives + i] === 1 ? this.#run.io[action + i]! : unknownIn(slot)));
  }
}
