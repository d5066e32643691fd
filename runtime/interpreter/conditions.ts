import type { ConditionIr, Ir } from "../../compiler/ir/ir.ts";
import { reach } from "./box.ts";
import { compileNumber, type NumberAt } from "./expressions.ts";
import { compileForesee } from "./foresee.ts";
import { spans, truths } from "./intervals.ts";
import { type Compilers, type Judge, type Judgement, lowestMargin } from "./moment.ts";
import { BINARY } from "./operators.ts";
import { actSlot, type Frame, sampleTime, type Scope } from "./scope.ts";
import { FALSE, TRUE, UNKNOWN } from "./values.ts";

export function compileCondition(ir: ConditionIr, using: Compilers): Judge {
  const { env, scope, spreadScope } = using;
  const dt = sampleTime(env);
  switch (ir.kind) {
    case "limit": {
      const slot = actSlot(scope, ir.name), low = compileNumber(ir.low, scope), high = compileNumber(ir.high, scope);
      return ({ now, proposed }) => within(proposed.act[slot] ?? NaN, low(now), high(now));
    }
    case "rate": {
      const slot = actSlot(scope, ir.name), rate = compileNumber(ir.rate, scope);
      return ({ now, proposed, box }) => within(proposed.act[slot] ?? NaN, ...reach(box.prev[slot] ?? NaN, rate(now), dt));
    }
    case "require": {
      const value = compileNumber(ir.value, scope), margin = marginAt(ir.margin, scope);
      return ({ proposed }) => ({ verdict: value(proposed), margin: margin(proposed) });
    }
    case "barrier": {
      const h = compileNumber(ir.h, scope), alpha = compileNumber(ir.alpha, scope), ahead = spans(ir.h, spreadScope);
      return ({ now, next }) => {
        const margin = ahead(next).lo - (1 - alpha(now) * dt) * h(now);
        return { verdict: BINARY.ge(margin, 0), margin };
      };
    }
    case "keep": {
      const body = truths(ir.body, spreadScope), margin = lowestMargin(ir.margin, spreadScope);
      return ({ next }) => ({ verdict: body(next), margin: margin(next) });
    }
    case "foresee": return compileForesee(ir, using);
  }
}

function within(x: number, low: number, high: number): Judgement {
  const verdict = x >= low && x <= high ? TRUE : x < low || x > high ? FALSE : UNKNOWN;
  return { verdict, margin: Math.min(x - low, high - x) };
}

function marginAt(ir: Ir | null, scope: Scope<Frame>): NumberAt {
  return ir === null ? () => NaN : compileNumber(ir, scope);
}
