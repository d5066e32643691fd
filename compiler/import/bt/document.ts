import { START } from "../mistake.ts";
import { shown } from "../writing/text.ts";
import type { Bag } from "./bag.ts";
import { type Model, readModels } from "./models.ts";
import { readNode } from "./nodes.ts";
import { type BtTree, nodesOf } from "./tree.ts";
import { type Element, type InFile, readXml } from "./xml/read.ts";

/** Files that lie beside the one that is read; undefined: there is none. */
export type ReadText = (path: string) => string | undefined;

export interface Document {
  readonly isV3: boolean;
  /** By `ID`, in the order of the file, those of included files first. */
  readonly trees: ReadonlyMap<string, BtTree>;
  readonly models: ReadonlyMap<string, Model>;
  /** The tree that runs. */
  readonly main: string;
}

/** A file that is registered beside the one that is read. */
export interface Beside {
  readonly path: string;
  readonly text: string;
}

/** Reads a file, others that are registered with it, and all that they include. What is wrong goes into the bag. */
export function readDocument(text: string, path: string, beside: readonly Beside[], readText: ReadText, bag: Bag): Document | null {
  const files = new Files(readText, bag);
  for (const one of beside) files.read(one.text, one.path, { path: one.path, at: START });
  const root = files.read(text, path, undefined);
  if (root === null) return null;
  const isV3 = !files.roots.some((one) => format(one)?.startsWith("4") === true);
  const models = new Map(files.roots.flatMap((one) => [...readModels(one, bag)]));
  const elements = new Map<string, Element>();
  files.roots.forEach((one) => one.children.filter(({ name }) => name === "BehaviorTree").forEach((tree, _, all) => elements.set(idOf(tree, elements.size, all.length, isV3, bag), tree)));
  if (elements.size === 0) bag.wrong(root.place, "this file has no `<BehaviorTree>`");
  const known = { trees: new Set(elements.keys()), isV3, bag };
  const trees = new Map<string, BtTree>();
  for (const [id, { place, children, attributes }] of elements) {
    if (children.length !== 1) bag.wrong(place, `\`<BehaviorTree ID="${id}">\` takes 1 child and has ${children.length === 0 ? "none" : children.length}`);
    if (children[0] === undefined) continue;
    trees.set(id, { id, place, about: attributes.find(({ name }) => name === "_description")?.value ?? null, root: readNode(children[0], known) });
  }
  return { isV3, trees, models, main: mainOf(root, trees, bag) };
}

const format = ({ attributes }: Element): string | undefined => attributes.find(({ name }) => name === "BTCPP_format")?.value.trim();

function idOf({ attributes, place }: Element, before: number, beside: number, isV3: boolean, bag: Bag): string {
  const id = attributes.find(({ name }) => name === "ID");
  if (id === undefined && beside > 1 && !isV3) bag.wrong(place, "`<BehaviorTree>` needs the attribute `ID` where there are several");
  if (id !== undefined && ["Root", "root", ""].includes(id.value)) bag.wrong(id.at(0), `a tree cannot be called ${shown(id.value)} in BehaviorTree.CPP`);
  return id?.value ?? `BehaviorTree${before === 0 ? "" : `_${before + 1}`}`;
}

/** What `main_tree_to_execute` says, else the first tree that is nobody's subtree. */
function mainOf({ attributes }: Element, trees: ReadonlyMap<string, BtTree>, bag: Bag): string {
  const said = attributes.find(({ name }) => name === "main_tree_to_execute");
  if (said !== undefined) {
    if (!trees.has(said.value)) bag.wrong(said.at(0), `there is no tree ${shown(said.value)} in this file or in those that it includes`);
    return said.value;
  }
  const called = new Set([...trees.values()].flatMap(({ root }) => [...nodesOf(root)].flatMap((node) => (node.kind === "subtree" ? [node.id] : []))));
  return [...trees.keys()].find((id) => !called.has(id)) ?? "";
}

/** The files of a document, each once. */
class Files {
  /** Included ones first: what a file says counts more than what it includes. */
  readonly roots: Element[] = [];
  readonly #readText: ReadText;
  readonly #bag: Bag;
  readonly #paths = new Set<string>();

  constructor(readText: ReadText, bag: Bag) {
    this.#readText = readText;
    this.#bag = bag;
  }

  read(text: string, path: string, included: InFile["included"]): Element | null {
    this.#paths.add(path);
    const read = readXml(text, included);
    if ("errors" in read) {
      for (const { message, ...place } of read.errors) this.#bag.wrong({ ...place, ...(included && { included }) }, message);
      return null;
    }
    const { root } = read;
    if (root.name !== "root") {
      this.#bag.wrong(root.place, `the first element is ${shown(`<${root.name}>`)}; a file of behavior trees begins with \`<root>\``);
      return null;
    }
    for (const include of root.children.filter(({ name }) => name === "include")) this.#include(include, path, included);
    this.roots.push(root);
    return root;
  }

  #include({ attributes, place }: Element, from: string, included: InFile["included"]): void {
    const path = attributes.find(({ name }) => name === "path"), ros = attributes.find(({ name }) => name === "ros_pkg");
    if (path === undefined) return this.#bag.wrong(place, "`<include>` needs the attribute `path`");
    if (ros !== undefined) return this.#bag.wrong(ros.place, "where a ROS package lies is not known here; write the whole path and leave `ros_pkg` out");
    const whole = beside(from, path.value);
    if (this.#paths.has(whole)) return;
    const text = this.#readText(whole);
    if (text === undefined) this.#bag.wrong(path.at(0), `there is no file ${shown(whole)} to include`);
    else this.read(text, whole, { path: path.value, at: included?.at ?? place });
  }
}

/** A path as it is meant in another file, with `/` between its parts. */
function beside(from: string, path: string): string {
  if (/^(?:\/|[A-Za-z]:[/\\])/.test(path)) return path;
  const parts: string[] = [];
  for (const part of [...from.split("/").slice(0, -1), ...path.split("/")]) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "." ) parts.push(part);
  }
  return parts.join("/");
}
