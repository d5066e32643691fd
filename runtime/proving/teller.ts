import type { EnvIr, Ir, ProgramIr, Slot } from "../../compiler/ir/ir.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { oneLine } from "../../grammar/spans.ts";
import type { Atom } from "./atoms.ts";
import type { Step } from "./explore.ts";
import type { Proposed } from "./proposal.ts";
import type { Told } from "./world.ts";

export type Word = "running" | "success" | "failure" | "skipped" | "halted";
export type Value = number | boolean | string | null;

/** One step of a run that breaks a claim, for people and programs. */
export interface ToldStep {
  /** Ticks before it; null where the guard lets another act, and what still runs is halted. */
  readonly tick: number | null;
  /** What the tree asked of the world, as it is written, and what came out; null: unknown. */
  readonly asked: Readonly<Record<string, Value>>;
  /** Nodes whose time was over. */
  readonly timeOver: readonly string[];
  /** In order of completion. */
  readonly visits: readonly { readonly node: string; readonly status: Word }[];
  /** Entries that are different from the step before. */
  readonly entries: Readonly<Record<string, Value>>;
  /** By action; `anything` is what a policy or a sum of observations may give. */
  readonly proposes: Readonly<Record<string, Value>>;
}

const WORDS = ["idle", "running", "success", "failure", "skipped", "halted"] as const;

/** Tells the steps of one run, one after the other. */
export class Teller {
  readonly #env: EnvIr;
  readonly #tree: TreeIr;
  readonly #source: string;
  #ticks = 0;
  #entries: readonly number[];

  constructor(program: ProgramIr, tree: TreeIr, source: string) {
    this.#env = program.envs.find(({ name }) => name === tree.env)!;
    this.#tree = tree;
    this.#source = source;
    this.#entries = tree.entries.map(({ kind, start }) => start ?? (kind === "bool" ? 1 : NaN));
  }

  tell({ ticks }: Step, { atoms, timers, visits, proposal, entries }: Told): ToldStep {
    const changed = this.#tree.entries.flatMap(({ name, kind }, i): [string, Value][] => (Object.is(entries[i], this.#entries[i]) ? [] : [[name, this.#entry(kind, entries[i]!)]]));
    this.#entries = entries;
    return {
      tick: ticks ? this.#ticks++ : null,
      asked: Object.fromEntries([...atoms].filter(([{ ofProposal }]) => !ofProposal).map(([atom, value]) => [this.#text(atom), this.#answer(atom, value)])),
      timeOver: timers,
      visits: visits.map(({ node, status }) => ({ node, status: WORDS[status] as Word })),
      entries: Object.fromEntries(changed),
      proposes: ticks ? Object.fromEntries(this.#env.acts.flatMap((slot, i): [string, Value][] => proposed(slot, proposal.slots[i]!))) : {},
    };
  }

  #text({ ir }: Atom): string {
    return ir.at === undefined ? (ir.name ?? ir.op) : oneLine(this.#source.slice(ir.at[0], ir.at[1]));
  }

  #answer({ ir }: Atom, value: number): Value {
    if (ir.t === "bool") return truth(value);
    return valueOf(this.#slot(ir), value);
  }

  #slot({ op, name }: Ir): Pick<Slot, "kind" | "values"> {
    return (op === "obs" ? this.#env.obs.find((slot) => slot.name === name) : undefined) ?? { kind: "num" };
  }

  #entry(kind: "num" | "bool" | "text", value: number): Value {
    return kind === "bool" ? truth(value) : Number.isNaN(value) ? null : kind === "text" ? (this.#tree.texts[value] ?? null) : value;
  }
}

const truth = (value: number): boolean | null => (value === 1 ? null : value === 2);

function valueOf({ kind, values }: Pick<Slot, "kind" | "values">, value: number): Value {
  return kind === "bool" ? truth(value) : Number.isNaN(value) ? null : (values?.[value] ?? value);
}

function proposed(slot: Slot, one: Proposed): [string, Value][] {
  return one.kind === "nothing" ? [] : [[slot.name, one.kind === "anything" ? "anything" : valueOf(slot, one.value)]];
}
