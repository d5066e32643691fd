import type { ControllerIr, EnvIr, Ir, ProgramIr, Slot } from "../../ir/ir.ts";
import { memorySlots } from "../../ir/ir.ts";
import { size } from "../../ir/size.ts";
import { cellsOf, treeLayout, type TreeLayout } from "../../ir/tree-layout.ts";
import { LOG_STEP, TreeStatus, type Given, type NodeOf, type SetIr, type TreeIr, type TreeKind, type TreeNodeIr } from "../../ir/tree.ts";
import { atLeast, Level, type Code as Expression } from "../code.ts";
import { definitely } from "../definite.ts";
import type { Names } from "../names.ts";
import { TREE, type Place } from "../place.ts";
import { emitPoint } from "../point.ts";
import { comment } from "../text.ts";
import type { Unit } from "../unit.ts";
import { factsOf, FAILURE, IDLE, RUNNING, SKIPPED, SUCCESS, type Facts, type Mask } from "./facts.ts";
import { constantOf } from "./parameters.ts";
import { ending, Label, leave, line, note, when, type Code } from "./statements.ts";

/** What a node jumps to once it is known what it gives. */
export type To = (given: Given) => Code;
/** What is done where a child has given something. */
export type Then = Readonly<Record<Given, () => Code>>;
export type Visit<K extends TreeKind = TreeKind> = (w: Writer, n: number, node: NodeOf<K>, to: To) => Code;
export type Visits = { readonly [K in TreeKind]: Visit<K> };

const MASKS: Readonly<Record<Given, Mask>> = { running: RUNNING, success: SUCCESS, failure: FAILURE, skipped: SKIPPED };

/** Writes the code of one tree's nodes: what it reads and writes in the buffer, and what is known of it before it runs. */
export class Writer {
  readonly tree: TreeIr;
  readonly env: EnvIr;
  readonly layout: TreeLayout;
  readonly facts: Facts;
  readonly unit: Unit;
  readonly controllers: readonly ControllerIr[];
  /** Variables that functions of the tree share. */
  readonly shared = new Map<string, string>();
  readonly #names: Names;
  readonly #visits: Visits;
  readonly #place: Place;
  readonly #halts = new Map<number, string>();

