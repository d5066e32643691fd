import type { EnvIr, Ir } from "../../compiler/ir/ir.ts";
import type { EntryIr, SetIr, SourceOfTree } from "../../compiler/ir/tree.ts";
import { num } from "../interpreter/build.ts";
import { numeric, truth, type Mentions } from "../property/expressions.ts";
import type { Chance } from "../property/random.ts";
import { having, node, type Sketch } from "./build.ts";

/** What a generated tree's nodes may mention. */
export interface World {
  readonly env: EnvIr;
  readonly entries: readonly EntryIr[];
  readonly sources: readonly SourceOfTree[];
  /** How many texts have numbers. */
  readonly texts: number;
  readonly mentions: Mentions;
}

/** Grows random nodes; labels count on, and those in a subtree have its label before theirs. */
export class Grow {
  readonly #c: Chance;
  readonly #world: World;
  #labels = 0;

  constructor(c: Chance, world: World) {
    this.#c = c;
    this.#world = world;
  }

  /** A node and at most `size` below it. */
  node(size: number, prefix = ""): Sketch {
    const c = this.#c, name = `${prefix}n${this.#labels++}`;
    const own = size <= 0 ? this.#leaf(name) : c.is(0.5) ? this.#several(size, prefix) : this.#single(size, prefix, name);
    return having(own, { name, ...(c.is(0.25) && { pre: this.#pre() }), ...(c.is(0.25) && { post: this.#post() }) });
  }

  #pre(): NonNullable<Sketch["node"]["pre"]> {
    const c = this.#c, maybe = (key: string): object => (c.is(0.4) ? { [key]: this.#truth() } : {});
    return { ...maybe("failureIf"), ...maybe("successIf"), ...maybe("skipIf"), ...maybe("while") };
  }

  #post(): NonNullable<Sketch["node"]["post"]> {
    const c = this.#c, maybe = (key: string): object => (c.is(0.4) ? { [key]: this.#sets() } : {});
    return { ...maybe("success"), ...maybe("failure"), ...maybe("halted"), ...maybe("always") };
  }

  /** `n` children that share what may be below. */
  #children(n: number, size: number, prefix: string): readonly Sketch[] {
    const left = size - n;
    return Array.from({ length: n }, () => this.node(left <= 0 ? 0 : this.#c.below(Math.ceil((2 * left) / n) + 1), prefix));
  }

  #several(size: number, prefix: string): Sketch {
    const c = this.#c, some = (least: number, most = 4): readonly Sketch[] => this.#children(least + c.below(most - least + 1), size, prefix);
    switch (c.below(13)) {
      case 0: return node(c.pick(["sequence", "fallback"] as const), { yields: c.is(0.4) }, ...some(1));
      case 1: return node("memorySequence", { yields: c.is(0.5) }, ...some(1));
      case 2: return node(c.pick(["reactiveSequence", "reactiveFallback"] as const), {}, ...some(1));
      case 3: return node("parallel", { success: this.#count(), failure: this.#count(), stalls: c.is(0.5) }, ...some(1));
      case 4: return node("parallelAll", { failures: this.#count() }, ...some(1));
      case 5: return node("ifThenElse", {}, ...some(2, 3));
      case 6: return node("whileDoElse", {}, ...some(2, 3));
      case 7: { const children = some(2); return node("switch", { cases: children.slice(1).map(() => this.#truth()) }, ...children); }
      case 8: return node("recovery", { retries: c.below(3) }, ...some(2, 2));
      case 9: return node("pipelineSequence", {}, ...some(1));
      case 10: return node("roundRobin", {}, ...some(1));
      case 11: return node("again", {}, ...some(2, 2));
      default: return node("tryCatch", { onHalt: c.is(0.5) }, ...some(2));
    }
  }

  #single(size: number, prefix: string, name: string): Sketch {
    const c = this.#c, entries = this.#world.entries, counted = entries.filter((entry) => entry.counted);
    const child = (inner = prefix): Sketch => this.node(size - 1, inner);
    switch (c.below(13)) {
      case 0: return node("invert", {}, child());
      case 1: return node("subtree", {}, child(`${name}/`));
      case 2: return node("force", { to: c.pick(["success", "failure"] as const) }, child());
      case 3: return node(c.pick(["retry", "repeat"] as const), { times: c.is(0.3) ? this.#number() : num(c.below(6) - 1) }, child());
      case 4: return node("keepRunning", { swallows: c.is(0.5) }, child());
      case 5: return node("runOnce", { thenSkip: c.is(0.5) }, child());
      case 6: return node("timeout", { samples: this.#samples(), loses: c.is(0.5) }, child());
      case 7: return node(c.pick(["delay", "every"] as const), { samples: this.#samples() }, child());
      case 8: return node("when", { value: this.#truth(), otherwise: c.pick(["success", "failure", "skipped", "running"] as const), sticks: c.is(0.5) }, child());
      case 9: { const { name: into, kind } = c.pick(entries), values = Array.from({ length: c.below(4) }, () => this.#value(kind)); return node("loop", { entry: into, values, ifEmpty: c.pick(["success", "failure", "skipped"] as const) }, child()); }
      case 10: return node("onUpdate", { entry: c.pick(counted).name, otherwise: c.pick(["skipped", "running"] as const) }, child());
      case 11: return node("every", { samples: num(c.pick([0, 1, 2, 3.5])) }, child());
      default: return node("delay", { samples: num(c.below(2)) }, child());
    }
  }

  #leaf(name: string): Sketch {
    const c = this.#c, { entries } = this.#world, counted = entries.filter((entry) => entry.counted);
    switch (c.below(12)) {
      case 0: case 1: return node("check", { value: this.#truth() });
      case 2: return node("set", { sets: this.#sets() });
      case 3: return node("constant", { gives: c.pick(["success", "failure"] as const) });
      case 4: case 5: return node("wait", { samples: this.#samples(), slips: c.is(0.5) });
      case 6: return node("wasUpdated", { entry: c.pick(counted).name });
      case 7: case 8: return this.#do();
      default: {
        const args = Array.from({ length: c.below(3) }, (_, i) => ({ name: `p${i}`, value: c.is(0.6) ? this.#number() : this.#truth() }));
        return node("extern", { leaf: name, args, outputs: entries.filter(() => c.is(0.2)).map((entry) => ({ name: entry.name, entry: entry.name })) });
      }
    }
  }

  #do(): Sketch {
    const c = this.#c, { env, sources, mentions } = this.#world;
    const end = { until: c.is(0.4) ? this.#truth() : null, ticks: c.is(0.5) ? c.below(4) : null };
    if (c.is(0.6)) return node("do", { source: c.pick(sources).name, sets: [], ...end });
    const sets = env.acts.filter(() => c.is(0.6)).map((slot) => ({ name: slot.name, value: slot.kind === "bool" ? truth(c, 1, mentions) : fitting(c, slot, numeric(c, 2, mentions)) }));
    return node("do", { source: null, sets, ...end });
  }

  #count(): Ir {
    return this.#c.is(0.8) ? num(this.#c.below(8) - 3) : this.#number();
  }

  #samples(): Ir {
    return this.#c.is(0.8) ? num(this.#c.pick([-1, 0, 0.5, 1, 1, 2, 2.5, 4])) : this.#number();
  }

  #sets(): readonly SetIr[] {
    const c = this.#c;
    return Array.from({ length: c.below(3) }, () => {
      const { name, kind } = c.pick(this.#world.entries);
      return { entry: name, value: this.#value(kind) };
    });
  }

  #value(kind: EntryIr["kind"]): Ir {
    const c = this.#c;
    return kind === "bool" ? this.#truth() : kind === "text" ? num(c.is(0.1) ? null : c.below(this.#world.texts)) : this.#number();
  }

  #number(): Ir {
    return numeric(this.#c, 2, this.#world.mentions);
  }

  #truth(): Ir {
    return truth(this.#c, this.#c.pick([1, 2, 3]), this.#world.mentions);
  }
}

/** Mostly a value that the slot can take. */
export function fitting(c: Chance, { low, high, integer }: EnvIr["acts"][number], value: Ir): Ir {
  if (c.is(0.15)) return value;
  const whole = integer ? { op: "round", t: "num", args: [value] } as const : value;
  return { op: "clamp", t: "num", args: [whole, num(low ?? -3), num(high ?? 3)] };
}
