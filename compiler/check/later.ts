import type { Span } from "../../grammar/spans.ts";
import { OPS, type Ir } from "../ir/ir.ts";
import type { Context } from "./context.ts";

const WORDS: Partial<Record<Ir["op"], string>> = {
  matches: "`matches`", native: "a function of the standard library", model: "a `model`", called: "`call`", returned: "`returned`",
  latest: "`latest`", calls: "`calls`", total: "`total`", from: "`from`", carries: "`carries`", spec: "a spec in a condition",
};

/** Collects what a guard or a test needs that does not run yet: a warning where it is checked, a refusal where it is run. */
export class Later {
  readonly #cx: Context;
  readonly #where: "guard" | "test";
  readonly #reasons: string[] = [];

  constructor(cx: Context, where: "guard" | "test") {
    this.#cx = cx;
    this.#where = where;
  }

  get reasons(): readonly string[] {
    return this.#reasons;
  }

  add(what: string, span: Span): void {
    this.#cx.bag.add("notRunning", span, { what });
    if (!this.#reasons.includes(what)) this.#reasons.push(what);
  }

  /** Looks through an expression; gives it back. */
  guard(ir: Ir, span: Span): Ir {
    const { runs } = OPS[ir.op];
    if (runs === "later" || (runs === "tests" && this.#where === "guard")) {
      const at = ir.at === undefined ? span : { start: ir.at[0], end: ir.at[1] };
      this.add(WORDS[ir.op] ?? (this.#where === "guard" ? `\`${ir.op}\` in a guard` : `\`${ir.op}\``), at);
    }
    for (const a of ir.args ?? []) this.guard(a, span);
    return ir;
  }
}
