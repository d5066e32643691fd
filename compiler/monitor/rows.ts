import type { Plan, PlanNode } from "./plan.ts";

/** One operator as the kernel runs it (`MonitorRow`), before its functions are written. */
export interface Row {
  readonly op: "read" | "derive" | "not" | "and" | "or" | "if" | "most" | "least" | "since" | "until" | "shift" | "align" | "advance" | "timed";
  /** The plan's node. */
  readonly node: number;
  readonly sort: PlanNode["sort"];
  readonly x: number;
  readonly y: number;
  readonly c: number;
  readonly width: number;
  readonly by: number;
  readonly outside: "top" | "bottom" | "unknown";
  /** From which sample on it takes values, and from which on it gives them. */
  readonly begin: number;
  readonly delay: number;
  readonly state: number;
  readonly cells: number;
  readonly future: boolean;
  readonly from: readonly number[];
}

export interface Rows {
  readonly rows: readonly Row[];
  /** Of each wanted node, its row. */
  readonly rowOf: ReadonlyMap<number, number>;
  readonly cells: number;
}

const NOWHERE = -1;
/** As many as `runtime/kernel/timed-window.ts` keeps. */
export const TIMED_SAMPLES = 1024;

/** Rows for the wanted nodes and what they need, in order; what arrives earlier than its neighbour is held back. */
export function rowsOf(plan: Plan, wanted: readonly number[]): Rows {
  return new RowMaker(plan).make(wanted);
}

class RowMaker {
  readonly #plan: Plan;
  readonly #rows: Row[] = [];
  readonly #rowOf = new Map<number, number>();
  readonly #aligned = new Map<string, number>();
  #cells = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  make(wanted: readonly number[]): Rows {
    const needed = new Set<number>();
    const need = (node: number): void => {
      if (needed.has(node)) return;
      needed.add(node);
      for (const one of operands(this.#plan.nodes[node]!)) need(one);
    };
    for (const one of wanted) need(one);
    for (const node of [...needed].sort((a, b) => a - b)) this.#rowOf.set(node, this.#row(node, this.#plan.nodes[node]!));
    return { rows: this.#rows, rowOf: this.#rowOf, cells: this.#cells };
  }

  #row(node: number, of: PlanNode): number {
    const row = (node: number): number => this.#rowOf.get(node)!;
    const common = { node, sort: of.sort };
    switch (of.op) {
      case "read": {
        if (of.cells.length === 0) return this.#add({ ...common, op: "read" }, 0);
        const from = this.#together(of.cells.map(row));
        return this.#add({ ...common, op: "derive", from }, this.#delay(from[0]!));
      }
      case "not": return this.#add({ ...common, op: "not", x: row(of.x) }, this.#delay(row(of.x)));
      case "and": case "or": {
        const [x, y] = this.#together([row(of.x), row(of.y)]);
        return this.#add({ ...common, op: of.op, x: x!, y: y! }, this.#delay(x!));
      }
      case "if": {
        const [c, x, y] = this.#together([row(of.c), row(of.x), row(of.y)]);
        return this.#add({ ...common, op: "if", c: c!, x: x!, y: y! }, this.#delay(x!));
      }
      case "most": case "least": {
        const x = row(of.x), later = of.past ? 0 : of.width === null ? Infinity : of.width - 1;
        return this.#add({ ...common, op: of.op, x, width: of.width ?? 0, future: !of.past }, this.#delay(x) + later);
      }
      case "reach": {
        const [x, y] = this.#together([row(of.x), row(of.y)]), later = of.past ? 0 : of.width === null ? Infinity : of.width - 1;
        return this.#add({ ...common, op: of.past ? "since" : "until", x: x!, y: y!, width: of.width ?? 0, future: !of.past }, this.#delay(x!) + later);
      }
      case "shift": {
        const x = row(of.x), { by, outside } = of;
        if (by < 0) return this.#add({ ...common, op: "shift", x, by: -by, outside }, this.#delay(x));
        return this.#add({ ...common, op: "advance", x, by, outside, future: true }, this.#delay(x) + by);
      }
      case "timedMost": case "timedLeast": return this.#add({ ...common, op: "timed", x: row(of.x), future: !of.past }, of.past ? this.#delay(row(of.x)) : Infinity);
      case "timedReach": return this.#add({ ...common, op: "timed", x: row(of.x), y: row(of.y), future: !of.past }, of.past ? Math.max(this.#delay(row(of.x)), this.#delay(row(of.y))) : Infinity);
    }
  }

  #delay(row: number): number {
    return this.#rows[row]!.delay;
  }

  /** The same rows with one delay. */
  #together(rows: readonly number[]): readonly number[] {
    const latest = Math.max(...rows.map((row) => this.#delay(row)));
    return rows.map((row) => this.#align(row, latest - this.#delay(row)));
  }

  #align(x: number, by: number): number {
    if (by === 0 || !Number.isFinite(by)) return x;
    const key = `${x} ${by}`;
    const { node, sort, delay } = this.#rows[x]!;
    const row = this.#aligned.get(key) ?? this.#add({ op: "align", node, sort, x, by }, delay + by);
    this.#aligned.set(key, row);
    return row;
  }

  #add(of: Pick<Row, "op" | "node" | "sort"> & Partial<Row>, delay: number): number {
    const operand = of.x ?? of.from?.[0];
    const begin = !Number.isFinite(delay) ? Infinity : operand === undefined ? 0 : this.#delay(operand);
    const row: Row = { x: NOWHERE, y: NOWHERE, c: NOWHERE, width: 0, by: 0, outside: "unknown", future: false, from: [], ...of, begin, delay, state: 0, cells: 0 };
    const cells = Number.isFinite(delay) ? cellsOf(row) : 0;
    this.#rows.push({ ...row, cells, state: this.#cells });
    this.#cells += cellsWithEnds(cells);
    return this.#rows.length - 1;
  }
}

/** A window of lower ends and one of upper ends, and whether they differ. */
export function cellsWithEnds(cells: number): number {
  return cells === 0 ? 0 : 1 + 2 * cells;
}

/** What `runtime/kernel/windows.ts` keeps of a window. */
function cellsOf({ op, width, by }: Row): number {
  switch (op) {
    case "most": case "least": case "since": return width === 0 ? 1 : 3 + 2 * (width - 1);
    case "until": return 4 + 4 * width;
    case "shift": case "align": return 1 + by;
    case "timed": return 3 + 3 * TIMED_SAMPLES;
    default: return 0;
  }
}

export function operands(node: PlanNode): readonly number[] {
  switch (node.op) {
    case "read": return node.cells;
    case "and": case "or": case "reach": case "timedReach": return [node.x, node.y];
    case "if": return [node.c, node.x, node.y];
    default: return [node.x];
  }
}
