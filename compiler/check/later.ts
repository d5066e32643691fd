import type { Span } from "../../grammar/spans.ts";
import { OPS, type Ir, type SpecIr } from "../ir/ir.ts";
import type { Context } from "./context.ts";

const WORDS: Partial<Record<Ir["op"], string>> = {
  matches: "`matches`", native: "a function of the standard library", within: "a set of the standard library", model: "a `model`", called: "`call`", returned: "`returned`",
  latest: "`latest`", calls: "`calls`", total: "`total`", from: "`from`", carries: "`carries`", spec: "a spec in a condition",
};

/** Operators over time that tool calls are judged by. */
const OVER_CALLS: ReadonlySet<Ir["op"]> = new Set(["once", "historically", "since", "previous", "rise", "fall", "spec"]);

/** Collects what a guard or a test needs that does not run yet: a warning where it is checked, a refusal where it is run. */
export class Later {
  readonly #cx: Context;
  readonly #where: "guard" | "calls" | "test";
  readonly #specs: readonly SpecIr[];
  readonly #reasons: string[] = [];
  readonly #entered = new Set<string>();

  /** `specs`: those a test may name, whose formulas it needs too. */
  constructor(cx: Context, where: "guard" | "calls" | "test", specs: readonly SpecIr[] = []) {
    this.#cx = cx;
    this.#where = where;
    this.#specs = specs;
  }

  get reasons(): readonly string[] {
    return this.#reasons;
  }

  add(what: string, span: Span): void {
    this.#cx.bag.add("notRunning", span, { what });
    if (!this.#reasons.includes(what)) this.#reasons.push(what);
  }

  /** What a part that stands elsewhere needs, and was reported there. */
  inherit(reasons: readonly string[]): void {
    for (const what of reasons) if (!this.#reasons.includes(what)) this.#reasons.push(what);
  }

  /** Looks through an expression; gives it back. */
  guard(ir: Ir, span: Span): Ir {
    const { runs } = OPS[ir.op];
    if (runs === "later" || (runs === "tests" && this.#where === "guard") || (runs === "calls" && this.#where !== "calls") || (this.#where === "calls" && runs === "tests" && !OVER_CALLS.has(ir.op))) {
      const at = ir.at === undefined ? span : { start: ir.at[0], end: ir.at[1] };
      this.add(WORDS[ir.op] ?? (this.#where !== "test" ? `\`${ir.op}\` in a guard` : `\`${ir.op}\``), at);
    }
    for (const a of ir.args ?? []) this.guard(a, span);
    const spec = ir.op === "spec" || ir.op === "margin" || ir.op === "robustness" ? (this.#specs.find((s) => s.name === ir.name) ?? (this.#where === "calls" ? this.#cx.specs.get(ir.name!) : undefined)) : undefined;
    if (spec !== undefined && !this.#entered.has(spec.name)) {
      this.#entered.add(spec.name);
      this.guard(spec.formula, span);
    }
    return ir;
  }
}
