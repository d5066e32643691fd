import fc from "fast-check";
import type { GraphEdge, GraphNode, GraphState, MachineGraph, Shape, Symbol, TreeGraph } from "../../compiler/graph/graph.ts";
import { CHARACTER } from "../../compiler/graph/symbols.ts";

const SHAPES: readonly Shape[] = ["control", "decorator", "check", "do", "set", "wait", "run", "extern", "constant"];
/** Short and long, with what Mermaid or SVG might take for their own. */
const words = fc.oneof(fc.constantFrom("end", "gap < 10m and speed > 3", "a --> b", "[[x]]", "%%", "`b`", "&amp;", "名前", "]]>", "\"quoted\""), fc.string({ minLength: 1, maxLength: 60 }));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 2 });

const nodes: fc.Arbitrary<GraphNode> = fc.record({
  name: fc.constant(null), shape: fc.constantFrom(...SHAPES), symbol: fc.constantFrom(...(Object.keys(CHARACTER) as Symbol[])), word: fc.constantFrom("sequence", "check", "repeat until failure"),
  label: maybe(words), subject: maybe(words), details: fc.array(words, { maxLength: 3 }), clauses: fc.array(fc.record({ kind: fc.constantFrom("condition" as const, "hook" as const), text: words }), { maxLength: 2 }),
  role: maybe(words), implied: fc.boolean(), children: fc.constant([]),
});

/** Each hangs below one of those before it: chains and brooms as well as bushes. */
const roots: fc.Arbitrary<GraphNode> = fc.array(fc.tuple(nodes, fc.nat(), fc.boolean()), { minLength: 1, maxLength: 60, size: "max" }).map((list) => {
  const made = list.map(([node]) => ({ ...node, children: [] as GraphNode[] }));
  list.forEach(([, above, near], i) => void (i > 0 && made[near ? i - 1 : above % i]!.children.push(made[i]!)));
  return made[0]!;
});

const board = fc.array(fc.record({ port: fc.constantFrom("in" as const, null), name: words, type: words, start: maybe(words) }), { maxLength: 30 });

export const treeGraphs: fc.Arbitrary<TreeGraph> = fc.record({ kind: fc.constant("tree" as const), name: words, over: words, doc: maybe(words), board, compatible: fc.boolean(), root: roots });

export const machineGraphs: fc.Arbitrary<MachineGraph> = fc.integer({ min: 1, max: 9 }).chain((count) => {
  const names = Array.from({ length: count }, (_, i) => `state ${i}`);
  const state = (name: string): fc.Arbitrary<GraphState> => fc.record({ name: fc.constant(name), may: maybe(fc.array(words, { minLength: 1, maxLength: 4 })), clauses: fc.array(fc.record({ kind: fc.constant("ensure" as const), text: words }), { maxLength: 2 }) });
  const edge: fc.Arbitrary<GraphEdge> = fc.record({ from: fc.constantFrom(...names), to: fc.constantFrom(...names), kind: fc.constantFrom("go" as const, "rollback" as const), when: words, dwell: maybe(fc.constant("5s")) });
  return fc.record({ kind: fc.constant("machine" as const), name: words, over: words, doc: fc.constant(null), board, start: fc.constantFrom(...names), states: fc.tuple(...names.map(state)), edges: fc.array(edge, { maxLength: 16 }) });
});
