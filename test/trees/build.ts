import type { EnvIr, Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import type { EntryIr, NodeOf, SetIr, TreeIr, TreeKind, TreeNodeIr } from "../../compiler/ir/tree.ts";
import { env, num, program } from "../interpreter/build.ts";

const AT = [0, 0] as const;

/** A node as it is said by hand: what is left out has the value that it mostly has. */
export interface Sketch {
  readonly node: Omit<TreeNodeIr, "children" | "name"> & { readonly name?: string };
  readonly children: readonly Sketch[];
}

type Around = Pick<TreeNodeIr, "pre" | "post"> & { readonly name?: string };
type Own<K extends TreeKind> = Omit<NodeOf<K>, "kind" | "name" | "at" | "children" | "pre" | "post">;

export function node<K extends TreeKind>(kind: K, own: Own<K>, ...children: readonly Sketch[]): Sketch {
  return { node: { kind, at: AT, ...own } as Sketch["node"], children };
}

/** The node with conditions, sets or a name of its own. */
export const having = (sketch: Sketch, around: Around): Sketch => ({ ...sketch, node: { ...sketch.node, ...around } as Sketch["node"] });

/** A leaf that the host runs. */
export const leaf = (name: string, around: Around = {}): Sketch => having(node("extern", { leaf: name, args: [], outputs: [] }), { name, ...around });

export const sequence = (...children: readonly Sketch[]): Sketch => node("sequence", { yields: false }, ...children);
export const fallback = (...children: readonly Sketch[]): Sketch => node("fallback", { yields: false }, ...children);
export const reactive = (...children: readonly Sketch[]): Sketch => node("reactiveSequence", {}, ...children);
export const wait = (samples: number, slips = false): Sketch => node("wait", { samples: num(samples), slips });
export const set = (...sets: readonly SetIr[]): Sketch => node("set", { sets });
export const retry = (times: number, child: Sketch): Sketch => node("retry", { times: num(times) }, child);
export const repeat = (times: number, child: Sketch): Sketch => node("repeat", { times: num(times) }, child);
export const parallel = (success: number, failure: number, children: readonly Sketch[], stalls = false): Sketch => node("parallel", { success: num(success), failure: num(failure), stalls }, ...children);

export const entry = (name: string, more: Partial<EntryIr> = {}): EntryIr => ({ name, kind: "num", start: 0, counted: false, ...more });
export const read = (name: string, t: "num" | "bool" = "num"): Ir => ({ op: "entry", t, name });
export const put = (name: string, value: Ir | number): SetIr => ({ entry: name, value: typeof value === "number" ? num(value) : value });

export function tree(root: Sketch, more: Partial<TreeIr> = {}): TreeIr {
  const nodes: TreeNodeIr[] = [];
  const add = (sketch: Sketch): number => {
    const n = nodes.length;
    nodes.push({ ...sketch.node, name: sketch.node.name ?? `n${n}`, children: [] } as TreeNodeIr);
    const children = sketch.children.map(add);
    nodes[n] = { ...nodes[n]!, children } as TreeNodeIr;
    return n;
  };
  add(root);
  return { name: "t", env: "e", mode: "strict", at: AT, later: [], entries: [], texts: [], sources: [], nodes, haltsEvery: false, keepsWake: false, ...more };
}

/** The tree in a program of its own. */
export const inProgram = (of: TreeIr, over: EnvIr = env(), more: Partial<ProgramIr> = {}): ProgramIr => program({ envs: [over], trees: [of], ...more });
