import { isTemporal, type Ir } from "../../compiler/ir/ir.ts";
import { asked, matches, matching, type Asked } from "./asked.ts";
import { amountOf, EMPTY, type Chain, type Event, type Trait } from "./chain.ts";
import { eventWindow, isBefore, isIn, isOpen, most, type EventWindow } from "./event-window.ts";
import { compileNumber, type Point } from "./expressions.ts";
import type { Happened } from "./happened.ts";
import { broken, type Closure, type Frame, operand, type Scope } from "./scope.ts";
import { sieve } from "./sieve.ts";
import { FALSE, fromJson, TRUE, UNKNOWN } from "./values.ts";

type Sight = Closure<Frame, number>;

const TURN: Trait = { name: "turn", of: (e) => e.turn };
const isTrue = (): number => TRUE;
const not = (ir: Ir): Ir => (ir.op === "not" ? operand(ir, 0) : { op: "not", t: "bool", args: [ir] });

/** What a formula over tool calls asks about events: a frame's `at` is the id of the one at which it is asked. The call that is judged is in no chain. */
export function overEvents(happened: () => Happened, specOf: (name: string) => Ir): NonNullable<Scope<Frame>["time"]> {
  const here = (f: Frame): Event => happened().event(f.at);
  const isJudged = (e: Event): boolean => e === happened().judged;
  const sight = (ir: Ir, scope: Scope<Frame>): Sight => compileNumber(ir, scope);

  return (ir, scope): Point | undefined => {
    switch (ir.op) {
      case "called": case "returned": {
        const a = asked(ir, scope, ir.op === "called" ? "call" : "returned");
        return (f) => (a.isThis(here(f)) ? matches(a, here(f), f) : FALSE);
      }
      case "latest": {
        const a = asked(ir, scope, "ok");
        return (f) => fromJson(ir.t, latest(a, f)?.result ?? null);
      }
      case "calls": case "total": return counted(ir, scope);
      case "spec": return sight(specOf(ir.name ?? ""), scope);
      default: return isTemporal(ir) && ir.t === "bool" ? temporal(ir, scope) : undefined;
    }
  };

  function temporal(ir: Ir, scope: Scope<Frame>): Sight {
    const w = eventWindow(ir);
    switch (ir.op) {
      case "once": return once(operand(ir, 0), scope, w);
      case "historically": { const never = once(not(operand(ir, 0)), scope, w); return (f) => 2 - never(f); }
      case "since": return since(ir, scope, w);
      default: {
        const x = sight(operand(ir, 0), scope);
        if (ir.op === "previous") return (f) => before(f, x, ir.weak === true ? TRUE : FALSE);
        if (ir.op === "rise") return (f) => Math.min(x(f), 2 - before(f, x, FALSE));
        if (ir.op === "fall") return (f) => Math.min(2 - x(f), before(f, x, TRUE));
        return broken(`${ir.op} over tool calls`);
      }
    }
  }

  /** The newest that matches for sure; none where one after it may. What is asked for is what it is now, not what it was at each event that may be the one. */
  function latest(a: Asked, f: Frame): Event | undefined {
    const now = here(f);
    let newest: Event | undefined, isBestSure = false;
    matching(a, happened().chain(a.chain), f, (chain, isSure) => {
      const end = chain.upTo(now), e = end > chain.first ? chain.at(end - 1) : undefined;
      if (e !== undefined && e.id > (newest?.id ?? -Infinity)) [newest, isBestSure] = [e, isSure];
    });
    return isBestSure ? newest : undefined;
  }

  function counted(ir: Ir, scope: Scope<Frame>): Sight {
    const { isThis, chain } = asked(ir, scope, "call"), w = eventWindow(ir), amount = ir.path?.[0] ?? "";
    return (f) => {
      const past = happened(), now = past.event(f.at);
      if (isOpen(w, now, past)) return NaN;
      const all = past.chain(chain), some = w.isTurn ? (all.told(TURN).get(now.turn) ?? EMPTY) : all;
      const end = some.upTo(now), begin = w.isTurn ? some.first : some.since(now, w.high, end), isNow = now === past.judged && isThis(now);
      return ir.op === "calls" ? end - begin + (isNow ? 1 : 0) : some.total(amount, begin, end, isNow ? amountOf(now, amount) : 0);
    };
  }

  function before(f: Frame, x: Sight, outside: number): number {
    const { all, lost } = happened(), now = here(f), at = all.upTo(now) - (isJudged(now) ? 1 : 2);
    return at >= all.first ? x({ ...f, at: all.at(at).id }) : lost !== null ? UNKNOWN : outside;
  }

  /** Whether something is so, or was, at some event of the window. */
  function once(ir: Ir, scope: Scope<Frame>, w: EventWindow): Sight {
    const inner = ir.op === "not" ? operand(ir, 0) : undefined;
    if (ir.op === "spec") return once(specOf(ir.name ?? ""), scope, w);
    if (inner?.op === "spec") return once(not(specOf(inner.name ?? "")), scope, w);
    if (inner?.op === "not") return once(operand(inner, 0), scope, w);
    const parts = ir.op === "or" ? ir.args : inner?.op === "and" ? inner.args?.map(not) : undefined;
    if (parts !== undefined && parts.length > 0) {
      const each = parts.map((one) => once(one, scope, w));
      return (f) => each.reduce((all, one) => Math.max(all, one(f)), FALSE as number);
    }
    const earlier = inThePast(ir, scope, w), x = sight(ir, scope);
    return (f) => {
      const past = happened(), now = past.event(f.at), isNow = now === past.judged && w.low <= 0 ? x(f) : FALSE;
      if (isNow === TRUE) return TRUE;
      const before = earlier(f, now, past), open = isOpen(w, now, past) ? UNKNOWN : FALSE;
      return Math.max(isNow, before, open);
    };
  }

  /** The same, of events that are known, but for the judged call. */
  function inThePast(ir: Ir, scope: Scope<Frame>, w: EventWindow): (f: Frame, now: Event, past: Happened) => number {
    if (ir.op === "called" || ir.op === "returned") {
      const a = asked(ir, scope, ir.op === "called" ? "call" : "returned");
      if (a.args.length === 0) return (_, now, past) => most(past.chain(a.chain), w, now, isTrue);
      if (a.isFixed) return (f, now, past) => {
        let all: number = FALSE;
        matching(a, past.chain(a.chain), f, (chain, isSure) => { if (most(chain, w, now, isTrue) === TRUE) all = Math.max(all, isSure ? TRUE : UNKNOWN); });
        return all;
      };
    }
    const chain = sieve(ir, true, specOf), x = sight(ir, scope);
    return (f, now, past) => {
      const of = { ...f };
      return most(chain === null ? past.all : past.chain(chain), w, now, (e) => seen(of, e, x));
    };
  }

  function since(ir: Ir, scope: Scope<Frame>, w: EventWindow): Sight {
    const [x, y] = [sight(operand(ir, 0), scope), sight(operand(ir, 1), scope)];
    const [fails, holds] = [sieve(operand(ir, 0), false, specOf), sieve(operand(ir, 1), true, specOf)];
    return (f) => {
      const now = here(f), of = { ...f }, { all } = happened();
      const [xs, ys]: readonly Chain[] = fails !== null && holds !== null ? [happened().chain(fails), happened().chain(holds)] : [all, all];
      let way = isJudged(now) ? x(f) : TRUE as number, met = isJudged(now) && w.low <= 0 ? y(f) : FALSE as number, i = xs!.upTo(now) - 1;
      /** On the way from an event to this one, it not counted. */
      const walk = (id: number): void => { for (; i >= xs!.first && xs!.at(i).id > id && way !== FALSE; i -= 1) way = Math.min(way, seen(of, xs!.at(i), x)); };
      for (let j = ys!.upTo(now) - 1; j >= ys!.first && met !== TRUE && way !== FALSE; j -= 1) {
        const e = ys!.at(j);
        if (isBefore(w, now, e)) return met;
        walk(e.id);
        if (isIn(w, now, e)) met = Math.max(met, Math.min(way, seen(of, e, y)));
      }
      if (met === TRUE || !isOpen(w, now, happened())) return met;
      walk(-Infinity);
      return Math.max(met, Math.min(UNKNOWN, way));
    };
  }
}

/** A formula at an earlier event. */
function seen(f: { -readonly [K in keyof Frame]: Frame[K] }, { id }: Event, x: Sight): number {
  f.at = id;
  return x(f);
}
