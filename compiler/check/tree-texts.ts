import type { Ir } from "../ir/ir.ts";
import type { Context } from "./context.ts";

/** Texts of one tree or machine by their numbers: a blackboard holds numbers alone, so a text is compared and handed on, never taken apart. */
export class TreeTexts {
  readonly place: "a tree" | "a machine";
  readonly #numbers = new Map<string, number>();

  constructor(place: TreeTexts["place"] = "a tree") {
    this.place = place;
  }

  get all(): readonly string[] {
    return [...this.#numbers.keys()];
  }

  numberOf(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }

  /** The expression with numbers for its texts; what would look into one is reported. */
  lower(ir: Ir, cx: Context): Ir {
    if (ir.op === "text") return { op: "num", t: "num", value: ir.value === null ? NaN : this.numberOf(ir.value as string), ...(ir.at && { at: ir.at }) };
    const args = ir.args?.map((arg) => this.lower(arg, cx));
    const texts = (ir.args ?? []).some((arg) => arg.t === "text");
    if (texts && ir.op !== "eq" && ir.op !== "ne" && ir.op !== "if" && ir.op !== "present") {
      const [start, end] = ir.at ?? [0, 0];
      cx.bag.add("notInATree", { start, end }, { what: `\`${ir.op}\` of a text`, place: this.place });
      return { op: "bool", t: "bool", value: null };
    }
    return { ...ir, ...(ir.t === "text" && { t: "num" as const }), ...(args && { args }), ...(texts && (ir.op === "eq" || ir.op === "ne") && { value: "enum" }) };
  }
}
