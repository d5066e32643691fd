import { shown } from "../writing/text.ts";
import type { Bag } from "./bag.ts";
import { portValue, truthPort, numberPort } from "./ports.ts";
import type { BtNode, Core, Outcome, Written } from "./tree.ts";
import type { Attribute, Element } from "./xml/read.ts";

const OUTCOMES: Readonly<Record<string, Outcome>> = { SUCCESS: "success", FAILURE: "failure", SKIPPED: "skip", RUNNING: "running" };

/** What an element is, and what becomes of its children where they do not simply stay. */
export type Made = Core & { readonly around?: (children: readonly BtNode[]) => readonly BtNode[] };

export type Reader = (x: Reading) => Made;

/** A node that stands for a part of the one that is read. */
export const plain = ({ source, element: { place } }: Reading): Pick<BtNode, "label" | "source" | "place" | "children" | "conditions" | "hooks"> => ({ label: null, source, place, children: [], conditions: [], hooks: [] });

/** The attributes of one standard node: each is asked for once, and what nobody asked for is reported. */
export class Reading {
  readonly element: Element;
  readonly source: string;
  readonly bag: Bag;
  readonly #asked = new Set<string>();

  constructor(element: Element, source: string, bag: Bag) {
    this.element = element;
    this.source = source;
    this.bag = bag;
  }

  get(name: string): Attribute | undefined {
    this.#asked.add(name);
    return this.element.attributes.find((attribute) => attribute.name === name);
  }

  /** Of the first name that is there: older versions have other names. */
  need(...names: readonly string[]): Attribute {
    const found = names.map((name) => this.get(name)).find((attribute) => attribute !== undefined);
    if (found !== undefined) return found;
    this.bag.wrong(this.element.place, `\`<${this.source}>\` needs the attribute \`${names[0]}\``);
    return { name: names[0]!, value: "0", place: this.element.place, at: () => this.element.place };
  }

  number(...names: readonly string[]): Written {
    const attribute = this.need(...names);
    return numberPort(attribute, this.bag);
  }

  numberIf(...names: readonly string[]): Written | null {
    const found = names.map((name) => this.get(name)).find((attribute) => attribute !== undefined);
    return found === undefined ? null : numberPort(found, this.bag);
  }

  truth(name: string, missing: boolean): boolean {
    const attribute = this.get(name);
    return attribute === undefined ? missing : truthPort(attribute, this.bag);
  }

  outcome(name: string, missing: Outcome): Outcome {
    const attribute = this.get(name);
    if (attribute === undefined) return missing;
    const outcome = OUTCOMES[attribute.value.trim()];
    if (outcome === undefined) this.bag.wrong(attribute.at(0), `\`${name}\` is one of ${Object.keys(OUTCOMES).map((o) => `\`${o}\``).join(", ")}`);
    return outcome ?? missing;
  }

  value(name: string): Written {
    return portValue(this.need(name));
  }

  /** At least so many children, and at most. */
  children(least: number, most = Infinity): void {
    const { length } = this.element.children;
    if (length >= least && length <= most) return;
    const wanted = most === 0 ? "no child" : least === most ? count(least) : most === Infinity ? `at least ${count(least)}` : `${least} to ${count(most)}`;
    this.bag.wrong(this.element.place, `\`<${this.source}>\` takes ${wanted} and has ${length === 0 ? "none" : length}`);
  }

  /** Version 4 refuses a port that a node does not have; version 3 did not look. */
  reportRest(isV3: boolean): void {
    for (const { name, place } of this.element.attributes) {
      if (this.#asked.has(name) || !/^[A-Za-z]/.test(name)) continue;
      const has = [...this.#asked].filter((port) => /^[A-Za-z]/.test(port) && port !== "name" && port !== "ID");
      if (isV3) this.bag.note(`${shown(name)} of \`<${this.source}>\` is left out: that node has no such port`);
      else this.bag.wrong(place, `\`<${this.source}>\` has no port ${shown(name)}${has.length === 0 ? "" : `; it has ${has.map((port) => `\`${port}\``).join(", ")}`}`);
    }
  }
}

const count = (n: number): string => (n === 1 ? "1 child" : `${n} children`);
