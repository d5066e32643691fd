import { isTemporal, type Ir } from "../../compiler/ir/ir.ts";
import { compile, compileNumber, type Point } from "./expressions.ts";
import { same } from "./lists.ts";
import { broken, type Closure, type Frame, operand, type Scope } from "./scope.ts";
import { FALSE, fromJson, property, TRUE, UNKNOWN } from "./values.ts";

/** Something that happened in a session over tool calls. */
export interface Event {
  readonly id: number;
  readonly kind: "call" | "returned";
  readonly tool: string;
  readonly args: unknown;
  readonly result: unknown;
  readonly ok: boolean;
  readonly time: number;
  readonly turn: number;
}

/** What is known of a session: the judged call last, as if it were granted. */
export interface Happened {
  readonly events: readonly Event[];
  /** Earlier ones are not known any more. */
  readonly lost: boolean;
}

type Sight = Closure<Frame, number>;

/** What a formula over tool calls asks about events, by the definition: a window's events, one after the other. */
export function overEvents(happened: () => Happened, specOf: (name: string) => Ir): NonNullable<Scope<Frame>["time"]> {
  const at = (f: Frame): Event => happened().events[f.at] ?? broken(`no event ${f.at}`);
  const truth = (ir: Ir, scope: Scope<Frame>): Sight => compileNumber(ir, scope);

  /** Places of the window's events, and whether what is lost may belong to it. */
  const window = (ir: Ir, f: Frame): { readonly places: number[]; readonly open: boolean } => {
    const here = at(f), { events, lost } = happened();
    const [low, high] = ir.window === undefined || ir.window === "turn" ? [0, null] : ir.window;
    const isBefore = (e: Event): boolean => (ir.window === "turn" ? e.turn !== here.turn : high !== null && here.time - e.time > high);
    const places = events.map((_, j) => j).filter((j) => j <= f.at && !isBefore(events[j]!) && here.time - events[j]!.time >= low);
    return { places, open: lost && !events.some((e, j) => j <= f.at && isBefore(e)) };
  };

  /** Whether an event has the arguments that are asked for. */
  const fits = (ir: Ir, wanted: readonly unknown[], event: Event): number =>
    (ir.args ?? []).reduce((all, arg, i) => Math.min(all, same(arg.t, fromJson(arg.t, property(event.args, ir.path?.[i] ?? "")), wanted[i])), TRUE as number);
  const wantedBy = (ir: Ir, scope: Scope<Frame>): ((f: Frame) => unknown[]) => {
    const args = (ir.args ?? []).map((arg) => compile(arg, scope));
    return (f) => args.map((arg) => arg(f));
  };
  const isOf = (ir: Ir, kind: Event["kind"]) => (e: Event): boolean => e.kind === kind && (ir.name === "anything" || e.tool === ir.name);

  return (ir, scope): Point | undefined => {
    switch (ir.op) {
      case "called": case "returned": {
        const isThis = isOf(ir, ir.op === "called" ? "call" : "returned"), wanted = wantedBy(ir, scope);
        return (f) => (isThis(at(f)) ? fits(ir, wanted(f), at(f)) : FALSE);
      }
      case "latest": {
        const isThis = isOf(ir, "returned"), wanted = wantedBy(ir, scope);
        return (f) => {
          // What is asked for is what it is now, not what it was at each event that may be the one.
          const now = wanted(f);
          for (let j = f.at; j >= 0; j -= 1) {
            const one = at({ ...f, at: j }), match = one.ok && isThis(one) ? fits(ir, now, one) : FALSE;
            if (match !== FALSE) return fromJson(ir.t, match === TRUE ? one.result : null);
          }
          return fromJson(ir.t, null);
        };
      }
      case "calls": case "total": {
        const isThis = isOf(ir, "call");
        return (f) => {
          const { places, open } = window(ir, f);
          const counted = places.map((j) => at({ ...f, at: j })).filter(isThis);
          if (open) return NaN;
          if (ir.op === "calls") return counted.length;
          // The newest first, as the emitted code does: sums of doubles depend on their order.
          return counted.reverse().reduce((sum, e) => sum + Math.max(0, fromJson("num", property(e.args, ir.path?.[0] ?? "")) as number), 0);
        };
      }
      case "spec": return truth(specOf(ir.name ?? ""), scope);
      default: return isTemporal(ir) && ir.t === "bool" ? temporal(ir, truth(operand(ir, 0), scope), (ir.args?.length ?? 0) > 1 ? truth(operand(ir, 1), scope) : null) : undefined;
    }
  };

  function temporal(ir: Ir, x: Sight, y: Sight | null): Sight {
    const seen = (f: Frame, j: number): number => x({ ...f, at: j });
    const before = (f: Frame, outside: number): number => (f.at > 0 ? seen(f, f.at - 1) : happened().lost ? UNKNOWN : outside);
    switch (ir.op) {
      case "once": return (f) => { const { places, open } = window(ir, f); return places.reduce((all, j) => Math.max(all, seen(f, j)), open ? UNKNOWN : FALSE); };
      case "historically": return (f) => { const { places, open } = window(ir, f); return places.reduce((all, j) => Math.min(all, seen(f, j)), open ? UNKNOWN : TRUE); };
      case "since": return (f) => {
        const { places, open } = window(ir, f);
        const way = (j: number): number => Array.from({ length: f.at - j }, (_, i) => seen(f, j + 1 + i)).reduce((all, one) => Math.min(all, one), TRUE as number);
        const met = places.map((j) => Math.min(y!({ ...f, at: j }), way(j)));
        return Math.max(FALSE, ...met, ...(open ? [Math.min(UNKNOWN, way(-1))] : []));
      };
      case "previous": return (f) => before(f, ir.weak === true ? TRUE : FALSE);
      case "rise": return (f) => Math.min(x(f), 2 - before(f, FALSE));
      case "fall": return (f) => Math.min(2 - x(f), before(f, TRUE));
      default: return broken(`${ir.op} over tool calls`);
    }
  }
}
