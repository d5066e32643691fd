import type { Code, Label, Statement } from "./statements.ts";

/** Whether control can reach the end of code. */
export class Falls {
  readonly #known = new WeakMap<Code, boolean>();
  readonly #isLeft: (label: Label) => boolean;

  /** `isLeft`: whether there is a jump to behind a block. */
  constructor(isLeft: (label: Label) => boolean) {
    this.#isLeft = isLeft;
  }

  of(code: Code): boolean {
    const known = this.#known.get(code) ?? code.every((one) => this.#one(one));
    this.#known.set(code, known);
    return known;
  }

  #one(one: Statement): boolean {
    switch (one.kind) {
      case "leave": case "again": case "loop": return false;
      case "if": return this.of(one.then) || this.of(one.otherwise);
      case "switch": return this.of(one.otherwise) || one.cases.some(({ body }) => this.of(body));
      case "block": return this.#isLeft(one.label) || this.of(one.body);
      default: return true;
    }
  }
}

/** Of tidy code, in which every block is left by a jump. */
export const falls = (code: Code): boolean => TIDY.of(code);

const TIDY = new Falls(() => true);
