import { isTemporal, type EnvIr, type FnIr, type Ir } from "../ir/ir.ts";
import { NODES, type NodeOp } from "../ir/reward.ts";
import type { Over } from "../check/arrays.ts";
import type { Builder } from "./builder.ts";
import { Memories } from "./memories.ts";
import { isOfText, notOfText } from "./texts.ts";
import { Times } from "./times.ts";
import { Unfit } from "./unfit.ts";

const REDUCED: Readonly<Record<Over, NodeOp>> = {
  sumOver: "sum", productOver: "product", leastOver: "least", mostOver: "most", allOver: "all", anyOver: "any", argminOver: "argmin", listOver: "list",
};
const isOver = (op: string): op is Over => Object.hasOwn(REDUCED, op);
/** In a spec there is nothing before the first step; in a reward's own expressions the first step stands for it. */
const STRICT = "strict";
const SAME: ReadonlySet<string> = new Set(Object.keys(NODES));

/** What a reward's expressions may name. */
export interface Sources {
  readonly env: EnvIr;
  readonly fns: ReadonlyMap<string, FnIr>;
  /** A named spec's formula. */
  readonly spec: (name: string) => Ir;
  /** First and next value of a memory's slot. */
  readonly memory: (slot: string) => { readonly start: Ir; readonly next: Ir };
  /** Terms and logs that came before, by the name of each scalar or list. */
  readonly own: Map<string, number>;
  /** Numbers and truths over texts, in order. */
  readonly features: Ir[];
  /** False once something was reported: what is lowered then may be about nothing. */
  readonly sound: () => boolean;
}

/** Turns typed expressions into nodes. */
export class Lowering {
  readonly builder: Builder;
  readonly sources: Sources;
  readonly #times: Times;
  readonly #known = new Map<Ir, number>();
  readonly #free = new Map<Ir, readonly string[]>();
  readonly #specs = new Map<string, Ir>();
  readonly #opened = new Map<Ir, Ir>();
  readonly #variables = new Map<string, number>();
  readonly #memories: Memories;
  /** In a memory's next value: memories are as they were. */
  readonly #old: Lowering | null;
  readonly #slots: Readonly<Record<"obs" | "act", ReadonlyMap<string, number>>>;

  constructor(builder: Builder, sources: Sources, memories?: Memories) {
    this.builder = builder;
    this.sources = sources;
    this.#memories = memories ?? new Memories(builder, (name) => (sources.env.memories.find((one) => one.name === name)?.kind === "bool" ? "bool" : "num"), sources.memory);
    this.#old = memories === undefined ? new Lowering(builder, sources, this.#memories) : null;
    this.#times = new Times(this);
    const placed = (slots: readonly { readonly name: string }[]): ReadonlyMap<string, number> => new Map(slots.map(({ name }, i) => [name, i]));
    this.#slots = { obs: placed(sources.env.obs), act: placed(sources.env.acts) };
  }

  lower(ir: Ir): number {
    if (!this.sources.sound()) return this.builder.unknown(ir.t === "bool" ? "bool" : "num");
    let node = this.#known.get(ir);
    if (node === undefined) this.#known.set(ir, (node = this.#lower(ir)));
    const { places } = this.builder;
    if (ir.at !== undefined && !places.has(node)) places.set(node, ir.at);
    return node;
  }