  /** `fn`: what the module calls the tree; `names`: what its functions and variables may be called. */
  constructor({ envs, controllers }: ProgramIr, tree: TreeIr, unit: Unit, fn: string, names: Names, visits: Visits) {
    const env = envs.find(({ name }) => name === tree.env)!;
    this.env = env;
    this.controllers = controllers;
    this.tree = tree;
    this.unit = unit;
    this.layout = treeLayout(env, tree);
    this.facts = factsOf(tree);
    this.#names = names;
    this.#visits = visits;
    const places = (slots: readonly Slot[]): ReadonlyMap<string, string> => new Map(slots.map(({ name }, i) => [name, named(i, name)]));
    this.#place = {
      reads: ["obs", "last", "mem"], slots: { obs: places(env.obs), acts: places(env.acts), memories: places(memorySlots(env)), disturbances: new Map() },
      entries: new Map(tree.entries.map(({ name }, i) => [name, named(this.layout.entries + i, name)])),
      locals: new Map(), params: TREE, owner: fn, docs: unit.lines.cite(tree.at),
    };
  }

  // ---------- the buffer ----------

  node(n: number): TreeNodeIr {
    return this.tree.nodes[n]!;
  }

  status(n: number): string {
    return at(this.layout.status + n, `${n}`);
  }

  become(n: number, status: TreeStatus): Statement {
    return line(`${place(this.layout.status + n, `${n}`)} = ${status};`);
  }

  /** A node's cell where it is read; a place to write to without `!`. */
  cell(n: number, name: string): string {
    return `${this.cellPlace(n, name)}!`;
  }

  cellPlace(n: number, name: string): string {
    return place(this.layout.cells[n]! + cellsOf(this.node(n)).indexOf(name), name);
  }

  put(n: number, name: string, value: number | string): Statement {
    return line(`${this.cellPlace(n, name)} = ${value};`);
  }

  add(n: number, name: string): Statement {
    return line(`${this.cellPlace(n, name)}! += 1;`, 6);
  }

  get sample(): string {
    return at(this.layout.sample, "sample");
  }

  get wakeUp(): Statement {
    return line(`${place(this.layout.wake, "wake")} = 1;`);
  }

  log(n: number, status: TreeStatus): Statement {
    return line(`t[p++] = ${LOG_STEP} * ${n} + ${status};`);
  }

  // ---------- expressions ----------

  isTrue(ir: Ir): string {
    return definitely(ir, 2, this.#place, this.unit).text;
  }

  isFalse(ir: Ir): string {
    return definitely(ir, 0, this.#place, this.unit).text;
  }

  value(ir: Ir): Expression {
    return emitPoint(ir, this.#place, this.unit);
  }

  /** A parameter as an operand. */
  parameter(ir: Ir): string {
    const known = constantOf(ir);
    return known !== undefined ? atLeast({ text: String(known), level: known < 0 ? Level.sign : Level.call }, Level.sign) : `or_zero(${this.value(ir).text})`;
  }

  /** Two branches by whether a condition is definitely true. */
  ifTrue(ir: Ir, then: Code, otherwise: Code = []): Code {
    return when(this.isTrue(ir), then, otherwise, weight(ir));
  }

  write(entry: string, value: Ir): Code {
    const i = this.tree.entries.findIndex(({ name }) => name === entry), writes = this.layout.writes[i] ?? null;
    const stored = line(`${place(this.layout.entries + i, entry)} = ${this.value(value).text};`, weight(value) + 4);
    return writes === null ? [stored] : [stored, line(`${place(writes, `writes of ${entry}`)}! += 1;`, 6)];
  }

  writes(entry: string): string {
    return at(this.layout.writes[this.tree.entries.findIndex(({ name }) => name === entry)]!, `writes of ${entry}`);
  }

  run(sets: readonly SetIr[] = []): Code {
    return sets.flatMap(({ entry, value }) => this.write(entry, value));
  }

  /** A variable of the tree that lives for a tick. */
  variable(wanted: string, start = "0"): string {
    const name = this.#names.take(wanted);
    this.shared.set(name, start);
    return name;
  }

  // ---------- nodes ----------

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

  #title(n: number, { name, kind, at: where }: TreeNodeIr): string {
    return `${n} ${kind} ${comment(name)}: ${this.unit.lines.cite(where)}`;
  }

  /** What preconditions make of a node. */
  #decide(n: number, { pre }: TreeNodeIr, to: To): Code {
    if (pre === undefined) return [];
    const before = this.facts.before[n]!, mayRun = (before & RUNNING) !== 0, isIdle = `${this.status(n)} === ${TreeStatus.idle}`;
    const some = (ir: Ir | undefined, given: Given): Code => (ir === undefined ? [] : this.ifTrue(ir, to(given)));
    const failing = pre.failureIf === undefined ? [] : when(this.isFalse(pre.failureIf), [], to("failure"), weight(pre.failureIf));
    const goesOn = pre.while === undefined ? [] : this.ifTrue(pre.while, [], to("skipped"));
    const whenIdle = [...failing, ...some(pre.successIf, "success"), ...some(pre.skipIf, "skipped"), ...goesOn];
    if (before === IDLE) return whenIdle;
    const stops = pre.while === undefined || !mayRun ? [] : this.ifTrue(pre.while, [], [this.#halted(n), ...to("skipped")]);
    return when(isIdle, whenIdle, stops.length === 0 ? [] : when(`${this.status(n)} === ${TreeStatus.running}`, stops));
  }

  gives(n: number, given: Given): boolean {
    return (this.facts.gives[n]! & MASKS[given]) !== 0;
  }

  /** Whether this node itself, no precondition, can give it. */
  owns(n: number, given: Given): boolean {
    return (this.facts.own[n]! & MASKS[given]) !== 0;
  }

  mayBeRunning(n: number): boolean {
    return ((this.facts.before[n]! | (this.facts.gives[n]! & RUNNING) | this.facts.skippedAs[n]!) & RUNNING) !== 0;
  }

  /** A child that has just given this, and is left as it is. */
  keep(c: number, given: "running" | "success" | "failure"): Code {
    return [this.become(c, TreeStatus[given])];
  }

  /** A child that has just finished, and is idle again. */
  drop(c: number): Code {
    return this.facts.before[c] === IDLE ? [] : [this.become(c, TreeStatus.idle)];
  }

  /** Ends a child that is as `as` says. */
  haltChild(c: number, as: Mask): Code {
    const mayRun = (as & RUNNING) !== 0, mayBeDone = (as & (SUCCESS | FAILURE)) !== 0;
    const reset = mayBeDone ? [this.become(c, TreeStatus.idle)] : [];
    return mayRun ? when(`${this.status(c)} === ${TreeStatus.running}`, [this.#halted(c)], reset) : reset;
  }

  /** What a child's status can be after a visit, if it was not reset. */
  left(c: number): Mask {
    const gives = this.facts.gives[c]!;
    return IDLE | (gives & (RUNNING | SUCCESS | FAILURE)) | ((gives & SKIPPED) === 0 ? 0 : this.facts.skippedAs[c]!);
  }

  /** What it can be after a visit that skipped it. */
  skippedAs(c: number): Mask {
    return (this.facts.gives[c]! & SKIPPED) === 0 ? 0 : this.facts.skippedAs[c]!;
  }

  #halted(n: number): Statement {
    return line(`p = ${this.haltOf(n)}(p);`, 6);
  }

  /** The function that halts a node. */
  haltOf(n: number): string {
    const known = this.#halts.get(n) ?? this.#names.take(`halt_${n}`);
    this.#halts.set(n, known);
    return known;
  }

  /** Nodes whose halting somebody asked for. */
  get halts(): ReadonlyMap<number, string> {
    return this.#halts;
  }
}

type Statement = Code[number];

/** Larger expressions have parts that are functions of their own. */
export const weight = (ir: Ir): number => 2 + 2 * Math.min(60, size(ir));

const named = (i: number, name: string): string => `${i} /* ${comment(name).replaceAll("]", "\\u{5d}")} */`;
const place = (i: number, name: string): string => `t[${named(i, name)}]`;
const at = (i: number, name: string): string => `${place(i, name)}!`;
