import { sortOf, ways, type Sort, type Way } from "../ir/event-shape.ts";
import { isTemporal, type Ir } from "../ir/ir.ts";
import { call, plain, type Code } from "./code.ts";
import { row } from "./point.ts";
import { literal } from "./text.ts";

const OVER_CALLS: ReadonlySet<Ir["op"]> = new Set(["called", "returned", "latest", "calls", "total", "spec"]);

/** What asks about the log of a session's events. */
export const isEvent = (ir: Ir): boolean => OVER_CALLS.has(ir.op) || (isTemporal(ir) && ir.t === "bool");

/** `past` and `k` are in reach; what is asked about another event is a function of its place, `k` again. */
export function emitEvent(ir: Ir, emit: (ir: Ir) => Code, specOf: (name: string) => Ir): Code {
  const writer = new EventWriter(emit, specOf);
  return writer.event(ir);
}

const LOG = [plain("past"), plain("k")];
const KINDS = { called: "CALLED", returned: "RETURNED" } as const;

class EventWriter {
  readonly #emit: (ir: Ir) => Code;
  readonly #specOf: (name: string) => Ir;

  constructor(emit: (ir: Ir) => Code, specOf: (name: string) => Ir) {
    this.#emit = emit;
    this.#specOf = specOf;
  }

  event(ir: Ir): Code {
    const args = ir.args ?? [];
    const later = (i: number): Code => this.#later(this.#emit(args[i]!));
    switch (ir.op) {
      case "called": case "returned": return row("and", [call(ir.op, ...LOG, toolOf(ir.name)), ...this.#matches(ir)]);
      // What is asked for is what it is now, not what it was at each event that may be the one.
      case "latest": return call(ir.t, call("latest_with", ...LOG, toolOf(ir.name), ...this.#wanted(ir)));
      case "calls": return call("calls", ...LOG, toolOf(ir.name), windowOf(ir)[1]!);
      case "total": return call("total", ...LOG, toolOf(ir.name), plain(literal(ir.path![0]!)), windowOf(ir)[1]!);
      case "spec": return this.#emit(this.#specOf(ir.name!));
      case "once": return this.#once(ir, true) ?? call("once_event", ...LOG, ...windowOf(ir), later(0));
      case "historically": {
        const never = this.#once(ir, false);
        return never === null ? call("historically_event", ...LOG, ...windowOf(ir), later(0)) : call("not", never);
      }
      case "since": {
        const [fails, holds] = [sortOf(args[0]!, false, this.#specOf), sortOf(args[1]!, true, this.#specOf)];
        if (fails === null || holds === null) return call("since_event", ...LOG, ...windowOf(ir), later(0), later(1));
        return call("since_at", ...LOG, ...windowOf(ir), ...sorted(fails), later(0), ...sorted(holds), later(1));
      }
      case "previous": return call("previous_event", ...LOG, plain(ir.weak === true ? "TRUE" : "FALSE"), later(0));
      case "rise": return row("and", [this.#emit(args[0]!), call("not", call("previous_event", ...LOG, plain("FALSE"), later(0)))]);
      case "fall": return row("and", [call("not", this.#emit(args[0]!)), call("previous_event", ...LOG, plain("TRUE"), later(0))]);
      default: return plain("UNKNOWN");
    }
  }

  #later(code: Code): Code {
    return plain(`(k) => ${code.text}`);
  }

  /** `once` its operand, or the opposite of it, without a look at every event; null where that cannot be. */
  #once(ir: Ir, holds: boolean): Code | null {
    const found = ways(ir.args![0]!, holds, this.#specOf);
    return found === null ? null : row("or", found.map((way) => this.#way(way, windowOf(ir))));
  }

  #way(way: Way, window: readonly Code[]): Code {
    if (way.how === "looked up") return call("once_with", ...LOG, ...window, ...sorted({ kind: way.ir.op as Sort["kind"], name: way.ir.name ?? "anything" }), ...this.#wanted(way.ir));
    const x = this.#emit(way.ir);
    return call("once_at", ...LOG, ...window, ...sorted(way.sort), this.#later(way.holds ? x : call("not", x)));
  }

  /** Names of arguments, and what each is to be. */
  #wanted(ir: Ir): readonly Code[] {
    const wanted = (ir.args ?? []).map((one) => {
      switch (one.t) {
        case "num": case "text": return this.#emit(one).text;
        case "bool": return call("flag", this.#emit(one)).text;
        default: return "null";
      }
    });
    return [plain(`[${(ir.path ?? []).map(literal).join(", ")}]`), plain(`[${wanted.join(", ")}]`)];
  }

  /** Arguments of the event that are as they are asked for: what is asked for belongs to the judged call. */
  #matches(ir: Ir): Code[] {
    return (ir.args ?? []).map((wanted, i) => {
      const found = call("argument", ...LOG, plain(literal(ir.path![i]!)));
      switch (wanted.t) {
        case "num": return call("eq", call("num", found), this.#emit(wanted));
        case "bool": return call("iff", call("bool", found), this.#emit(wanted));
        case "text": return call("eq_text", call("text", found), this.#emit(wanted));
        default: return plain("UNKNOWN");
      }
    });
  }
}

function toolOf(name: string | undefined): Code {
  return plain(name === undefined || name === "anything" ? "null" : literal(name));
}

function sorted({ kind, name }: Sort): readonly Code[] {
  return [plain(KINDS[kind]), toolOf(name)];
}

function windowOf({ window }: Ir): readonly Code[] {
  const ends = window === "turn" ? ["0", "TURN"] : window === undefined ? ["0", "Infinity"] : window.map((end) => (end === null ? "Infinity" : String(end)));
  return ends.map((end) => plain(end));
}
