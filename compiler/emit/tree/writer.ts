import type { ControllerIr, ProgramIr } from "../../ir/ir.ts";
import { TreeStatus, type Given, type NodeOf, type TreeIr, type TreeKind, type TreeNodeIr } from "../../ir/tree.ts";
import type { Names } from "../names.ts";
import { comment } from "../text.ts";
import type { Unit } from "../unit.ts";
import { Expressions, weight } from "./expressions.ts";
import { DONE, factsOf, FAILURE, IDLE, RUNNING, SKIPPED, SUCCESS, type Facts, type Mask } from "./facts.ts";
import { ending, Label, leave, line, note, when, type Code } from "./statements.ts";

/** What a node jumps to once it is known what it gives. */
export type To = (given: Given) => Code;
/** What is done where a child has given something; it ends with a jump. */
export type Then = Readonly<Record<Given, () => Code>>;
export type Visit<K extends TreeKind = TreeKind> = (w: Writer, n: number, node: NodeOf<K>, to: To) => Code;
export type Visits = { readonly [K in TreeKind]: Visit<K> };

const MASKS: Readonly<Record<Given, Mask>> = { running: RUNNING, success: SUCCESS, failure: FAILURE, skipped: SKIPPED };

/** Writes the code of one tree's nodes, with what is known of them before anything runs. */
export class Writer extends Expressions {
  readonly controllers: readonly ControllerIr[];
  readonly facts: Facts;
  /** Variables that functions of the tree share, and how they begin. */
  readonly shared = new Map<string, string>();
  readonly #names: Names;
  readonly #visits: Visits;
  readonly #halts = new Map<number, string>();

  /** `fn`: what the module calls the tree; `names`: what its functions and variables may be called. */
  constructor({ envs, controllers }: ProgramIr, tree: TreeIr, unit: Unit, fn: string, names: Names, visits: Visits) {
    super(envs.find(({ name }) => name === tree.env)!, tree, unit, fn);
    this.controllers = controllers;
    this.facts = factsOf(tree);
    this.#names = names;
    this.#visits = visits;
  }

  /** A variable of the tree, of use within one tick. */
  variable(wanted: string, start = "0"): string {
    const name = this.#names.take(wanted);
    this.shared.set(name, start);
    return name;
  }

  // ---------- visits ----------

  /** Visits a node, then does by what it gives; `through` is what it mostly goes on with. */
  visit(n: number, then: Then, through: Given = "success"): Code {
    const node = this.node(n), { post = {} } = node;
    const ends = new Map<Given, Label>();
    const to: To = (given) => {
      const label = ends.get(given) ?? new Label(`${given}_${n}`);
      ends.set(given, label);
      return [leave(label)];
    };
    const body = [...this.#decide(n, node, to), ...(this.#visits[node.kind] as Visit)(this, n, node, to)];
    const rest = [...ends].sort(([a], [b]) => Number(a === through) - Number(b === through));
    const whole = rest.reduce<Code>((code, [given, label]) => {
      const sets = given === "success" || given === "failure" ? [...this.run(post[given]), ...this.run(post.always)] : [];
      return [ending(label, ...code), ...sets, this.log(n, TreeStatus[given]), ...then[given]()];
    }, body);
    return [note(this.#title(n, node)), ...whole];
  }

  #title(n: number, { name, kind, at }: TreeNodeIr): string {
    return `${n} ${kind} ${comment(name)}, ${this.unit.lines.cite(at)}`;
  }

  /** What preconditions make of a node. */
  #decide(n: number, { pre }: TreeNodeIr, to: To): Code {
    if (pre === undefined) return [];
    const before = this.facts.before[n]!, mayRun = (before & RUNNING) !== 0;
    const failing = pre.failureIf === undefined ? [] : when(this.isFalse(pre.failureIf), [], to("failure"), weight(pre.failureIf));
    const succeeding = pre.successIf === undefined ? [] : this.ifTrue(pre.successIf, to("success"));
    const skipping = pre.skipIf === undefined ? [] : this.ifTrue(pre.skipIf, to("skipped"));
    const going = pre.while === undefined ? [] : this.ifTrue(pre.while, [], to("skipped"));
    const atFirst = [...failing, ...succeeding, ...skipping, ...going];
    if (before === IDLE) return atFirst;
    const stopping = pre.while === undefined || !mayRun ? [] : when(this.is(n, TreeStatus.running), this.ifTrue(pre.while, [], [this.halt(n), ...to("skipped")]));
    return when(this.is(n, TreeStatus.idle), atFirst, stopping);
  }

  // ---------- what is known ----------

  gives(n: number, given: Given): boolean {
    return (this.facts.gives[n]! & MASKS[given]) !== 0;
  }

  /** Whether the node itself, and no precondition, can give it. */
  owns(n: number, given: Given): boolean {
    return (this.facts.own[n]! & MASKS[given]) !== 0;
  }

  /** What its status can be after a visit that skipped it. */
  skippedAs(n: number): Mask {
    return this.gives(n, "skipped") ? this.facts.skippedAs[n]! : 0;
  }

  /** What it can be after a visit, where nobody reset it. */
  left(n: number): Mask {
    return IDLE | (this.facts.gives[n]! & (RUNNING | DONE)) | this.skippedAs(n);
  }

  mayBeRunning(n: number): boolean {
    return ((this.facts.before[n]! | this.left(n)) & RUNNING) !== 0;
  }

  // ---------- what becomes of children ----------

  /** A child that has just given this, and is left as it is. */
  keep(c: number, given: "running" | "success" | "failure"): Code {
    return [this.become(c, TreeStatus[given])];
  }

  /** A child that has just finished, and is idle again: where it was idle before, it still is. */
  drop(c: number): Code {
    return this.facts.before[c] === IDLE ? [] : [this.become(c, TreeStatus.idle)];
  }

  /** Ends a child whose status is one of these. */
  haltChild(c: number, as: Mask): Code {
    const reset = (as & DONE) === 0 ? [] : [this.become(c, TreeStatus.idle)];
    return (as & RUNNING) === 0 ? reset : when(this.is(c, TreeStatus.running), [this.halt(c)], reset);
  }

  /** The call that ends a node and all below it. */
  halt(n: number): Code[number] {
    const name = this.#halts.get(n) ?? this.#names.take(`halt_${n}`);
    this.#halts.set(n, name);
    return line(`p = ${name}(p);`, 5);
  }

  /** The functions that are called for it. */
  get halts(): ReadonlyMap<number, string> {
    return this.#halts;
  }
}
