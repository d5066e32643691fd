import { shown } from "../writing/text.ts";
import { type Bag, lineOf } from "./bag.ts";
import type { Document } from "./document.ts";
import { hintLiteral, inferCondition, inferNumber, inferSet, inferSwitch, type Scope } from "./infer.ts";
import { Leaves } from "./leaves.ts";
import type { Direction } from "./models.ts";
import { Slot } from "./slot.ts";
import { type BtNode, type BtTree, type NodeOf, nodesOf, placeOf, type Written } from "./tree.ts";
import { readsOf, type Words } from "./words.ts";
import type { InFile } from "./xml/read.ts";

const MOST_DEPTH = 200;

/** An entry of one tree's blackboard. */
export interface Entry {
  readonly key: string;
  readonly slot: Slot;
  /** Where it is used first. */
  readonly place: InFile;
  /** Something in the tree asks whether it was written: a literal cannot stand for it. */
  watched: boolean;
  /** Something in the tree gives it a value, or reads it otherwise than for its own next value. */
  given: boolean;
  read: boolean;
  /** Some call of the tree says what it is. */
  isPort: boolean;
}

/** What a subtree's entry is where it is called: an entry of the caller, or what stands in the port. Nothing: an entry of its own. */
export type Handed = { readonly kind: "entry"; readonly key: string } | { readonly kind: "literal"; readonly written: Written };

export interface Call {
  readonly node: NodeOf<"subtree">;
  readonly of: Board;
  readonly hands: ReadonlyMap<string, Handed>;
}

/** The blackboard of a tree. */
export class Board {
  readonly tree: BtTree;
  /** Nobody calls it, so that its blackboard is the outermost one, which `@` means. */
  readonly isOutermost: boolean;
  readonly entries = new Map<string, Entry>();
  readonly calls = new Map<BtNode, Call>();

  constructor(tree: BtTree, isOutermost: boolean) {
    this.tree = tree;
    this.isOutermost = isOutermost;
  }

  entry(key: string, place: InFile): Entry {
    const name = this.keyOf(key);
    const entry = this.entries.get(name) ?? { key: name, slot: new Slot(), place, watched: false, given: false, read: false, isPort: false };
    this.entries.set(name, entry);
    return entry;
  }

  keyOf(key: string): string {
    return this.isOutermost ? key.replace(/^@/, "") : key;
  }

  /** As which port it is declared; null: it is the tree's own. What an outermost tree does not give itself the host does, and what it does not read is for the host. */
  portOf({ isPort, given, read }: Entry): Direction | null {
    if (isPort) return given ? (read ? "inout" : "out") : "in";
    if (!this.isOutermost || (given && read)) return null;
    return given ? "out" : "in";
  }
}

/** The blackboards of all trees, those of subtrees before those that call them. */
export class Boards {
  readonly all = new Map<string, Board>();
  readonly leaves: Leaves;
  readonly #document: Document;
  readonly #words: Words;
  readonly #bag: Bag;
  readonly #reported = new Set<InFile>();

  constructor(document: Document, words: Words, bag: Bag) {
    this.#document = document;
    this.#words = words;
    this.#bag = bag;
    this.leaves = new Leaves(document);
    const called = new Set([...document.trees.values()].flatMap(({ root }) => [...nodesOf(root)].flatMap((node) => (node.kind === "subtree" ? [node.id] : []))));
    for (const tree of document.trees.values()) this.#visit(tree, called, []);
    for (const board of this.all.values()) for (const { of, hands } of board.calls.values()) for (const key of hands.keys()) of.entries.get(key)!.isPort = true;
    this.leaves.settle();
    for (const board of this.all.values()) for (const { key, slot } of board.entries.values()) this.#reportConflict(key, slot);
  }

