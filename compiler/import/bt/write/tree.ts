import { shown } from "../../writing/text.ts";
import type { Bag } from "../bag.ts";
import type { Board, Boards, Entry, Handed } from "../boards.ts";
import type { Kind } from "../models.ts";
import { isNumber } from "../ports.ts";
import type { Assignment, Expr } from "../script/ast.ts";
import type { BtNode, NodeOf, Written } from "../tree.ts";
import type { Words } from "../words.ts";
import type { BoardNames } from "./board.ts";
import { conditionText, countText, factorText, type Here, valueText } from "./expr.ts";
import type { Externs } from "./externs.ts";
import { Unique } from "./names.ts";

/** What all trees of a file share. */
export interface Writing {
  readonly boards: Boards;
  readonly externs: Externs;
  readonly words: Words;
  readonly bag: Bag;
  /** What a tree, and what its entries are called in Pol. */
  readonly treeName: (id: string) => string;
  readonly names: ReadonlyMap<string, BoardNames>;
}

/** The nodes of one tree in Pol; blanks and lines are the formatter's. */
export class NodeWriter {
  readonly #board: Board;
  readonly #names: BoardNames;
  readonly #w: Writing;
  readonly #labels = new Unique();

  constructor(board: Board, writing: Writing) {
    this.#board = board;
    this.#names = writing.names.get(board.tree.id)!;
    this.#w = writing;
  }

  node(node: BtNode): string {
    const label = node.label === null ? null : this.#labels.take(node.label);
    if (node.label !== null && label === null) this.#w.bag.wrong(node.place, `a node called ${shown(node.label)} cannot be named in Pol`);
    const clauses = this.#clauses(node);
    return `${label === null ? "" : `${label}: `}${this.#core(node, clauses !== "")}${clauses === "" ? "" : ` with {\n${clauses}\n}`}`;
  }

