import type { Bound, Expr, Specification, Window } from "../../compiler/import/rtamt/ast.ts";

/** Samples by variable. */
export type Trace = Readonly<Record<string, readonly number[]>>;

export interface Values {
  /** Robustness of the last formula at each sample. */
  readonly robustness: readonly number[];
  /** Something on the way was no number: RTAMT then stops, or its answer hangs on the order of its operands. */
  readonly undefinedSomewhere: boolean;
}

const PER_UNIT = { s: 1e9, ms: 1e6, us: 1e3, ns: 1 };

/** RTAMT's robustness by its definition, as its documentation gives it: every operator over all samples it names, nothing clever. */
export function evaluate({ declarations, assertions }: Specification, trace: Trace, periodNs: number, bare: keyof typeof PER_UNIT): Values {
  const length = Object.values(trace)[0]!.length;
  const constants = new Map(declarations.flatMap((d) => (d.kind === "constant" ? [[d.name, Number(d.text)] as const] : [])));
  const named = new Map<string, number[]>();
  const all = Array.from({ length }, (_, k) => k);
  let undefinedSomewhere = false;

  const samples = ({ text, isName, unit }: Bound, lent: keyof typeof PER_UNIT | null): number =>
    Math.round(((isName ? constants.get(text)! : Number(text)) * PER_UNIT[unit ?? lent ?? bare]) / periodNs);
  const ends = (w: Window | null): readonly [number, number] => (w === null ? [0, Infinity] : [samples(w.low, w.high.unit), samples(w.high, w.low.unit)]);
  const max = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const min = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);

  /** Holds at some sample `from` to `to` away in a direction, and `x` at all on the way there. */
  const reached = (x: readonly number[], y: readonly number[], k: number, [from, to]: readonly [number, number], way: 1 | -1): number =>
    max(all.filter((t) => way * (t - k) >= from && way * (t - k) <= to).map((t) => Math.min(y[t]!, min(x.filter((_, u) => way * (u - k) >= 0 && way * (t - u) > 0)))));

  const value = (e: Expr): number[] => {
    const values = signal(e);
    undefinedSomewhere ||= values.some(Number.isNaN);
    return values;
  };
  const signal = (e: Expr): number[] => {
    switch (e.kind) {
      case "number": return all.map(() => Number(e.text));
      case "name": {
        const constant = constants.get(e.name);
        return constant !== undefined ? all.map(() => constant) : [...(named.get(e.name) ?? trace[e.name]!)];
      }
      case "negate": case "not": return value(e.operand).map((x) => -x);
      case "function": {
        const [a, b] = e.args.map(value) as [number[], number[]];
        return a.map((x, k) => of(e.name, x, b?.[k] ?? NaN));
      }
      case "arithmetic": case "compare": case "logic": {
        const a = value(e.left), b = value(e.right);
        return a.map((x, k) => joined(e.op, x, b[k]!));
      }
      case "timed": {
        const x = value(e.operand), [from, to] = ends(e.window);
        const way = e.op === "once" || e.op === "historically" ? -1 : 1;
        const seen = (k: number): number[] => x.filter((_, t) => way * (t - k) >= from && way * (t - k) <= to);
        return all.map((k) => (e.op === "once" || e.op === "eventually" ? max(seen(k)) : min(seen(k))));
      }
      case "step": {
        const x = value(e.operand), next = e.op.endsWith("next");
        return all.map((k) => x[next ? k + 1 : k - 1] ?? (e.op.startsWith("s_") ? -Infinity : Infinity));
      }
      case "edge": {
        const x = value(e.operand).map((v) => (e.op === "rise" ? v : -v));
        return x.map((v, k) => (k === 0 ? v : Math.min(v, -x[k - 1]!)));
      }
      case "infix": {
        const x = value(e.left), y = value(e.right), [from, to] = ends(e.window);
        return all.map((k) => {
          const met = reached(x, y, k, [from, to], e.op === "since" ? -1 : 1);
          return e.op === "unless" ? Math.max(met, min(x.filter((_, t) => t >= k && t - k <= to))) : met;
        });
      }
    }
  };

  let last: number[] = [];
  for (const { name, formula } of assertions) {
    last = value(formula);
    named.set(name ?? "out", last);
  }
  return { robustness: last, undefinedSomewhere };
}

function joined(op: string, a: number, b: number): number {
  switch (op) {
    case "+": return a + b;
    case "-": case ">": case ">=": return a - b;
    case "*": return a * b;
    case "/": return b === 0 ? NaN : a / b;
    case "<": case "<=": return b - a;
    case "==": case "iff": return -Math.abs(a - b);
    case "!=": case "xor": return Math.abs(a - b);
    case "and": return Math.min(a, b);
    case "or": return Math.max(a, b);
    default: return Math.max(-a, b);
  }
}

function of(name: string, x: number, y: number): number {
  switch (name) {
    case "abs": return Math.abs(x);
    case "sqrt": return Math.sqrt(x);
    case "exp": return Math.exp(x);
    case "ln": return x > 0 ? Math.log(x) : NaN;
    case "log": return x > 0 && y > 0 && y !== 1 ? Math.log(x) / Math.log(y) : NaN;
    default: return x === 0 && y < 0 ? NaN : x ** y;
  }
}
