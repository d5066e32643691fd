import type { Ir } from "../../compiler/ir/ir.ts";
import type { Event } from "../../runtime/interpreter/chain.ts";
import { arg, bool, e, num, text } from "../interpreter/build.ts";
import type { Chance } from "./random.ts";

/** Amounts that are no sums of powers of two, too large or too fine ones, and what is no amount. */
const AMOUNTS = [0, 0.1, 0.2, 0.3, 0.7, 1, 2, 1.005, 19.99, 1e15, 9007199254740993, 123456789012345680000, 1e21, 1e23, 1e24, 1e-7, 1e-30, 1e-31, 0.30000000000000004, 5e-324, -1, -0];
const NAMES = ["anna", "bert", ""];
const WINDOWS = ["turn", undefined] as const;

/** A condition on what happened: `depth` operators that look back stand in one another. */
export function eventful(c: Chance, depth: number): Ir {
  const sub = (): Ir => (depth <= 1 ? state(c) : eventful(c, depth - 1));
  const low = c.is(0.7) ? 0 : c.below(3);
  const window = c.is(0.3) ? c.pick(WINDOWS) : ([low, c.is(0.2) ? null : low + c.below(6)] as const);
  const timed = (ir: Ir): Ir => (window === undefined ? ir : { ...ir, window });
  switch (c.below(9)) {
    case 0: case 1: return timed(e("once", sub()));
    case 2: return timed(e("historically", sub()));
    case 3: return timed(e("since", sub(), sub()));
    case 4: return { op: "previous", t: "bool", args: [sub()], weak: c.is(0.5) };
    case 5: return e(c.pick(["rise", "fall"] as const), sub());
    case 6: return e(c.pick(["and", "or", "implies"] as const), eventful(c, depth), sub());
    default: return c.is(0.5) ? counted(c) : state(c);
  }
}

/** What is so at one event, mostly of a sort: most policies are of this form. */
function state(c: Chance): Ir {
  switch (c.below(6)) {
    case 0: return e("not", happening(c));
    case 1: return e("and", happening(c), c.is(0.5) ? happening(c) : counted(c));
    case 2: return e("implies", happening(c), c.is(0.5) ? counted(c) : e("not", happening(c)));
    case 3: return e("or", happening(c), c.is(0.7) ? happening(c) : counted(c));
    default: return happening(c);
  }
}

function counted(c: Chance): Ir {
  const window = c.is(0.2) ? ("turn" as const) : ([0, c.is(0.1) ? null : c.below(8)] as const);
  const compare = c.pick(["lt", "le", "gt", "ge"] as const);
  switch (c.below(3)) {
    case 0: return e(compare, { op: "calls", t: "num", name: c.pick(["pay", "read", "anything"]), window }, num(c.below(5)));
    case 1: return e(compare, { op: "total", t: "num", name: "pay", path: ["amount"], window }, num(c.pick([0.3, 0.30000000000000004, 0.6, 1, 1.3, 2, 3.005, 21.2, 40, 1e15, 1e21, 2e21, 1e23])));
    default: return e("eq", { op: "latest", t: "num", ...sorted(c, 0.6) }, num(c.below(4)));
  }
}

/** A call or return, of any arguments, with those of the judged call, or given ones. */
export function happening(c: Chance): Ir {
  return { op: c.pick(["called", "called", "returned"] as const), t: "bool", ...sorted(c, 0.7) };
}

function sorted(c: Chance, chance: number): Pick<Ir, "name" | "args" | "path"> & { readonly args: readonly Ir[] } {
  const wanted = [
    ["amount", c.pick<Ir>([arg("amount", "num"), num(c.pick(AMOUNTS)), num(null)])],
    ["to", c.pick<Ir>([arg("to", "text"), arg("to", "text"), text(c.pick(NAMES))])],
    ["done", c.pick<Ir>([arg("done", "bool"), bool(true), { op: "called", t: "bool", name: "pay", args: [], path: [] }])],
  ] as const;
  const chosen = c.is(1 - chance) ? [] : wanted.filter(() => c.is(0.45));
  return { name: c.pick(["pay", "read", "anything"]), args: chosen.map(([, ir]) => ir), path: chosen.map(([name]) => name) };
}

/** Arguments, of which some are missing or of another type. */
export function anyArguments(c: Chance): Record<string, unknown> {
  const all = { amount: c.is(0.9) ? c.pick(AMOUNTS) : c.pick(["1", null, [1]]), to: c.is(0.9) ? c.pick(NAMES) : 1, done: c.is(0.9) ? c.is(0.5) : "true" };
  return Object.fromEntries(Object.entries(all).filter(() => c.is(0.85)));
}

/** Events one after the other, several at one time, of several sessions whose turns run side by side. */
export class Happenings {
  #time = 0;
  #id = 0;
  readonly #turns: (number | null)[] = [null, null, null];
  readonly #c: Chance;

  constructor(c: Chance) {
    this.#c = c;
  }

  #pass(): void {
    this.#time += this.#c.pick([0, 0, 0, 1, 1, 2, 0.5]);
    this.#id += 1 + (this.#c.is(0.1) ? this.#c.below(4) : 0);
    if (this.#c.is(0.15)) this.#turns[this.#c.below(3)] = null;
  }

  next(): Event {
    this.#pass();
    const c = this.#c, session = c.below(3);
    const turn = (this.#turns[session] ??= this.#id);
    const kind = c.pick(["call", "call", "returned"] as const), ok = kind === "returned" && c.is(0.8);
    return { id: this.#id, kind, tool: c.pick(["pay", "read"]), args: anyArguments(c), result: ok ? c.pick([1, 2, 3, "text", null]) : null, ok, time: this.#time, turn };
  }

  /** A call to be judged: it does not happen. */
  judged(): Pick<Event, "tool" | "args" | "time" | "turn"> {
    this.#pass();
    return { tool: "pay", args: anyArguments(this.#c), time: this.#time, turn: this.#turns[this.#c.below(3)] ?? this.#id };
  }
}
