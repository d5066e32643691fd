import { expect, test } from "vitest";
import type { Event } from "../../runtime/interpreter/chain.ts";
import { Happened } from "../../runtime/interpreter/happened.ts";
import { keep, note, openLog, pop, retract, stand } from "../../runtime/kernel/log-book.ts";
import { calls, once_with, total } from "../../runtime/kernel/past.ts";
import { CALLED } from "../../runtime/kernel/log.ts";
import { exactSum } from "./event-definition.ts";
import { Chance } from "./random.ts";

// What is too old for every window is dropped as time goes on, so the oldest that is kept is in the window, again and again.
test.each([300, 1500, 4000])("windows that hold all that is kept, of some %i events", (span) => {
  const c = new Chance(span), log = openLog({ args: ["amount", "to"], results: [] }), happened = new Happened();
  let known: Event[] = [], time = 0;
  for (let id = 1; id < 5 * span; id++) {
    time += c.pick([0, 1, 2]);
    const event: Event = { id, kind: "call", tool: c.pick(["pay", "pay", "pay", "read"]), args: { amount: c.below(1000) / 100, to: `a${c.below(50)}` }, result: null, ok: false, time, turn: 1 };
    known = [...known, event].filter((one) => time - one.time <= span);
    note(log, event);
    keep(log, known.length);
    happened.add(event);
    happened.keep(known.length);
    if (c.is(0.01)) {
      const [gone] = known.splice(c.below(known.length), 1);
      retract(log, gone!.id);
      happened.remove(gone!.id);
    }
    if (id % (span > 2000 ? 61 : 7) !== 0) continue;
    const args = { amount: 0.01, to: `a${c.below(60)}` }, paid = known.filter((one) => one.tool === "pay");
    const of = (one: Event): { readonly amount: number; readonly to: string } => one.args as { readonly amount: number; readonly to: string };
    const wanted = { sum: exactSum([...paid.map((one) => of(one).amount), 0.01]), count: paid.length + 1, met: paid.filter((one) => of(one).to === args.to).length > 0 };
    const chain = happened.chain("call pay"), end = chain.upTo({ id: Infinity, time }), begin = chain.since({ time }, span, end);
    const told = chain.told({ name: "text to", of: (e) => of(e).to }).get(args.to);
    expect({ sum: chain.total("amount", begin, end, 0.01), count: end - begin + 1, met: told !== undefined && told.first < told.end }, `interpreted, after ${id}`).toEqual(wanted);
    stand(log, "pay", args, time, 1);
    const k = log.base + log.ids.length - 1;
    expect({ sum: total(log, k, "pay", "amount", span), count: calls(log, k, "pay", span) }, `emitted, after ${id}`).toEqual({ sum: wanted.sum, count: wanted.count });
    pop(log);
    stand(log, "read", args, time, 1);
    expect(once_with(log, k, 0, span, CALLED, "pay", ["to"], [args.to]) === 2, `emitted, after ${id}`).toBe(wanted.met);
    pop(log);
  }
});
