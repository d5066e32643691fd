import type { Bag } from "./bag.ts";
import { shown } from "../writing/text.ts";
import type { Attribute, Element, InFile } from "./xml/read.ts";

export type Direction = "in" | "out" | "inout";
export type Kind = "number" | "bool" | "text";

export interface ModelPort {
  readonly direction: Direction;
  /** Null: it does not say. */
  readonly kind: Kind | null;
  readonly missing: Attribute | null;
}

/** What `<TreeNodesModel>` says of a leaf or subtree. */
export interface Model {
  readonly isTree: boolean;
  readonly place: InFile;
  readonly ports: ReadonlyMap<string, ModelPort>;
}

const DIRECTIONS: Readonly<Record<string, Direction>> = { input_port: "in", output_port: "out", inout_port: "inout" };

export function readModels(root: Element, bag: Bag): ReadonlyMap<string, Model> {
  const models = new Map<string, Model>();
  for (const node of root.children.filter(({ name }) => name === "TreeNodesModel").flatMap(({ children }) => children)) {
    const id = attributeOf(node, "ID");
    if (id === undefined) bag.wrong(node.place, `\`<${node.name}>\` needs the attribute \`ID\``);
    else models.set(id.value, { isTree: node.name === "SubTree", place: node.place, ports: portsOf(node, bag) });
  }
  return models;
}

const attributeOf = ({ attributes }: Element, name: string): Attribute | undefined => attributes.find((attribute) => attribute.name === name);

function portsOf(node: Element, bag: Bag): ReadonlyMap<string, ModelPort> {
  const ports = new Map<string, ModelPort>();
  for (const port of node.children) {
    const direction = DIRECTIONS[port.name], name = attributeOf(port, "name");
    if (direction === undefined) continue;
    if (name === undefined) bag.wrong(port.place, `\`<${port.name}>\` needs the attribute \`name\``);
    else if (name.value === "ID" || name.value === "name" || !/^[A-Za-z][^\s<>&"'/\\:*?|.]*$/.test(name.value)) bag.wrong(name.at(0), `${shown(name.value)} cannot be the name of a port: it begins with a letter, holds no blank, and is not \`ID\` or \`name\``);
    else ports.set(name.value, { direction, kind: kindOf(attributeOf(port, "type")?.value), missing: attributeOf(port, "default") ?? null });
  }
  return ports;
}

/** By the name of a type in C++; a type of one's own is a text, which Pol only hands on. */
function kindOf(type: string | undefined): Kind | null {
  if (type === undefined || type === "" || type === "BT::Any" || type === "BT::AnyTypeAllowed" || type === "AnyTypeAllowed") return null;
  if (/^bool$/i.test(type)) return "bool";
  return /^(?:(?:(?:unsigned|signed|char|short|int|long)\b ?)+|u?int\d*(?:_t)?|float|double|size_t)$/i.test(type) ? "number" : "text";
}
