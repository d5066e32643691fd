import { setsOf } from "../../compiler/analyze/entry-uses.ts";
import { alwaysFits } from "../../compiler/analyze/fits.ts";
import type { EnvIr, Ir, ProgramIr, Slot } from "../../compiler/ir/ir.ts";
import type { NodeOf, SetIr, TreeIr, TreeNodeIr } from "../../compiler/ir/tree.ts";
import { Atoms, type Atom } from "./atoms.ts";

/** A tree with all that it asks of the world taken out. */
export interface FreeTree {
  /** The program of the tree, over an env whose observations are the atoms. */
  readonly program: ProgramIr;
  readonly tree: TreeIr;
  readonly env: EnvIr;
  readonly atoms: readonly Atom[];
  /** What the tree observes in truth. */
  readonly observed: readonly Slot[];
  /** By node; null for all that was no `do`. */
  readonly acts: readonly (FreeAct | null)[];
  /** Counted entries that the host may write between ticks, by index. */
  readonly told: readonly number[];
  /** A guard asks it, so that another may act instead, and then it is halted. */
  readonly guarded: boolean;
  readonly formula: Ir;
}

/** A `do` leaf: when it may end, and what it proposes. */
export interface FreeAct {
  readonly until: Ir | null;
  readonly ticks: number | null;
  /** It may fail before it is asked whether it is done, or because what it proposes is not fit. */
  readonly canBeForbidden: boolean;
  readonly canBeUnfit: boolean;
  /** By action slot; null: anything that fits. */
  readonly gives: readonly { readonly slot: number; readonly value: Ir | null }[];
}

/** What cannot be looked at exhaustively; in one sentence. */
export class NotListed extends Error {}

const NOTHING: Ir = { op: "num", t: "num", value: null };
const UNTOLD: Ir = { op: "bool", t: "bool", value: null };

/** `host`: entries that the host may write; `formula`: what is claimed. */
export function freeTree(program: ProgramIr, tree: TreeIr, formula: Ir, host: readonly string[]): FreeTree {
  const env = program.envs.find(({ name }) => name === tree.env)!, given = tree.nodes.flatMap((node) => (node.kind === "extern" ? node.outputs.map(({ entry }) => entry) : []));
  const theirs = new Set([...host, ...given]), loose = looseEntries(program, env, tree, theirs), written = new Set(tree.nodes.flatMap(setsOf).map(({ entry }) => entry));
  const still = new Set([...theirs].filter((name) => !written.has(name) && !given.includes(name)));
  const freeing = new Freeing(program, env, tree, new Atoms(program, env, loose, still), loose);
  const nodes = tree.nodes.map((node) => freeing.node(node)), claim = freeing.atoms.truth(formula);
  const made: TreeIr = { ...tree, sources: [], nodes };
  const over: EnvIr = {
    ...env, obs: freeing.atoms.all.map(({ ir }, i) => ({ name: String(i), kind: ir.t === "bool" ? "bool" : "num", low: null, high: null, integer: false, unit: "" })),
    obsShape: { kind: "record", fields: [] }, memories: [], monitors: [], dynamics: null,
  };
  const told = tree.entries.flatMap(({ name, counted }, i) => (counted && theirs.has(name) ? [i] : []));
  const guarded = program.guards.some((guard) => guard.proposers.some(({ name, source }) => source.kind === "tree" && name === tree.name));
  return { program: { ...program, envs: [over], trees: [made] }, tree: made, env: over, atoms: freeing.atoms.all, observed: env.obs, acts: freeing.acts, told, guarded, formula: claim };
}

/** Entries whose values are not the tree's own, or come of numbers that cannot be listed. */
function looseEntries(program: ProgramIr, env: EnvIr, { nodes, entries }: TreeIr, theirs: ReadonlySet<string>): ReadonlySet<string> {
  const loose = new Set(theirs), isBool = new Set(entries.filter(({ kind }) => kind === "bool").map(({ name }) => name));
  for (let before = -1; before < loose.size; ) {
    before = loose.size;
    const atoms = new Atoms(program, env, loose, new Set());
    for (const { entry, value } of nodes.flatMap(setsOf)) if (!isBool.has(entry) && atoms.number(value) === null) loose.add(entry);
  }
  return loose;
}

