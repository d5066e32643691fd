import { nearest } from "../../../grammar/nearest.ts";
import { shown } from "../writing/text.ts";
import type { Bag } from "./bag.ts";
import { loop } from "./loops.ts";
import { NAV2 } from "./nav2.ts";
import { assignments, condition, portsOf, truthIn, truthPort } from "./ports.ts";
import { type Made, type Reader, Reading } from "./reading.ts";
import { STANDARD, UNSUPPORTED, VERSION_3 } from "./standard.ts";
import type { BtNode, ConditionOn, HookOn, Written } from "./tree.ts";
import type { Attribute, Element } from "./xml/read.ts";

const CONDITIONS: Readonly<Record<string, ConditionOn>> = { _failureIf: "fail", _successIf: "succeed", _skipIf: "skip", _while: "while" };
const HOOKS: Readonly<Record<string, HookOn>> = { _onSuccess: "success", _onFailure: "failure", _onHalted: "halt", _post: "finally" };
/** Elements that say what a node is and name it by `ID`. */
const EXPLICIT: ReadonlySet<string> = new Set(["Action", "Condition", "Control", "Decorator"]);

/** What is known of a file before its nodes are read. */
export interface Known {
  readonly trees: ReadonlySet<string>;
  readonly isV3: boolean;
  readonly bag: Bag;
}

/** An element and all below it as nodes. */
export function readNode(element: Element, known: Known): BtNode {
  const { bag } = known, { place } = element;
  const id = element.attributes.find(({ name }) => name === "ID");
  const isExplicit = EXPLICIT.has(element.name);
  if (isExplicit && id === undefined) bag.wrong(place, `\`<${element.name}>\` needs the attribute \`ID\``);
  const source = isExplicit ? (id?.value ?? "") : element.name;
  const core = coreOf(element, source, id, known);
  const children = element.children.map((child) => readNode(child, known));
  const name = element.attributes.find((attribute) => attribute.name === "name")?.value ?? "";
  const label = name === "" || name === source || (core.kind === "subtree" && name === core.id) ? null : name;
  const { around, ...own } = core;
  const conditions = element.attributes.flatMap((attribute) => (Object.hasOwn(CONDITIONS, attribute.name) ? [{ on: CONDITIONS[attribute.name]!, ...condition(attribute, bag) }] : []));
  const hooks = element.attributes.flatMap((attribute) => (Object.hasOwn(HOOKS, attribute.name) ? [{ on: HOOKS[attribute.name]!, sets: assignments(attribute, bag) }] : []));
  return { ...own, label, source, place, conditions, hooks, children: around === undefined ? children : around(children) };
}

function coreOf(element: Element, source: string, id: Attribute | undefined, known: Known): Made {
  const { trees, isV3, bag } = known;
  if (element.name === "SubTree" || (isV3 && element.name === "SubTreePlus")) return subtree(element, id, known);
  // A selector without children lets a person choose its status, as a leaf of the host does.
  const isLeaf = source === "ManualSelector" && element.children.length === 0;
  const standard = isLeaf ? undefined : readerOf(source, isV3) ?? (isLoop(element, source) ? loop(null) : undefined);
  if (standard !== undefined) {
    const reading = new Reading(element, source, bag);
    const made = standard(reading);
    for (const name of ["name", ...(EXPLICIT.has(element.name) ? ["ID"] : [])]) reading.get(name);
    reading.reportRest(isV3);
    return made;
  }
  if (trees.has(source) && element.children.length === 0) return { kind: "subtree", id: source, ports: portsOf(element), shares: "nothing" };
  if (id !== undefined && !EXPLICIT.has(element.name) && source !== "SubTreePlus") bag.wrong(id.place, `\`ID\` belongs into \`<Action>\`, \`<Condition>\`, \`<Control>\`, \`<Decorator>\` or \`<SubTree>\`; ${shown(element.name)} says what it is by its name`);
  const problem = unreadable(element, source, isV3);
  if (problem !== null) bag.wrong(element.place, problem);
  return { kind: "leaf", id: source, ports: portsOf(element) };
}

function readerOf(source: string, isV3: boolean): Reader | undefined {
  return [STANDARD, NAV2, ...(isV3 ? [VERSION_3] : [])].find((readers) => Object.hasOwn(readers, source))?.[source];
}

/** A loop over values of a type of one's own. */
const isLoop = ({ attributes, children }: Element, source: string): boolean => /^Loop[A-Z]/.test(source) && children.length === 1 && attributes.some(({ name }) => name === "queue");

/** Why an element that is no standard node cannot be a leaf; null: it can. */
function unreadable({ name, children }: Element, source: string, isV3: boolean): string | null {
  if (Object.hasOwn(UNSUPPORTED, source)) return `\`<${source}>\` has no equivalent: ${UNSUPPORTED[source]}`;
  if (Object.hasOwn(VERSION_3, source)) return `\`<${source}>\` is of version 3, and this file says \`BTCPP_format="4"\``;
  if (source === "SubTreePlus") return '`<SubTreePlus>` is of version 3, and this file says `BTCPP_format="4"`; write `<SubTree>`';
  if (children.length === 0 && name !== "Control" && name !== "Decorator") return null;
  if (name === "Action" || name === "Condition") return `\`<${name}>\` takes no child and has ${children.length}`;
  const near = nearest(source, [...Object.keys(STANDARD), ...Object.keys(NAV2), ...(isV3 ? Object.keys(VERSION_3) : [])]);
  return `${shown(source)} is no standard node, and what a node with children does Pol has to know${near === undefined ? "; write it as a subtree of standard nodes" : `; did you mean \`${near}\`?`}`;
}

function subtree(element: Element, id: Attribute | undefined, { trees, isV3, bag }: Known): Made {
  if (id === undefined) bag.wrong(element.place, `\`<${element.name}>\` needs the attribute \`ID\``);
  else if (!trees.has(id.value)) {
    const near = nearest(id.value, [...trees]);
    bag.wrong(id.at(0), `there is no tree ${shown(id.value)} in this file or in those that it includes${near === undefined ? "; write `<include path=…/>`" : `; did you mean \`${near}\`?`}`);
  }
  if (element.children.length > 0) bag.wrong(element.place, `\`<${element.name}>\` takes no child and has ${element.children.length}`);
  const is = (name: string): boolean => {
    const attribute = element.attributes.find((one) => one.name === name);
    return attribute !== undefined && truthPort(attribute, bag);
  };
  const ports = portsOf(element);
  const shares = isV3 && is("__shared_blackboard") ? "all" : is("_autoremap") || (isV3 && is("__autoremap")) ? "public" : "nothing";
  return { kind: "subtree", id: id?.value ?? "", shares, ports: isV3 && element.name === "SubTree" ? new Map([...ports].map(([name, value]) => [name, asKey(value)])) : ports };
}

/** In version 3 a subtree's ports name entries without braces; a truth value or a number would be no name. */
function asKey({ expr, attribute }: Written): Written {
  if (expr.kind !== "literal" || truthIn(expr.value) !== null || !/^[\w@]/.test(expr.value)) return { expr, attribute };
  return { expr: { kind: "name", name: expr.value.trim(), at: 0 }, attribute };
}