  #lower(ir: Ir): number {
    const { builder } = this;
    const { op } = ir;
    const t = ir.t === "bool" ? "bool" : "num";
    if (isOfText(ir)) return this.#feature(ir);
    if (isOver(op)) return this.#over(ir, op);
    if ((isTemporal(ir) || op === "last") && this.#freeOf(ir).length > 0) throw new Unfit(ir, `\`${op}\` inside of a loop`, "what a loop goes through has no step before; give the list a name by `log`, and keep what you need of it in a memory");
    if (op === "previous" && ir.t === "num") {
      const before = builder.before(this.lower(ir.args![0]!));
      return ir.value === STRICT ? builder.choose(builder.node("first", "bool"), builder.num(NaN), before) : before;
    }
    if (isTemporal(ir) || op === "spec" || op === "robustness" || op === "margin") return this.#times.lower(ir);
    const all = (): number[] => (ir.args ?? []).map((arg) => this.lower(arg));
    switch (op) {
      case "num": return builder.num(typeof ir.value === "number" ? ir.value : NaN);
      case "bool": return builder.bool(ir.value === true ? 2 : ir.value === false ? 0 : 1);
      case "obs": case "act": return builder.node(op, t, [], { slot: this.#slots[op].get(ir.name!)! });
      case "last": return builder.before(builder.node("act", t, [], { slot: this.#slots.act.get(ir.name!)! }));
      case "mem": return this.#old === null ? this.#memories.was(ir.name!) : this.#memories.now(ir.name!, (one) => this.#old!.lower(one));
      case "own": return this.sources.own.get(ir.name!)!;
      case "item": return this.#item(ir, t);
      case "local": return builder.node("index", "num", [], { loop: this.#variables.get(ir.name!)! });
      case "call": return this.lower(this.opened(ir));
      case "listOf": return this.#listOf(ir);
      case "sorted": case "sums": { const list = this.lower(ir.args![0]!); return builder.node(op, "num", [list], { loop: builder.nodes[list]!.loop! }); }
      case "at": return builder.at(this.lower(ir.args![0]!), this.lower(ir.args![1]!));
      case "eq": case "ne": {
        const args = all();
        if (builder.nodes[args[0]!]!.t !== "bool") return builder.node(op, "bool", args);
        const same = builder.node("iff", "bool", args);
        return op === "eq" ? same : builder.node("not", "bool", [same]);
      }
      case "present": return builder.node("present", "bool", all());
      case "if": { const [when, then, otherwise] = all(); return builder.choose(when!, then!, otherwise!); }
      default:
        if (SAME.has(op)) return builder.node(op as NodeOp, t, all());
        throw new Unfit(ir, `\`${op}\``, "it is known of tool calls alone, or does not run yet");
    }
  }

  spec(name: string): Ir {
    const known = this.#specs.get(name) ?? strict(this.sources.spec(name));
    this.#specs.set(name, known);
    return known;
  }

  #feature(ir: Ir): number {
    const odd = notOfText(ir);
    if (odd !== undefined) throw new Unfit(odd.at === undefined ? ir : odd, "what is read out of a text", "it may depend on texts alone");
    const { features } = this.sources;
    const plain = JSON.stringify(ir, (key, value: unknown) => (key === "at" ? undefined : value));
    const found = features.findIndex((one) => JSON.stringify(one) === plain);
    const feature = found >= 0 ? found : features.push(JSON.parse(plain) as Ir) - 1;
    return this.builder.node("feature", ir.t === "bool" ? "bool" : "num", [], { feature });
  }

  /** Loops that an expression stands in decide how deep its own are nested. */
  #over(ir: Ir, op: Over): number {
    const { builder } = this;
    const [length, body] = ir.args!;
    const loop = builder.loop(this.lower(length!), ir.value as number, this.#depthOf(ir));
    this.#variables.set(ir.name!, loop);
    const inner = this.lower(body!);
    const node = builder.nodes[inner]!;
    const own = builder.node("index", "num", [], { loop });
    // The list of a list's own elements.
    if (op === "listOver" && node.op === "at" && node.args[1] === own && builder.nodes[node.args[0]!]!.loop === loop) return node.args[0]!;
    return builder.node(REDUCED[op], op === "listOver" ? node.t : op === "allOver" || op === "anyOver" ? "bool" : "num", [inner], { loop });
  }

  /** How many loops are around it, of those that it reads. */
  #depthOf(ir: Ir): number {
    const { loops } = this.builder;
    return Math.max(0, ...this.#freeOf(ir).map((name) => loops[this.#variables.get(name)!]!.depth + 1));
  }

  #freeOf(ir: Ir): readonly string[] {
    const known = this.#free.get(ir);
    if (known !== undefined) return known;
    const free = new Set(ir.op === "local" ? [ir.name!] : (ir.args ?? []).flatMap((arg) => this.#freeOf(arg)));
    if (isOver(ir.op)) free.delete(ir.name!);
    const found = [...free];
    this.#free.set(ir, found);
    return found;
  }

  #item(ir: Ir, t: "num" | "bool"): number {
    const { obs } = this.#slots;
    const at = (i: number): number | undefined => obs.get([ir.name!, i, ...ir.path!].join("."));
    const slot = at(0)!;
    const length = obs.get(`${ir.name!}.length`)!;
    const max = this.sources.env.obs[length]!.high!;
    return this.builder.node("item", t, [this.lower(ir.args![0]!)], { slot, stride: (at(1) ?? slot + 1) - slot, length, max });
  }

  #listOf(ir: Ir): number {
    const items = ir.args!.map((arg) => this.lower(arg));
    const { builder } = this;
    return builder.node("listOf", builder.nodes[items[0]!]!.t, items, { loop: builder.loop(builder.num(items.length), items.length, this.#depthOf(ir)) });
  }

  /** To be called when all else is lowered. */
  finish(): void {
    this.#memories.finish((one) => this.#old!.lower(one));
  }

  /** What a function computes, in the place of its call. */
  opened(ir: Ir): Ir {
    const known = this.#opened.get(ir);
    if (known !== undefined) return known;
    const fn = this.sources.fns.get(ir.name!)!;
    const made = replaced(fn.body, new Map(fn.params.map(({ name }, i) => [name, ir.args![i]!])));
    this.#opened.set(ir, made);
    return made;
  }
}

function strict(ir: Ir): Ir {
  if (ir.args === undefined) return ir;
  const made = { ...ir, args: ir.args.map(strict) };
  return ir.op === "previous" && ir.t === "num" ? { ...made, value: STRICT } : made;
}

/** A function's body with what it was called with in the place of its parameters. */
function replaced(ir: Ir, args: ReadonlyMap<string, Ir>, done: Map<Ir, Ir> = new Map()): Ir {
  if (ir.op === "local") return args.get(ir.name!) ?? ir;
  if (ir.args === undefined) return ir;
  let made = done.get(ir);
  if (made === undefined) done.set(ir, (made = { ...ir, args: ir.args.map((arg) => replaced(arg, args, done)) }));
  return made;
}
