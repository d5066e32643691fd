import { shown } from "../../writing/text.ts";
import type { Bag } from "../bag.ts";
import type { Board, Entry } from "../boards.ts";
import type { Direction, Kind } from "../models.ts";
import { Unique } from "./names.ts";

/** The entries of one tree as they are called and declared in Pol. */
export class BoardNames {
  readonly #board: Board;
  readonly #unique = new Unique();
  readonly #names = new Map<string, string>();
  /** Entries that the file does not have. */
  readonly #added: string[] = [];
  readonly #unset = new Map<Kind, string>();

  constructor(board: Board, bag: Bag) {
    this.#board = board;
    for (const { key, place } of board.entries.values()) {
      const name = this.#unique.take(key.replace(/^@/, ""));
      if (name === null) bag.wrong(place, `an entry called ${shown(key)} cannot be named in Pol`);
      this.#names.set(key, name ?? "_");
    }
  }

  of(key: string): string {
    return this.#names.get(this.#board.keyOf(key))!;
  }

  kind(key: string): Kind {
    return this.#board.entries.get(this.#board.keyOf(key))!.slot.kind;
  }

  add(wanted: string, kind: Kind, start = ""): string {
    const name = this.#unique.take(wanted)!;
    this.#added.push(`${name}: ${kind}${start}`);
    return name;
  }

  /** What a port reads that nobody gives: an entry that nobody writes. */
  unset(kind: Kind): string {
    const name = this.#unset.get(kind) ?? this.add("unset", kind);
    this.#unset.set(kind, name);
    return name;
  }

  get ports(): string {
    const ports = this.#entries().flatMap(({ entry, direction }) => (direction === null ? [] : [`${direction === "in" ? "" : `${direction} `}${this.of(entry.key)}: ${entry.slot.kind}`]));
    return ports.length === 0 ? "" : ` (${ports.join(", ")})`;
  }

  get blackboard(): string {
    const own = [...this.#entries().flatMap(({ entry: { key, slot }, direction }) => (direction === null ? [`${this.of(key)}: ${slot.kind}`] : [])), ...this.#added];
    return own.length === 0 ? "" : `blackboard {\n${own.join("\n")}\n}\n\n`;
  }

  #entries(): readonly { readonly entry: Entry; readonly direction: Direction | null }[] {
    return [...this.#board.entries.values()].map((entry) => ({ entry, direction: this.#board.portOf(entry) }));
  }
}
