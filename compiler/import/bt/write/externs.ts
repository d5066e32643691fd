import { shown } from "../../writing/text.ts";
import { type Bag, lineOf } from "../bag.ts";
import type { Leaves } from "../leaves.ts";
import type { Direction, Kind } from "../models.ts";
import type { NodeOf } from "../tree.ts";
import { quoted, type Unique } from "./names.ts";

export interface ExternPort {
  /** As the file calls it, and as Pol writes it. */
  readonly port: string;
  readonly name: string;
  readonly kind: Kind;
  readonly direction: Direction;
}

export interface Extern {
  readonly name: string;
  readonly ports: readonly ExternPort[];
}

const WORD: Readonly<Record<Kind, string>> = { number: "a number", bool: "a truth value", text: "a text" };

/** The leaves that the host runs. One whose ports take a number here and a text there is two leaves in Pol. */
export class Externs {
  /** By the leaf and the kinds of its ports. */
  readonly #all = new Map<string, Extern>();
  readonly #leaves: Leaves;
  readonly #names: Unique;
  readonly #bag: Bag;

  constructor(leaves: Leaves, names: Unique, bag: Bag) {
    this.#leaves = leaves;
    this.#names = names;
    this.#bag = bag;
  }

  leafOf(node: NodeOf<"leaf">, kindOf: (key: string) => Kind): Extern {
    const { id } = node, given = this.#leaves.portsOf(node);
    const ports = this.#leaves.namesOf(id).map((port): ExternPort => {
      const direction = this.#leaves.directionOf(id, port), usual = this.#leaves.kindOf(id, port), value = given.get(port)?.expr;
      const kind = value?.kind === "name" ? kindOf(value.name) : usual;
      const name = quoted(port);
      if (name === null) this.#bag.wrong(node.place, `a port called ${shown(port)} cannot be named in Pol`);
      return { port, name: name ?? "_", direction, kind: direction === "in" && kind !== "text" && usual !== "text" ? usual : kind };
    });
    const known = this.#all.get(key(id, ports));
    return known ?? this.#add(node, ports);
  }

  #add({ id, place }: NodeOf<"leaf">, ports: readonly ExternPort[]): Extern {
    const name = this.#names.take(id);
    if (name === null) this.#bag.wrong(place, `a leaf called ${shown(id)} cannot be named in Pol`);
    const extern = { name: name ?? "_", ports };
    const other = [...this.#all].find(([known]) => known.startsWith(`${id}\n`))?.[1];
    if (other !== undefined) {
      const differing = ports.findIndex(({ kind }, i) => kind !== other.ports[i]!.kind);
      this.#bag.note(`${lineOf(place)}: ${shown(id)} takes ${WORD[ports[differing]!.kind]} for ${shown(ports[differing]!.port)} and elsewhere ${WORD[other.ports[differing]!.kind]}, so that it is \`${extern.name}\` here`);
    }
    this.#all.set(key(id, ports), extern);
    return extern;
  }

  text(env: string): string {
    const all = [...this.#all.values()].map(({ name, ports }) => {
      const declared = ports.map((port) => `${port.direction === "in" ? "" : `${port.direction} `}${port.name}: ${port.kind}`);
      return `extern ${name} over ${env}${declared.length === 0 ? "" : ` (${declared.join(", ")})`}\n`;
    });
    return all.join("");
  }
}

const key = (id: string, ports: readonly ExternPort[]): string => `${id}\n${ports.map(({ kind }) => kind).join(" ")}`;
