import fc from "fast-check";
import { expect, test } from "vitest";
import { costs, MOST_A_DECISION } from "../../compiler/analyze/cost.ts";
import { makeBundle } from "../../compiler/bundle.ts";
import type { Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import type { Event } from "../../runtime/interpreter/chain.ts";
import { Happened } from "../../runtime/interpreter/happened.ts";
import { judge } from "../../runtime/interpreter/tools.ts";
import { Sandbox } from "../../runtime/sandbox/isolate.ts";
import { privilege, rule, teller } from "../interpreter/build.ts";
import { truthAt } from "./event-definition.ts";
import { eventful, Happenings } from "./event-formulas.ts";
import { Chance } from "./random.ts";

const TIMES = process.env["POL_LONG"] === "1" ? 10 : 1;
const FORMULAS = 24;

/** No guard takes more than so many steps, and what looks back in what looks back takes many. */
function affordable(c: Chance): Ir {
  const formula = eventful(c, 1 + c.below(2));
  return costs(programOf([formula]))[0]!.operations <= MOST_A_DECISION ? formula : affordable(c);
}

/** One guard a formula: what its only rule says tells the formula's truth. */
function programOf(formulas: readonly Ir[]): ProgramIr {
  const base = teller(...formulas.map((formula, i) => privilege(`p${i}`, rule("ask", "pay", formula))));
  return { ...base, guards: formulas.map((_, i) => ({ ...base.guards[0]!, kind: "tools" as const, name: `g${i}`, obeys: [`p${i}`] })) as ProgramIr["guards"] };
}

function truthOf({ matched }: { readonly matched: readonly { readonly definite: boolean }[] }): number {
  return matched.length === 0 ? 0 : matched[0]!.definite ? 2 : 1;
}

test("both engines find of events what the definition says, whatever is dropped, retracted or at the same time", { timeout: 600_000 }, async () => {
  const seen = [0, 0, 0];
  await fc.assert(fc.asyncProperty(fc.integer(), async (seed) => {
    const c = new Chance(seed);
    const formulas = Array.from({ length: FORMULAS }, () => affordable(c));
    const bundle = await makeBundle(programOf(formulas), { path: "t.pol", text: "" }, {}, "0");
    const sandbox = await Sandbox.open(bundle);
    try {
      const many = c.is(0.3);
      const guards = formulas.map((formula, i) => ({ formula, isolated: sandbox.tools(`g${i}`), interpreted: judge(bundle.ir, `g${i}`), happened: new Happened() }));
      const happenings = new Happenings(c), capacity = c.pick([2, 5, 12, 30]);
      let known: readonly Event[] = [], lost: { readonly id: number; readonly time: number } | null = null;
      for (let step = 0; step < (many ? 3000 : 60); step++) {
        const event = happenings.next();
        known = [...known, event];
        while (known.length > capacity) {
          lost = { id: known[0]!.id, time: known[0]!.time };
          known = known.slice(1);
        }
        for (const { isolated, happened } of guards) {
          isolated.note(JSON.stringify(event), capacity);
          happened.add(event);
          happened.keep(capacity);
        }
        if (c.is(0.1)) {
          const id = c.is(0.9) ? c.pick(known).id : 0;
          known = known.filter((one) => one.id !== id);
          for (const { isolated, happened } of guards) {
            isolated.retract(id);
            happened.remove(id);
          }
        }
        if (many ? step % 150 > 2 : c.is(0.5)) continue;
        const call = happenings.judged(), args = call.args as Record<string, unknown>;
        const events: readonly Event[] = [...known, { ...call, id: Infinity, kind: "call", result: null, ok: false }];
        for (const { formula, isolated, interpreted, happened } of guards) {
          const truth = truthAt(formula, { events, lost }, events.length - 1, args);
          const of = () => `${JSON.stringify(formula)} after ${JSON.stringify(events)}, lost ${JSON.stringify(lost)}`;
          expect(truthOf(happened.judging(call, () => interpreted("pay", args, happened))), `interpreted: ${of()}`).toBe(truth);
          expect(truthOf(JSON.parse(isolated.decide(JSON.stringify(call)))), `isolated: ${of()}`).toBe(truth);
          seen[truth]! += 1;
        }
      }
    } finally {
      sandbox.dispose();
    }
  }), { numRuns: 12 * TIMES });
  for (const count of seen) expect(count).toBeGreaterThan(200);
});

test("both engines agree where thousands of events are kept, dropped and retracted", { timeout: 600_000 }, async () => {
  const seen = [0, 0, 0];
  await fc.assert(fc.asyncProperty(fc.integer(), async (seed) => {
    const c = new Chance(seed);
    const formulas = Array.from({ length: FORMULAS }, () => affordable(c));
    const bundle = await makeBundle(programOf(formulas), { path: "t.pol", text: "" }, {}, "0");
    const sandbox = await Sandbox.open(bundle);
    try {
      const guards = formulas.map((formula, i) => ({ formula, isolated: sandbox.tools(`g${i}`), interpreted: judge(bundle.ir, `g${i}`), happened: new Happened() }));
      const happenings = new Happenings(c), capacity = c.pick([400, 1500, 3000]);
      for (let step = 0; step < 6000; step++) {
        const event = happenings.next(), taken = c.is(0.02) ? event.id - c.below(40) : null;
        for (const { isolated, happened } of guards) {
          isolated.note(JSON.stringify(event), capacity);
          happened.add(event);
          happened.keep(capacity);
          if (taken !== null) {
            isolated.retract(taken);
            happened.remove(taken);
          }
        }
        if (step % 200 !== 0) continue;
        const call = happenings.judged();
        for (const { formula, isolated, interpreted, happened } of guards) {
          const truth = truthOf(happened.judging(call, () => interpreted("pay", call.args as Record<string, unknown>, happened)));
          expect(truthOf(JSON.parse(isolated.decide(JSON.stringify(call)))), `seed ${seed}, step ${step}: ${JSON.stringify(formula)}`).toBe(truth);
          seen[truth]! += 1;
        }
      }
    } finally {
      sandbox.dispose();
    }
  }), { numRuns: 2 * TIMES });
  for (const count of seen) expect(count).toBeGreaterThan(50);
});