  #visit(tree: BtTree, called: ReadonlySet<string>, within: readonly BtTree[]): void {
    if (this.all.has(tree.id)) return;
    const board = new Board(tree, !called.has(tree.id));
    for (const node of nodesOf(tree.root)) {
      const callee = node.kind === "subtree" ? this.#document.trees.get(node.id) : undefined;
      if (callee === undefined) continue;
      if (callee === tree || within.includes(callee)) this.#bag.wrong(node.place, `the tree ${shown(callee.id)} runs itself`);
      else if (within.length >= MOST_DEPTH) this.#bag.wrong(node.place, `trees run each other more than ${MOST_DEPTH} levels deep`);
      else this.#visit(callee, called, [...within, tree]);
    }
    this.all.set(tree.id, board);
    const scope = this.#scope(board);
    for (const node of nodesOf(tree.root)) this.#node(node, board, scope);
    for (const [key, { direction }] of this.#document.models.get(tree.id)?.ports ?? []) {
      const entry = board.entries.get(key);
      if (entry === undefined) continue;
      entry.given ||= direction !== "in";
      entry.isPort = true;
    }
  }

  #scope(board: Board): Scope {
    return {
      words: this.#words, bag: this.#bag,
      read: (key, place) => board.entry(key, place).slot,
      write: (key, place) => {
        const entry = board.entry(key, place);
        entry.given = true;
        return entry.slot;
      },
    };
  }

  #node(node: BtNode, board: Board, scope: Scope): void {
    for (const name of readsOf(node)) if (!this.#words.has(name)) board.entry(name, node.place).read = true;
    for (const condition of node.conditions) inferCondition(condition, scope);
    for (const { sets } of node.hooks) for (const set of sets) inferSet(set, scope);
    switch (node.kind) {
      case "parallel": return [node.success, node.failure].forEach((count) => count !== null && inferNumber(count, scope));
      case "switch": return inferSwitch(node.subject, node.cases, scope);
      case "recovery": return inferNumber(node.retries, scope);
      case "every": return inferNumber(node.hertz, scope);
      case "times": return inferNumber(node.times, scope);
      case "time": return inferNumber(node.milliseconds, scope);
      case "when": case "check": return inferCondition(node.condition, scope);
      case "set": return node.sets.forEach((set) => inferSet(set, scope));
      case "loop": {
        if (node.variable !== null && node.variable.expr.kind === "name") scope.write(node.variable.expr.name, placeOf(node.variable)).hard(node.of, placeOf(node.variable));
        return;
      }
      case "updated": {
        if (node.entry.expr.kind === "name") board.entry(node.entry.expr.name, placeOf(node.entry)).watched = true;
        return;
      }
      case "leaf": return this.leaves.use(node, scope, board);
      case "subtree": return this.#call(node, board);
      default: return;
    }
  }

  #call(node: NodeOf<"subtree">, board: Board): void {
    const of = this.all.get(node.id);
    if (of === undefined) return;
    const ports = new Map([...this.#missing(node), ...node.ports]);
    const hands = new Map<string, Handed>();
    for (const entry of of.entries.values()) {
      const port = ports.get(entry.key), isShared = node.shares === "all" || (node.shares === "public" && !entry.key.startsWith("_"));
      if (port === undefined && !entry.key.startsWith("@") && !isShared) continue;
      if (port !== undefined && port.expr.kind !== "name") {
        hands.set(entry.key, { kind: "literal", written: port });
        hintLiteral(entry.slot, port.expr.kind === "literal" ? port.expr.value : "", placeOf(port), this.#words);
        continue;
      }
      const key = port?.expr.kind === "name" ? port.expr.name : entry.key, place = port === undefined ? node.place : placeOf(port);
      const own = board.entry(key, place);
      own.slot.union(entry.slot);
      own.watched ||= entry.watched;
      own.given ||= entry.given;
      own.read ||= entry.read;
      hands.set(entry.key, { kind: "entry", key: own.key });
    }
    board.calls.set(node, { node, of, hands });
    for (const [name, port] of node.ports) {
      if (of.entries.has(name)) continue;
      this.#bag.note(`${lineOf(port.attribute.place)}: ${shown(name)} is left out: the tree ${shown(node.id)} has no use for it`);
    }
  }

  /** Ports that the model of a subtree has a value for, where a call says nothing of them. */
  #missing(node: NodeOf<"subtree">): readonly (readonly [string, Written])[] {
    if (node.shares !== "nothing") return [];
    return [...(this.#document.models.get(node.id)?.ports ?? [])].flatMap(([name, { missing }]) => {
      if (node.ports.has(name)) return [];
      const value = this.leaves.missing(missing);
      if (value === null) this.#bag.wrong(node.place, `\`<TreeNodesModel>\` says that ${shown(node.id)} needs the port ${shown(name)}, and this gives none`);
      return value === null ? [] : [[name, value] as const];
    });
  }

  /** Once, however many trees the value goes through. */
  #reportConflict(key: string, { conflict }: Slot): void {
    if (conflict === null || this.#reported.has(conflict.text)) return;
    const { text, other, kind } = conflict;
    this.#reported.add(text);
    this.#bag.wrong(text, `${shown(key)} is a text here and a ${kind === "number" ? "number" : "truth value"} in ${lineOf(other)}; an entry has one type`);
  }
}
