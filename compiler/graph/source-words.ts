import type * as ast from "../../grammar/ast.ts";
import { oneLine } from "../../grammar/spans.ts";
import type { BoardEntry, Clause } from "./graph.ts";

/** Pieces of a source as a picture quotes them, each on one line. */
export class SourceWords {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  of({ span }: { readonly span: { readonly start: number; readonly end: number } }): string {
    return oneLine(this.#text.slice(span.start, span.end));
  }

  /** With the word in front; empty where there is nothing. */
  maybe(before: string, node: { readonly span: { readonly start: number; readonly end: number } } | null): string[] {
    return node === null ? [] : [`${before}${this.of(node)}`];
  }

  sets(sets: readonly ast.Assign[]): string {
    return sets.map((set) => this.of(set)).join("; ");
  }

  clause(clause: ast.TreeClause): Clause {
    if (clause.kind === "TreeCondition") return { kind: "condition", text: `${clause.when === "while" ? "while" : `${clause.when} if`} ${this.of(clause.condition)}` };
    return { kind: "hook", text: `${clause.on === "finally" ? "finally" : `on ${clause.on}`}: ${this.sets(clause.sets)}` };
  }

  entry({ name, type, start }: ast.Entry): BoardEntry {
    return { port: null, name: name.text, type: this.of(type), start: start === null ? null : this.of(start) };
  }

  port({ direction, name, type }: ast.Port): BoardEntry {
    return { port: direction, name: name.text, type: this.of(type), start: null };
  }
}
