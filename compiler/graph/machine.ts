import type * as ast from "../../grammar/ast.ts";
import type { Clause, GraphEdge, GraphState, MachineGraph } from "./graph.ts";
import { SourceWords } from "./source-words.ts";

/** What a picture of a machine shows. */
export function machineGraph(decl: ast.Machine, text: string): MachineGraph {
  const words = new SourceWords(text);
  const gos = decl.states.flatMap((state) => goesOf(state, words)).filter(({ to }) => decl.states.some(({ name }) => name.text === to));
  return {
    kind: "machine", name: decl.name.text, over: decl.over.text, doc: decl.doc, board: decl.blackboard.map((entry) => words.entry(entry)),
    start: decl.start.text, states: decl.states.map((state) => stateOf(state, words)), edges: [...gos, ...rollbacks(decl, gos)],
  };
}

function stateOf({ name, items }: ast.State, words: SourceWords): GraphState {
  const lists = items.filter((item) => item.kind === "May");
  const clauses = items.flatMap((item): Clause[] => {
    if (item.kind === "StateHook") return [{ kind: "hook", text: `on ${item.on}: ${words.sets(item.sets)}` }];
    if (item.kind !== "Ensure") return [];
    const parts = [`ensure ${words.of(item.condition)}`, ...words.maybe("within ", item.within), "else rollback", ...words.maybe("doing ", item.doing)];
    return [{ kind: "ensure", text: parts.join(" ") }];
  });
  return { name: name.text, may: lists.length === 0 ? null : lists.flatMap(({ proposers }) => proposers.map((one) => one.text)), clauses };
}

function goesOf({ name, items }: ast.State, words: SourceWords): GraphEdge[] {
  return items.flatMap((item) => (item.kind === "Go" ? [{ from: name.text, to: item.to.text, kind: "go" as const, when: words.of(item.when.condition), dwell: item.when.dwell === null ? null : words.of(item.when.dwell) }] : []));
}

/** A rollback leads to where the state was entered from: any state with a `go` to it, or where it began. */
function rollbacks({ states }: ast.Machine, gos: readonly GraphEdge[]): GraphEdge[] {
  return states.filter(({ items }) => items.some(({ kind }) => kind === "Ensure")).flatMap(({ name: { text: from } }) => {
    const before = new Set(gos.filter((go) => go.to === from && go.from !== from).map((go) => go.from));
    return [...(before.size === 0 ? [from] : before)].map((to) => ({ from, to, kind: "rollback" as const, when: "", dwell: null }));
  });
}
