import { LISTS, type NodeIr } from "../../ir/reward.ts";
import { after, call, infix, number, plain, prefix, type Code } from "./code.ts";
import type { Dialect } from "./dialect.ts";
import type { PythonNames } from "./names.ts";
import { operation } from "./operations.ts";
import { isLiteral, sizeOf, type Plan } from "./plan.ts";

/** What is asked of a truth value that may be unknown: whether it is definitely true, or definitely false. Of everything else there is `yes` alone. */
export type Half = "yes" | "no";

/** Beyond this an expression gets a line of its own. */
const LONGEST = 120;

/**
 * Writes nodes as Python: what is used once stands inside of what uses it, the rest on a line of its own. A first pass from the back
 * counts what is used, by the same code that then writes.
 */
export class Expressions {
  readonly plan: Plan;
  readonly dialect: Dialect;
  readonly lines: string[] = [];
  readonly #names: PythonNames;
  readonly #uses = new Map<string, number>();
  readonly #written = new Map<string, Code>();
  readonly #masks = new Map<number, Code>();
  readonly #others = new Map<string, Code>();
  #isCounting = true;

  constructor(plan: Plan, dialect: Dialect, names: PythonNames) {
    this.plan = plan;
    this.dialect = dialect;
    this.#names = names;
  }

  /** Writes all that `outputs` reads; what it gives the second time may be used. */
  write<T>(outputs: () => T): T {
    outputs();
    const { nodes } = this.plan.reward;
    for (let id = nodes.length - 1; id >= 0; id--) for (const half of ["yes", "no"] as const) if (this.#uses.has(key(id, half))) operation(this, id, half);
    this.#isCounting = false;
    nodes.forEach((node, id) => {
      for (const half of ["yes", "no"] as const) if (this.#uses.has(key(id, half))) this.#define(node, id, half);
    });
    return outputs();
  }

  node(id: number): NodeIr {
    return this.plan.reward.nodes[id]!;
  }

  isKnown(id: number): boolean {
    return this.plan.ranges[id]!.known;
  }

  /** The loop of a list or reduction, by what it counts. */
  isFull(loop: number): boolean {
    const row = this.plan.reward.loops[loop]!, length = this.node(row.length);
    return length.op === "num" && length.value === sizeOf(row);
  }

  #define(node: NodeIr, id: number, half: Half): void {
    const code = operation(this, id, half);
    const isShort = code.text.length <= LONGEST && (this.#uses.get(key(id, half)) === 1 || /^-?[\w.]+$/.test(code.text));
    this.#written.set(key(id, half), isLiteral(node) || isShort ? code : this.#line(this.#nameOf(id, half), code));
  }

  #nameOf(id: number, half: Half): string {
    const { op, t } = this.node(id);
    const name = this.plan.names.get(id) ?? (LISTS.has(op) ? "xs" : t === "num" ? "x" : "b");
    return half === "yes" ? name : `not_${name}`;
  }

  #line(name: string, code: Code): Code {
    const local = this.#names.take(name);
    this.lines.push(`${local} = ${code.text}`);
    return plain(local);
  }

  /** Something that is no node, on a line of its own the first time that it is read. */
  once(name: string, make: () => Code): Code {
    const known = this.#others.get(name);
    if (known !== undefined) return known;
    const code = make();
    if (this.#isCounting) return code;
    const line = this.#line("v", code);
    this.#others.set(name, line);
    return line;
  }

  /** What a node is, with this many axes; a literal stays one. */
  read(id: number, half: Half, axes: number): Code {
    const isDenied = half === "no" && this.isKnown(id);
    const code = this.#raw(id, isDenied ? "yes" : half);
    const padded = this.pad(code, this.plan.axes.of[id]!, axes);
    return isDenied ? prefix("~", padded) : padded;
  }

  #raw(id: number, half: Half): Code {
    const at = key(id, half);
    if (!this.#isCounting) return this.#written.get(at)!;
    this.#uses.set(at, (this.#uses.get(at) ?? 0) + 1);
    const { op, value } = this.node(id);
    return op === "num" ? number(value ?? NaN) : plain("_");
  }

  /** More axes behind, or fewer: those that are dropped are of one element. */
  pad(code: Code, from: number, to: number): Code {
    if (code.literal !== undefined || from === 0 || from === to) return code;
    if (to < from) return after(code, `[${["...", ...Array<string>(from - to).fill("0")].join(", ")}]`);
    return after(code, `[${[from === 1 ? ":" : "...", ...Array<string>(to - from).fill("None")].join(", ")}]`);
  }

  /** Where a loop's index is below its length; null where it always is. */
  mask(loop: number): Code | null {
    if (this.isFull(loop)) return null;
    const known = this.#masks.get(loop);
    if (known !== undefined) return known;
    const row = this.plan.reward.loops[loop]!;
    const length = this.read(row.length, "yes", row.depth + 1);
    const inside = infix("<", this.index(loop), this.plan.axes.of[row.length] === 0 ? length : after(length, "[..., None]"));
    const code = this.#isCounting ? inside : this.#line("inside", inside);
    if (!this.#isCounting) this.#masks.set(loop, code);
    return code;
  }

  index(loop: number): Code {
    return plain(`self._index_${loop}`);
  }

  where(when: Code | null, yes: Code, no: Code): Code {
    return when === null ? yes : this.dialect.where(when, yes, no);
  }

  /** An operand that is to be an array. */
  array(code: Code): Code {
    return code.literal === undefined ? code : this.dialect.constant(code);
  }

  /** A value for each of a loop's indices, where it does not read the index. */
  spread(code: Code, arg: number, loop: number): Code {
    if (this.plan.axes.loops[arg]!.includes(loop)) return code;
    const row = this.plan.reward.loops[loop]!;
    return call("_spread", this.array(code), String(row.depth + 2), String(sizeOf(row)));
  }
}

const key = (id: number, half: Half): string => `${id} ${half}`;
