import type { Ir } from "../../compiler/ir/ir.ts";
import type { EntryIr } from "../../compiler/ir/tree.ts";
import { num } from "../interpreter/build.ts";
import type { Chance } from "../property/random.ts";
import { entry, having, leaf, node, put, read, set, type Sketch } from "./build.ts";

/** What small trees keep: few values each, so that all of them can be seen. */
export const SMALL_ENTRIES: readonly EntryIr[] = [entry("n", { counted: true }), entry("b", { kind: "bool", start: 0 })];

const NEXT = put("n", { op: "sub", t: "num", args: [num(1), read("n")] });
const FLIP = put("b", { op: "not", t: "bool", args: [read("b", "bool")] });

/** A random tree of leaves that the host answers, and a blackboard of few values; nothing in it is about the world or takes time. */
export function smallTree(c: Chance, size: number): Sketch {
  let labels = 0;
  const condition = (): Ir => c.pick([read("b", "bool"), { op: "eq", t: "bool", args: [read("n"), num(1)] }]);
  const sets = () => [c.pick([NEXT, FLIP])];
  const grow = (left: number): Sketch => {
    const name = `n${labels++}`, some = (least: number, most: number): readonly Sketch[] => {
      const n = least + c.below(most - least + 1);
      return Array.from({ length: n }, () => grow(Math.floor((left - n) / n)));
    };
    const own = left <= 0 ? small(name) : c.is(0.6) ? several(some) : single(grow(left - 1));
    const pre = c.is(0.15) ? { pre: { [c.pick(["failureIf", "successIf", "skipIf", "while"] as const)]: condition() } } : {};
    return having(own, { name, ...pre, ...(c.is(0.15) && { post: { [c.pick(["success", "failure", "halted", "always"] as const)]: sets() } }) });
  };
  const small = (name: string): Sketch => (c.is(0.6) ? leaf(name) : c.pick([() => node("check", { value: condition() }), () => set(...sets()), () => node("constant", { gives: c.pick(["success", "failure"] as const) }), () => node("wasUpdated", { entry: "n" })])());
  const several = (some: (least: number, most: number) => readonly Sketch[]): Sketch => c.pick([
    () => node(c.pick(["sequence", "fallback", "memorySequence"] as const), { yields: c.is(0.4) }, ...some(1, 3)),
    () => node(c.pick(["reactiveSequence", "reactiveFallback"] as const), {}, ...some(1, 3)),
    () => node("parallel", { success: num(c.below(5) - 2), failure: num(c.below(5) - 2), stalls: c.is(0.5) }, ...some(1, 3)),
    () => node("parallelAll", { failures: num(c.below(3)) }, ...some(1, 3)),
    () => node(c.pick(["ifThenElse", "whileDoElse"] as const), {}, ...some(2, 3)),
    () => node("switch", { cases: [condition()] }, ...some(2, 2)),
    () => node("tryCatch", { onHalt: c.is(0.5) }, ...some(2, 3)),
    () => node("recovery", { retries: c.below(3) }, ...some(2, 2)),
    () => node(c.pick(["pipelineSequence", "roundRobin"] as const), {}, ...some(1, 3)),
    () => node("again", {}, ...some(2, 2)),
  ])();
  const single = (child: Sketch): Sketch => c.pick([
    () => node(c.pick(["invert", "subtree"] as const), {}, child),
    () => node("force", { to: c.pick(["success", "failure"] as const) }, child),
    () => node(c.pick(["retry", "repeat"] as const), { times: num(1 + c.below(2)) }, child),
    () => node("keepRunning", { swallows: c.is(0.5) }, child),
    () => node("runOnce", { thenSkip: c.is(0.5) }, child),
    () => node("when", { value: condition(), otherwise: c.pick(["success", "failure", "skipped", "running"] as const), sticks: c.is(0.5) }, child),
    () => node("loop", { entry: "n", values: [num(0), num(1)], ifEmpty: c.pick(["success", "failure", "skipped"] as const) }, child),
    () => node("onUpdate", { entry: "n", otherwise: c.pick(["skipped", "running"] as const) }, child),
  ])();
  return grow(size);
}