class Freeing {
  readonly atoms: Atoms;
  readonly acts: (FreeAct | null)[] = [];
  readonly #program: ProgramIr;
  readonly #env: EnvIr;
  readonly #tree: TreeIr;
  readonly #loose: ReadonlySet<string>;
  readonly #canForbid: boolean;

  constructor(program: ProgramIr, env: EnvIr, tree: TreeIr, atoms: Atoms, loose: ReadonlySet<string>) {
    this.#program = program;
    this.#env = env;
    this.#tree = tree;
    this.atoms = atoms;
    this.#loose = loose;
    this.#canForbid = program.guards.some((guard) => guard.kind === "sampled" && guard.follows !== undefined && guard.env === tree.env);
  }

  node(node: TreeNodeIr): TreeNodeIr {
    this.acts.push(node.kind === "do" ? this.#act(node) : null);
    const { pre, post } = node;
    const around = {
      ...(pre && { pre: Object.fromEntries(Object.entries(pre).map(([when, ir]) => [when, this.atoms.truth(ir)])) }),
      ...(post && { post: Object.fromEntries(Object.entries(post).map(([on, sets]) => [on, sets.map((set) => this.#set(set))])) }),
    };
    return { ...this.#own(node), ...around };
  }

  #own(node: TreeNodeIr): TreeNodeIr {
    switch (node.kind) {
      case "parallel": return { ...node, success: this.#counted(node.success, node), failure: this.#counted(node.failure, node) };
      case "parallelAll": return { ...node, failures: this.#counted(node.failures, node) };
      case "retry": case "repeat": return { ...node, times: this.#counted(node.times, node) };
      case "switch": return { ...node, cases: node.cases.map((one) => this.atoms.truth(one)) };
      case "timeout": case "delay": case "wait": case "every": return { ...node, samples: this.atoms.number(node.samples) ?? this.atoms.anyOf(node.samples, [1, 0]) };
      case "when": case "check": return { ...node, value: this.atoms.truth(node.value) };
      case "loop": return { ...node, values: node.values.map((value) => this.#set({ entry: node.entry, value }).value) };
      case "set": return { ...node, sets: node.sets.map((set) => this.#set(set)) };
      case "extern": return { ...node, args: [], outputs: [] };
      case "do": {
        const { name, at, pre, post } = node;
        return { kind: "extern", name, at, children: [], ...(pre && { pre }), ...(post && { post }), leaf: name, args: [], outputs: [] };
      }
      default: return node;
    }
  }

  /** What is loose has no value of its own. */
  #set({ entry, value }: SetIr): SetIr {
    if (this.#loose.has(entry)) return { entry, value: value.t === "bool" ? UNTOLD : NOTHING };
    return { entry, value: value.t === "bool" ? this.atoms.truth(value) : this.atoms.number(value)! };
  }

  #counted(ir: Ir, { name }: TreeNodeIr): Ir {
    const known = this.atoms.number(ir);
    if (known === null) throw new NotListed(`\`${name}\` counts up to what is observed, or to what the host writes`);
    return known;
  }

  #act({ source, sets, until, ticks }: NodeOf<"do">): FreeAct {
    const proposed = source === null ? sets : this.#program.controllers.find(({ name }) => name === source)?.sets;
    const slotOf = (name: string): number => this.#env.acts.findIndex((slot) => slot.name === name);
    const offered = proposed?.map(({ name, value }) => ({ slot: slotOf(name), value: value.t === "bool" ? this.atoms.truth(value) : this.atoms.number(value) }));
    const gives = offered ?? this.#tree.sources.find(({ name }) => name === source)!.gives.map((name) => ({ slot: slotOf(name), value: null }));
    return { until: until === null ? null : this.atoms.truth(until), ticks, canBeForbidden: source !== null && this.#canForbid, canBeUnfit: proposed === undefined || !alwaysFits(this.#env, proposed), gives };
  }
}