  #clauses({ conditions, hooks }: BtNode): string {
    const asked = conditions.map((one) => `${one.on === "while" ? "while" : `${one.on} if`} ${this.#condition(one)}`);
    const run = hooks.filter(({ sets }) => sets.length > 0).map(({ on, sets }) => `${on === "finally" ? on : `on ${on}`} { ${this.#sets(sets)} }`);
    return [...asked, ...run].join("\n");
  }

  #core(node: BtNode, hasClauses: boolean): string {
    const { children } = node;
    switch (node.kind) {
      case "composite": return `${node.mode} ${node.op} ${this.#block(children)}`.trimStart();
      case "parallel": return `parallel ${node.all ? "all " : ""}${this.#count("success", node.success)}${this.#count("failure", node.failure)}${this.#block(children)}`;
      case "if": case "while": {
        const [condition, then, otherwise] = children;
        return `${node.kind} ${this.node(condition!)} then ${this.#branch(then!, hasClauses)}${otherwise === undefined ? "" : ` else ${this.#branch(otherwise, hasClauses)}`}`;
      }
      case "switch": return this.#switch(node);
      case "try": return `try ${this.#block(children.slice(0, -1))} catch ${node.onHalt ? "on halt " : ""}${this.#block(children.slice(-1))}`;
      case "recovery": return `recovery ${countText(node.retries.expr, this.#here(node.retries))} ${this.#block(children.slice(0, 1))} by ${this.#block(children.slice(1))}`;
      case "again": return `again if ${this.node(children[0]!)} then ${this.#branch(children[1]!, hasClauses)}`;
      case "every": return `every ${this.#period(node.hertz)} ${this.#block(children)}`;
      case "wrapper": return `${node.op} ${this.#block(children)}`;
      case "times": return `${node.op} ${isForever(node.times.expr) ? "forever" : countText(node.times.expr, this.#here(node.times))} ${this.#block(children)}`;
      case "time": return `${node.op} ${this.#duration(node.milliseconds)}${children.length === 0 ? "" : ` ${this.#block(children)}`}`;
      case "when": return `when ${this.#condition(node.condition)}${node.otherwise === "failure" ? "" : ` else ${node.otherwise}`} ${this.#block(children)}`;
      case "loop": {
        const name = node.variable === null ? this.#names.add("value", node.of) : this.#entry(node.variable);
        return `loop ${name} in ${node.values.map((value) => this.#value(value, node.of)).join(", ")}${node.otherwise === "success" ? "" : ` else ${node.otherwise}`} ${this.#block(children)}`;
      }
      case "updated": return `updated ${this.#entry(node.entry)}${children.length === 0 ? "" : `${node.otherwise === "running" ? " else running" : ""} ${this.#block(children)}`}`;
      case "check": return `check ${this.#condition(node.condition)}`;
      case "set": return `set { ${this.#sets(node.sets)} }`;
      case "constant": return node.gives;
      case "leaf": return this.#leaf(node);
      case "subtree": return this.#subtree(node);
    }
  }

  #block(children: readonly BtNode[]): string {
    return `{\n${children.map((child) => this.node(child)).join("\n")}\n}`;
  }

  /** Behind `then`, `else` or a case: braces where an `else` or a `with` behind it would be taken for its own. */
  #branch(node: BtNode, isBraced: boolean): string {
    const isPlain = node.children.length === 0 && node.kind !== "updated" && node.conditions.length === 0 && node.hooks.length === 0;
    return isPlain && !isBraced ? this.node(node) : this.#block([node]);
  }

  #here({ attribute }: Pick<Written, "attribute">): Here {
    const { words, bag } = this.#w;
    return { words, bag, at: attribute.at, name: (key) => this.#names.of(key), kind: (key) => this.#names.kind(key) };
  }

  #condition(written: Written): string {
    return conditionText(written.expr, this.#here(written));
  }

  #value(written: Written, kind: Kind): string {
    return valueText(written.expr, kind, this.#here(written));
  }

  #entry({ expr }: Written): string {
    return expr.kind === "name" ? this.#names.of(expr.name) : "_";
  }

  #sets(sets: readonly Written<Assignment>[]): string {
    return sets.map(({ expr: { target, op, value, at }, attribute }) => {
      const whole: Expr = op === "=" || op === ":=" ? value : { kind: "arithmetic", op: op[0] as "+", left: target, right: value, at };
      return `${this.#names.of(target.name)} = ${this.#value({ expr: whole, attribute }, this.#names.kind(target.name))}`;
    }).join("\n");
  }

  #count(word: string, count: Written | null): string {
    return count === null ? "" : `${word} ${countText(count.expr, this.#here(count))} `;
  }

  #switch({ subject, cases, children }: NodeOf<"switch">): string {
    const kind = subject.expr.kind === "name" ? this.#names.kind(subject.expr.name) : "text";
    const written = cases.map((one, i) => `case ${this.#value(one, kind)} ${this.#branch(children[i]!, false)}\n`);
    return `switch ${this.#value(subject, kind)} {\n${written.join("")}else ${this.#branch(children.at(-1)!, false)}\n}`;
  }

  #duration(written: Written): string {
    const { expr, attribute } = written;
    if (expr.kind !== "literal") return `${factorText(expr, this.#here(written))} * 1ms`;
    const milliseconds = isNumber(expr.value) ? Number(expr.value) : 0;
    if (milliseconds < 0) this.#w.bag.wrong(attribute.at(expr.at), "a length of time is not negative");
    return milliseconds > 0 && milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${Math.max(0, milliseconds)}ms`;
  }

  #period(written: Written): string {
    const { expr, attribute } = written;
    if (expr.kind !== "literal") return `1s / ${factorText(expr, this.#here(written))}`;
    if (!(Number(expr.value) > 0)) this.#w.bag.wrong(attribute.at(expr.at), "a rate is more than 0");
    return `${1 / Number(expr.value)}s`;
  }

  #leaf(node: NodeOf<"leaf">): string {
    const { name, ports } = this.#w.externs.leafOf(node, (key) => this.#names.kind(key));
    const given = this.#w.boards.leaves.portsOf(node);
    return call(name, ports.flatMap((port) => {
      const value = given.get(port.port);
      if (value !== undefined) return [`${port.name}: ${this.#value(value, port.kind)}`];
      return port.direction === "in" ? [`${port.name}: ${this.#names.unset(port.kind)}`] : [];
    }));
  }

  #subtree(node: NodeOf<"subtree">): string {
    const made = this.#board.calls.get(node), name = this.#w.treeName(node.id);
    if (made === undefined) return call(name, []);
    const callee = this.#w.names.get(node.id)!;
    return call(name, [...made.of.entries.values()].filter(({ isPort }) => isPort).flatMap((entry) => {
      const value = this.#handed(entry, made.hands.get(entry.key), node.label ?? node.id);
      return value === null ? [] : [`${callee.of(entry.key)}: ${value}`];
    }));
  }

  /** Null: the subtree keeps an entry of its own. */
  #handed({ key, given, watched, slot: { kind } }: Entry, handed: Handed | undefined, caller: string): string | null {
    if (handed === undefined) return given ? null : this.#names.unset(kind);
    if (handed.kind === "entry") return this.#names.of(handed.key);
    const value = this.#value(handed.written, kind);
    return given || watched ? this.#names.add(`${caller}_${key}`, kind, ` = ${value}`) : value;
  }
}

const isForever = (expr: Expr): boolean => expr.kind === "literal" && Number(expr.value) === -1;

const call = (name: string, args: readonly string[]): string => `run ${name}${args.length === 0 ? "" : ` (${args.join(", ")})`}`;
