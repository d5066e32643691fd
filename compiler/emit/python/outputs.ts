import { LISTS, type ReportIr, type RewardIr } from "../../ir/reward.ts";
import { call, number, plain, type Code } from "./code.ts";
import type { Dialect } from "./dialect.ts";
import type { Expressions } from "./expressions.ts";
import { bracketed, literal, tuple } from "./text.ts";

type Kind = "value" | "length" | "stop";

/** The arrays that leave a step, each once, and how what a caller sees is put together from them. */
export class Outputs {
  readonly #reward: RewardIr;
  readonly #literal: (value: Code) => Code;
  readonly #places = new Map<string, number>();
  readonly #all: { readonly kind: Kind; readonly node: number }[] = [];

  /** Where a step is refused is in `out[0]`. */
  constructor(reward: RewardIr, { constant }: Dialect) {
    this.#reward = reward;
    this.#literal = constant;
    this.#take("value", reward.total);
    this.step("");
  }

  /** Each array in Python. */
  codes(x: Expressions): Code[] {
    return this.#all.map(({ kind, node }) => (kind === "value" ? valueOf(x, node) : kind === "length" ? lengthOf(x, node) : stopOf(x, node)));
  }

  #take(kind: Kind, node: number): number {
    const key = `${kind} ${node}`, place = this.#places.get(key) ?? this.#all.push({ kind, node }) - 1;
    this.#places.set(key, place);
    return place;
  }

  /** The fields of a step whose arrays are `out[1]` and on; `out[0]` says where it is refused. */
  step(zeros: string): string[] {
    const { total, items, stops } = this.#reward, isList = this.#isList(total);
    const terms = items.filter(({ kind }) => kind !== "log"), logs = items.filter(({ kind }) => kind === "log");
    const ends = (kind: string): string => stops.filter((stop) => stop.kind === kind).map(({ when }) => this.#out("stop", when)).join(" | ") || zeros;
    return [
      `reward=${this.#out("value", total)},`,
      `length=${isList ? this.#out("length", total) : "None"},`,
      ...field("terms", terms.map(({ name, value }) => [name, this.#reported(value)])),
      ...field("counted", terms.map(({ name, counted }) => [name, this.#listed(counted!)])),
      ...field("logs", logs.map(({ name, value }) => [name, this.#reported(value)])),
      ...field("stops", stops.map(({ name, when }) => [name, this.#out("stop", when)])),
      `terminated=${ends("terminate")},`,
      `truncated=${ends("truncate")},`,
      "refused=out[0],",
    ];
  }

  #isList(node: number): boolean {
    return LISTS.has(this.#reward.nodes[node]!.op);
  }

  #out(kind: Kind, node: number): string {
    return `out[${this.#take(kind, node) + 1}]`;
  }

  #listed(node: number): string {
    const { op, value } = this.#reward.nodes[node]!;
    if (op === "num") return `_everywhere(${this.#literal(number(value ?? NaN)).text}, out[0])`;
    return this.#isList(node) ? `Listed(${this.#out("value", node)}, ${this.#out("length", node)})` : this.#out("value", node);
  }

  #reported(value: ReportIr): string {
    switch (value.kind) {
      case "scalar": case "list": return this.#listed(value.node);
      case "record": return dict(value.fields.map((field) => [field.name, this.#reported(field.value)]));
      case "vector": {
        const items = value.items.map((item) => this.#reported(item));
        return value.items.every(({ kind }) => kind === "scalar") ? `_vector(${items.join(", ")})` : tuple(items);
      }
    }
  }
}

type Pairs = readonly (readonly [name: string, value: string])[];
const pairs = (rows: Pairs): string[] => rows.map(([name, value]) => `${literal(name)}: ${value}`);
const dict = (rows: Pairs): string => `{${pairs(rows).join(", ")}}`;
const field = (name: string, rows: Pairs): string[] => bracketed(`${name}={`, pairs(rows), "},");

/** A value an environment, or a row of them with NaN behind a list's end. A truth value is 1, 0 or NaN. */
function valueOf(x: Expressions, node: number): Code {
  const { op, t, loop } = x.node(node), { axes } = x.plan, isList = LISTS.has(op), own = axes.of[node]!;
  const mask = isList ? x.mask(loop!) : null;
  const code = t === "bool" ? truthAsNumber(x, node, own) : x.read(node, "yes", own);
  const cut = x.where(mask, code, number(NaN));
  const isPlain = own === (isList ? 2 : 1) && !axes.isFixed[node]!;
  if (!isPlain) return call(isList ? "_table" : "_filled", x.array(cut), "n");
  return cut === code && t === "num" && isView(x, node) ? x.dialect.copy(cut) : cut;
}

function truthAsNumber(x: Expressions, node: number, axes: number): Code {
  const { dialect } = x, yes = x.read(node, "yes", axes);
  return x.isKnown(node) ? dialect.float(yes) : dialect.where(yes, number(1), dialect.where(x.read(node, "no", axes), number(0), number(NaN)));
}

function lengthOf(x: Expressions, node: number): Code {
  const { length, depth } = x.plan.reward.loops[x.node(node).loop!]!, code = x.read(length, "yes", depth + 1);
  const flat = depth === 0 ? code : x.pad(code, x.plan.axes.of[length] === 0 ? 0 : depth + 1, 1);
  return call("_whole", x.array(flat), "n");
}

function stopOf(x: Expressions, node: number): Code {
  const code = x.read(node, "yes", x.plan.axes.of[node]!);
  return x.plan.axes.isFixed[node]! ? call("_filled", code, "n") : isView(x, node) ? x.dialect.copy(code) : code;
}

/** What a cell is at the next step, one half of a truth value. */
export function nextOf(x: Expressions, cell: number, half: "yes" | "no", kept: string): Code {
  const row = x.plan.reward.cells[cell]!, { isFixed, of } = x.plan.axes, code = x.read(row.next, half, of[row.next]!);
  const array = x.array(code);
  if (row.kind === "history") return call("_newest", array, x.dialect.rows(plain(kept)), String(row.max));
  return isFixed[row.next]! ? call("_filled", array, "n") : isView(x, row.next) ? x.dialect.copy(array) : array;
}

/** Whether a node's array may be the caller's own, or an episode's: such a one is not handed on. */
function isView(x: Expressions, id: number): boolean {
  const { op, args } = x.node(id);
  if (["obs", "act", "item", "state", "first", "steps", "feature", "at", "list", "listOf"].includes(op)) return true;
  return args.length === 1 && ["min", "max", "and", "or"].includes(op) && isView(x, args[0]!);
}

/** How a list reward is asked whether it is finite: behind its end there is nothing to ask. */
export function asked(x: Expressions, total: number, reward: Code): Code {
  const node = x.node(total), mask = LISTS.has(node.op) ? x.mask(node.loop!) : null;
  return x.where(mask, reward, number(0));
}
