import type * as ast from "../../../grammar/ast.ts";
import { parse } from "../../../grammar/parse.ts";
import { nearest } from "../../../grammar/nearest.ts";
import { START, type Mistake } from "../../import/mistake.ts";
import { Bag } from "./bag.ts";
import { type Frame, nodeXml, typeName } from "./node.ts";
import { runsOf, usesOf } from "./runs.ts";
import { element, type XmlElement, xmlText } from "./xml.ts";

export interface BtExport {
  readonly xml: string;
  readonly notes: readonly string[];
  /** The tree that runs. */
  readonly main: string;
}

type Decls = ReadonlyMap<string, ast.Tree | ast.Extern>;

/** Writes a tree of a policy, with the trees it runs, as XML for BehaviorTree.CPP 4. What has no equivalent there is reported. */
export function exportBt(text: string, wanted?: string): BtExport | { readonly errors: readonly Mistake[] } {
  const { file, errors } = parse(text), bag = new Bag(text);
  for (const { span, message } of errors) bag.wrong(span, message);
  if (errors.length > 0) return { errors: bag.errors };
  const decls: Decls = new Map(file.decls.flatMap((decl) => (decl.kind === "Tree" || decl.kind === "Extern" ? [[decl.name.text, decl] as const] : [])));
  const trees = [...decls.values()].filter((decl) => decl.kind === "Tree");
  const main = mainOf(trees, wanted);
  if (typeof main === "string") return { errors: [{ ...START, message: main }] };
  const reached = wanted === undefined ? trees : trees.filter((tree) => reachedFrom(main, decls).has(tree.name.text));
  const behavior = reached.map((tree) => treeXml(tree, decls, bag));
  const leaves = [...decls.values()].filter((decl) => decl.kind === "Extern" && reached.some(({ root }) => runsOf(root).some(({ name }) => name.text === decl.name.text)));
  const models = leaves.flatMap(({ name, ports }) => (ports.length === 0 ? [] : [element("Action", { ID: name.text }, ports.map(portXml))]));
  if (bag.errors.length > 0) return { errors: bag.errors };
  const strict = reached.filter(({ compatible }) => !compatible).map(({ name }) => `\`${name.text}\``).join(", ");
  if (strict !== "") bag.notes.push(`${strict} ${reached.length === 1 ? "is" : "are"} strict: \`pol import bt\` of this file says what BehaviorTree.CPP does otherwise`);
  const root = element("root", { BTCPP_format: "4", main_tree_to_execute: main.name.text }, [...behavior, ...(models.length === 0 ? [] : [element("TreeNodesModel", {}, models)])]);
  return { xml: xmlText(root), notes: bag.notes, main: main.name.text };
}

/** The tree that was asked for, else the first that no other runs; a text says why there is none. */
function mainOf(trees: readonly ast.Tree[], wanted: string | undefined): ast.Tree | string {
  const names = trees.map(({ name }) => name.text);
  if (trees.length === 0) return "this file has no tree";
  if (wanted !== undefined) {
    const near = nearest(wanted, names);
    return trees.find(({ name }) => name.text === wanted) ?? `this file has no tree \`${wanted}\`; ${near === undefined ? `it has ${names.map((n) => `\`${n}\``).join(", ")}` : `did you mean \`${near}\`?`}`;
  }
  const run = new Set(trees.flatMap(({ root }) => runsOf(root).map(({ name }) => name.text)));
  return trees.find(({ name }) => !run.has(name.text)) ?? trees[0]!;
}

function reachedFrom(main: ast.Tree, decls: Decls): ReadonlySet<string> {
  const reached = new Set<string>(), open = [main];
  for (let tree = open.pop(); tree !== undefined; tree = open.pop()) {
    if (reached.has(tree.name.text)) continue;
    reached.add(tree.name.text);
    for (const { name } of runsOf(tree.root)) {
      const decl = decls.get(name.text);
      if (decl?.kind === "Tree") open.push(decl);
    }
  }
  return reached;
}

function treeXml({ name, doc, ports, blackboard, root }: ast.Tree, decls: Decls, bag: Bag): XmlElement {
  const declared = [...ports, ...blackboard];
  const kinds = new Map(declared.map((one) => [one.name.text, kindOf(one, bag)]));
  const literals = new Map<string, ast.Expr>();
  for (const { name: { text, span }, start } of blackboard) {
    if (start === null) continue;
    // An entry that only a subtree is handed, once, is there what its start says.
    const handed = runsOf(root).flatMap(({ name, args }) => (decls.get(name.text)?.kind === "Tree" ? args : [])).filter(({ value }) => value.kind === "Name" && value.name.text === text);
    if (handed.length === 1 && usesOf(root, text) === 1) literals.set(text, start);
    else bag.wrong(span, `\`${text}\` starts with a value, for which XML has no place; write it in a \`set\` at the beginning, or let the host do it`);
  }
  const frame: Frame = { bag, decls, literals, kinds, entries: new Set(kinds.keys()) };
  return element("BehaviorTree", { ID: name.text, _description: doc ?? undefined }, [nodeXml(root, frame)]);
}

/** A number, a truth value or a text; BehaviorTree.CPP knows others from C++ alone. */
function kindOf({ name, type }: ast.Port | ast.Entry, bag: Bag): string {
  const kind = type.kind === "NamedType" && type.unit === null && !type.optional && type.args.length === 0 ? type.name.text : "";
  if (kind === "number" || kind === "bool" || kind === "text") return kind;
  if (kind !== "int") bag.wrong(type.span, `\`${name.text}\` is no plain number, truth value or text, and BehaviorTree.CPP knows other types from C++ alone`);
  return "number";
}

function portXml(port: ast.Port): XmlElement {
  const type = port.type.kind === "NamedType" ? port.type.name.text : "text";
  return element({ in: "input_port", out: "output_port", inout: "inout_port" }[port.direction], { name: port.name.text, type: typeName(type) });
}
