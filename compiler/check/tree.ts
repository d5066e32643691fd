import type * as ast from "../../grammar/ast.ts";
import { MOST_VISITS, visitsOf } from "../analyze/tree-visits.ts";
import type { ControllerIr } from "../ir/ir.ts";
import type { SourceOfTree, TreeIr, TreeNodeIr } from "../ir/tree.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { at, CONSTANTS, type Context, type EnvInfo, type Scope } from "./context.ts";
import { Later } from "./later.ts";
import { noteUse } from "./names.ts";
import { Entries, type Named } from "./tree-entries.ts";
import { lowerNode } from "./tree-nodes.ts";
import { TreeTexts } from "./tree-texts.ts";

/** More nodes than this, subtrees put in, are too many. */
const MOST_NODES = 50_000;


/** A tree as it is lowered: what all of it shares. */
export interface TreeFrame {
  readonly cx: Context;
  readonly env: EnvInfo;
  readonly compatible: boolean;
  readonly texts: TreeTexts;
  readonly entries: Entries;
  readonly nodes: TreeNodeIr[];
  readonly sources: Map<string, SourceOfTree>;
  /** Names that are taken. */
  readonly names: Set<string>;
  readonly later: Later;
}

/** One declaration of a tree where it stands in another: its names, and what stands before them. */
export interface Part {
  readonly prefix: string;
  readonly decl: ast.Tree;
  readonly named: ReadonlyMap<string, Named>;
  readonly scope: Scope;
  /** Declarations it stands in, itself included. */
  readonly within: readonly ast.Tree[];
  readonly labels: Map<string, ast.Ident>;
}

export function checkTree(decl: ast.Tree, env: EnvInfo, cx: Context, controllers: readonly ControllerIr[]): TreeIr {
  const texts = new TreeTexts();
  const frame: TreeFrame = { cx, env, compatible: decl.compatible, texts, entries: new Entries(texts), nodes: [], sources: new Map(), names: new Set(), later: new Later(cx, "guard") };
  // Where nobody calls it, its ports are entries that the host writes and reads.
  const ports = new Map(decl.ports.map((port) => [port.name.text, { ...frame.entries.declare("", port.name, port.type, null, env, cx), writable: port.direction !== "in" }]));
  lowerNode(decl.root, partOf(decl, "", ports, [decl], frame), frame);
  const { name } = decl;
  for (const c of controllers) if (frame.sources.has(c.name)) for (const { value } of c.sets) frame.later.guard(value, name.span);
  const visits = visitsOf(frame)[0]!;
  if (!(visits <= MOST_VISITS)) cx.bag.add("treeSpins", name.span, { name: name.text, visits: visits.toExponential(0), most: MOST_VISITS });
  return {
    name: name.text, env: env.decl.name.text, mode: decl.compatible ? "compatible" : "strict", at: at(decl.span),
    entries: frame.entries.all, texts: texts.all, sources: [...frame.sources.values()], nodes: frame.nodes,
    haltsEvery: decl.compatible, keepsWake: decl.compatible, later: frame.later.reasons,
  };
}

/** The names a tree's nodes see: its ports as they were handed in, and a blackboard of its own. */
function partOf(decl: ast.Tree, prefix: string, ports: ReadonlyMap<string, Named>, within: readonly ast.Tree[], { cx, env, entries }: TreeFrame): Part {
  const named = entries.blackboard(prefix, decl.blackboard, ports, decl.ports.map((port) => port.name), env, cx);
  const locals = new Map([...named].map(([name, { value }]) => [name, value]));
  return { prefix, decl, named, within, labels: new Map(), scope: { ...CONSTANTS(cx, "a tree"), env, obs: true, act: "last", specs: true, locals } };
}

/** The nodes of another tree, put in here. */
export function lowerSubtree(call: ast.TreeRun, decl: ast.Tree, name: string, part: Part, frame: TreeFrame): number[] {
  const { cx, env } = frame;
  if (part.within.includes(decl)) {
    cx.bag.add("recursion", call.name.span, { kind: "tree", name: decl.name.text });
    return [];
  }
  if (decl.over.text !== env.decl.name.text) cx.bag.add("otherEnv", call.name.span, { name: decl.name.text, env: decl.over.text, wanted: env.decl.name.text });
  if (frame.nodes.length > MOST_NODES) {
    if (frame.nodes.length <= MOST_NODES + 1) cx.bag.add("tooLarge", call.span, { limit: MOST_NODES });
    return [];
  }
  const prefix = `${name}/`;
  const ports = new Map(decl.ports.map((port) => [port.name.text, frame.entries.handed(port, call, prefix, part, frame)]));
  reportArgs(call, decl.ports, cx);
  return [lowerNode(decl.root, partOf(decl, prefix, ports, [...part.within, decl], frame), frame)];
}

/** Arguments that no port takes. */
export function reportArgs(call: ast.TreeRun, ports: readonly ast.Port[], cx: Context): void {
  const names = ports.map((port) => port.name.text);
  for (const arg of call.args) {
    if (arg.name === null) cx.bag.add("portUnnamed", arg.span, { name: call.name.text, ports: names.length === 0 ? "none" : names.map((n) => `\`${n}\``).join(", ") });
    else if (!names.includes(arg.name.text)) reportUnknown(cx.bag, cx.symbols, "port", arg.name.text, arg.name.span, names);
  }
}

/** The declaration of a tree or an extern leaf. */
export function runnable(name: ast.Ident, env: EnvInfo, cx: Context): ast.Tree | ast.Extern | undefined {
  const decl = cx.symbols.get(name.text);
  if (decl === undefined) {
    reportUnknown(cx.bag, cx.symbols, "tree or leaf", name.text, name.span, cx.symbols.names("tree", "extern"));
    return undefined;
  }
  noteUse({ cx }, name.span, decl);
  if (decl.kind === "Tree" || decl.kind === "Extern") {
    if (decl.over.text !== env.decl.name.text) cx.bag.add("otherEnv", name.span, { name: name.text, env: decl.over.text, wanted: env.decl.name.text });
    return decl;
  }
  cx.bag.add("wrongKind", name.span, { name: name.text, found: decl.kind.toLowerCase(), wanted: "tree or extern leaf" }, decl.kind === "Controller" || decl.kind === "Policy" ? { help: `\`do ${name.text}\` lets it act` } : {});
  return undefined;
}

/** Checks an extern leaf's ports. */
export function checkExtern(decl: ast.Extern, env: EnvInfo, cx: Context): void {
  const entries = new Entries(new TreeTexts());
  for (const port of decl.ports) entries.declare("", port.name, port.type, null, env, cx);
}
