import { inOrder, type Mistake } from "../mistake.ts";
import type { InFile } from "./xml/read.ts";

/** What is found wrong, and what is told, while a file is read. */
export class Bag {
  readonly #errors: Mistake[] = [];
  readonly #notes = new Set<string>();

  /** What is wrong in an included file is reported where that is included. */
  wrong({ line, column, included }: InFile, message: string): void {
    if (included === undefined) this.#errors.push({ line, column, message });
    else this.#errors.push({ line: included.at.line, column: included.at.column, message: `in \`${included.path}\`, line ${line}, column ${column}: ${message}` });
  }

  note(text: string): void {
    this.#notes.add(text);
  }

  get errors(): readonly Mistake[] {
    return inOrder(this.#errors);
  }

  get notes(): readonly string[] {
    return [...this.#notes];
  }
}

/** `line 3`, or of an included file `line 3 of child.xml`. */
export const lineOf = ({ line, included }: InFile): string => `line ${line}${included === undefined ? "" : ` of \`${included.path}\``}`;
