import type { Span } from "../../../grammar/spans.ts";
import { LineIndex } from "../../../grammar/spans.ts";
import { inOrder, type Mistake } from "../../import/mistake.ts";

/** What has no equivalent in BehaviorTree.CPP, and what is told. */
export class Bag {
  readonly #lines: LineIndex;
  readonly #errors: Mistake[] = [];
  readonly notes: string[] = [];

  constructor(text: string) {
    this.#lines = new LineIndex(text);
  }

  wrong({ start }: Span, message: string): void {
    const { line, column } = this.#lines.at(start);
    this.#errors.push({ line: line + 1, column: column + 1, message });
  }

  get errors(): readonly Mistake[] {
    return inOrder(this.#errors);
  }
}
