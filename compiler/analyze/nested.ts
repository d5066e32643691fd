import { isTemporal, type Ir, type TemporalIr } from "../ir/ir.ts";

type FormulaOf = (spec: string) => Ir;

/** Why unknown samples still change something after the next one: another operator below, or a window that begins later. */
export function whyAhead(formula: Ir, rate: number, formulaOf: FormulaOf): string | null {
  let [found, most]: [string | null, number] = [null, 0];
  for (const over of outermost(formula, formulaOf)) {
    for (const inner of (over.args ?? []).flatMap((arg) => outermost(arg, formulaOf))) {
      const reach = reachOf(inner, rate, formulaOf);
      if (reach > most) [found, most] = [`${written(over)} stands over ${written(inner)}`, reach];
    }
    const later = startOf(over) * rate;
    if (later > most) [found, most] = [`${written(over)} begins later`, later];
  }
  return found;
}

/** Why a value is only known when the trace is whole: a future without an end inside something else. */
export function whyWhole(formula: Ir, formulaOf: FormulaOf): string {
  const inside = (ir: Ir, within: string | null): string | null => {
    if (within !== null && FUTURE.has(ir.op) && (ir.window === undefined || ir.window[1] === null)) return `${written(ir)} has no end, and stands inside ${within}`;
    if (ir.op === "spec") return inside(formulaOf(ir.name!), within);
    if (ir.op === "robustness" || ir.op === "margin") return inside(formulaOf(ir.name!), `\`${ir.op}(${ir.name})\``);
    for (const arg of ir.args ?? []) {
      const found = inside(arg, isTemporal(ir) ? written(ir) : within);
      if (found !== null) return found;
    }
    return null;
  };
  return inside(formula, null) ?? "it looks ahead without an end";
}

const FUTURE: ReadonlySet<string> = new Set(["eventually", "always", "until", "unless", "release"]);

function outermost(ir: Ir, formulaOf: FormulaOf): readonly TemporalIr[] {
  if (isTemporal(ir)) return [ir];
  return ir.op === "spec" || ir.op === "robustness" || ir.op === "margin" ? outermost(formulaOf(ir.name!), formulaOf) : (ir.args ?? []).flatMap((arg) => outermost(arg, formulaOf));
}

/** Samples that an operator and those below it look. */
function reachOf(ir: TemporalIr, rate: number, formulaOf: FormulaOf): number {
  const [low, high] = ir.window === undefined || ir.window === "turn" ? [0, null] : ir.window;
  const own = ir.op === "next" || ir.op === "previous" || ir.op === "rise" || ir.op === "fall" ? 1 : Math.round((high ?? low) * rate) + (high === null ? 1 : 0);
  return own + Math.max(0, ...(ir.args ?? []).flatMap((arg) => outermost(arg, formulaOf)).map((one) => reachOf(one, rate, formulaOf)));
}

/** Seconds from now to where a window begins. */
function startOf({ window }: Ir): number {
  return window === undefined || window === "turn" ? 0 : window[0];
}

function written({ op, window, weak }: Ir): string {
  const ends = window === undefined || window === "turn" ? "" : window[1] === null ? `[${window[0]}s, ∞]` : `[${window[0]}s, ${window[1]}s]`;
  return `\`${weak === true ? "weak " : ""}${op}${ends}\``;
}
