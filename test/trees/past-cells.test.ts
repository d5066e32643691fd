import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ir } from "../../compiler/ir/ir.ts";
import { frame, scopeOf } from "../../runtime/interpreter/scope.ts";
import { evaluateAt, type Sample } from "../../runtime/interpreter/trace.ts";
import { isPossible, type Said } from "../../runtime/proving/bounds.ts";
import { PastCells } from "../../runtime/proving/past-cells.ts";
import { env, program, slot } from "../interpreter/build.ts";

const ROOM = env({ obs: [slot("a", { kind: "bool" }), slot("b", { kind: "bool" })] });
const PROGRAM = program({ envs: [ROOM] });

const { formula } = fc.letrec<{ formula: Ir }>((tie) => ({
  formula: fc.oneof({ maxDepth: 4 },
    fc.constantFrom<Ir>({ op: "obs", t: "bool", name: "a" }, { op: "obs", t: "bool", name: "b" }),
    fc.record({ op: fc.constantFrom("once", "historically", "previous", "rise", "fall", "not"), x: tie("formula"), weak: fc.boolean() }).map(({ op, x, weak }): Ir => ({ op, t: "bool", args: [x], ...(op === "previous" && weak && { weak }) }) as Ir),
    fc.record({ op: fc.constantFrom("since", "and", "or", "implies"), x: tie("formula"), y: tie("formula") }).map(({ op, x, y }): Ir => ({ op, t: "bool", args: [x, y] }) as Ir),
    fc.tuple(tie("formula"), tie("formula"), tie("formula")).map((args): Ir => ({ op: "if", t: "bool", args })),
  ),
}));

test("kept value by value, a formula is what its definition over all ticks says", () => {
  const ticks = fc.array(fc.tuple(fc.constantFrom(0, 1, 2), fc.constantFrom(0, 1, 2)), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(formula, ticks, (ir, all) => {
    const cells = new PastCells(ir, scopeOf(PROGRAM, ROOM)), trace: Sample[] = all.map((obs) => ({ obs, act: [], mem: [], last: [], active: NaN }));
    let kept = cells.start;
    all.forEach((obs, k) => {
      const step = cells.step(kept, frame({ obs }));
      kept = step.kept;
      expect(step.truth).toBe(evaluateAt(PROGRAM, ROOM, ir, trace.slice(0, k + 1), k));
    });
  }), { numRuns: 500 });
});

test("comparisons that some value agrees with are possible, and no others", () => {
  const COMPARE = { lt: (x: number, y: number) => x < y, le: (x: number, y: number) => x <= y, gt: (x: number, y: number) => x > y, ge: (x: number, y: number) => x >= y, eq: (x: number, y: number) => x === y, ne: (x: number, y: number) => x !== y };
  const said = fc.array(fc.record({ op: fc.constantFrom(...(Object.keys(COMPARE) as (keyof typeof COMPARE)[])), value: fc.integer({ min: -1, max: 5 }), isTrue: fc.boolean() }), { minLength: 1, maxLength: 4 });
  const agrees = (all: readonly { op: keyof typeof COMPARE; value: number; isTrue: boolean }[], x: number): boolean => all.every(({ op, value, isTrue }) => COMPARE[op](x, value) === isTrue);
  fc.assert(fc.property(said, fc.boolean(), (all, integer) => {
    const values = Array.from({ length: integer ? 5 : 41 }, (_, i) => (integer ? i : i / 10));
    const bounds: Said[] = all.map(({ op, value, isTrue }) => ({ bound: { slot: "x", op, value }, truth: isTrue ? 2 : 0 }));
    expect(isPossible(bounds, { low: 0, high: 4, integer })).toBe(values.some((x) => agrees(all, x)));
  }), { numRuns: 2000 });
  const unknown: Said = { bound: { slot: "x", op: "lt", value: 1 }, truth: 1 }, known: Said = { bound: { slot: "x", op: "gt", value: 3 }, truth: 2 };
  expect([isPossible([unknown], { low: 0, high: 4, integer: false }), isPossible([unknown, known], { low: 0, high: 4, integer: false })]).toEqual([true, false]);
});
