import asciichart from "asciichart";
import { createColors } from "picocolors";
import type { Scene } from "../../runtime/simulate/protocol.ts";
import type { Comparison, Shown } from "./comparison.ts";
import { inUnit } from "./numbers.ts";
import { around, when } from "./span.ts";

const COLUMNS = 64;
const ROWS = 16;
const MARGIN = 9;
/** asciichart's own place for its axis; ours is drawn here. */
const OFFSET = 3;

type Paint = (text: string) => string;
type Cell = { readonly text: string; readonly paint: Paint };

const plain: Paint = (text) => text;
// In asciichart's order: axis, axis, start, end, level, and the corners and the upright of a step.
const HEAVY = ["┃", "┃", "╺", "╸", "━", "┗", "┏", "┓", "┛", "┃"];
const LIGHT = ["│", "│", "╶", "╴", "─", "╰", "╭", "╮", "╯", "│"];
const DASHED = ["╎", "╎", "╌", "╌", "╌", "╌", "╌", "╌", "╌", "╌"];

/** What must not be small, over time, in one episode: with the guard and without it, in lines that differ also without colour. */
export function sketch(comparison: Comparison, shown: Shown, color: boolean): string {
  const { scene } = comparison;
  const { blue, red, yellow, dim, bold } = createColors(color);
  const { of, unit, limit } = scene.closest;
  const { from, to } = around(shown, scene);
  const tick = shown.unguarded.event ?? shown.guarded.event;
  const [guarded, unguarded] = [shown.guarded, shown.unguarded].map((trace) => columns(trace.states[of]!, from, to)) as [number[], number[]];
  // What was before the event may be far off: the rows are for what follows.
  const after = tick === null ? 0 : Math.ceil(((tick - from) / (to - from)) * COLUMNS) + 1;
  const top = Math.max(3 * limit, 1.1 * Math.max(...guarded.slice(after), ...unguarded.slice(after)));

  const grid = Array.from({ length: ROWS + 1 }, () => Array.from({ length: COLUMNS }, (): Cell => ({ text: " ", paint: plain })));
  lay(grid, Array.from({ length: COLUMNS + 1 }, () => limit), DASHED, yellow, top);
  lay(grid, below(unguarded, top), LIGHT, red, top);
  lay(grid, below(guarded, top), HEAVY, blue, top);

  const lines = grid.map((row, i) => {
    const value = ((ROWS - i) * top) / ROWS;
    const beyond = i === 0 && Math.max(...guarded, ...unguarded) > top;
    const label = i % 2 === 0 ? `${beyond ? "≥ " : ""}${value.toFixed(top < 20 ? 1 : 0)} ${unit}`.trimEnd() : "";
    return `${dim(`${label.padStart(MARGIN)} │`)}${painted(row)}`.trimEnd();
  });
  const legend = [blue("━━ guarded"), `${red("── unguarded")}${shown.unguarded.violated ? red(` (ends at ${when(shown.unguarded.states[of]!.length - 1, scene)})`) : ""}`, yellow(`╌╌ ${inUnit(limit, unit)}`)].join("   ");
  return [`${bold(`${of} over time, episode ${shown.episode + 1}`)}   ${legend}`, "", ...lines, dim(rule()), dim(times(from, to, scene)), eventLine(shown, scene, from, to), ""].join("\n");
}

/** A value for each column; the last state is drawn too, though it may fall between two. */
function columns(values: readonly number[], from: number, to: number): number[] {
  const ticks = Array.from({ length: COLUMNS + 1 }, (_, i) => Math.round(from + ((to - from) * i) / COLUMNS));
  const whole = ticks.filter((tick) => tick < values.length).map((tick) => values[tick]!);
  return whole.length <= COLUMNS ? [...whole, values.at(-1)!] : whole;
}

function below(values: readonly number[], top: number): number[] {
  return values.map((value) => Math.min(value, top));
}

/** Lays one line over what is there. */
function lay(grid: Cell[][], values: readonly number[], symbols: readonly string[], paint: Paint, top: number): void {
  if (values.length < 2) return;
  const drawn = asciichart.plot(values, { height: ROWS, min: 0, max: top, offset: OFFSET, symbols, format: () => "x" }).split("\n");
  drawn.forEach((line, y) => [...line].slice(OFFSET).forEach((text, x) => text !== " " && (grid[y]![x] = { text, paint })));
}

/** Neighbours of one colour are painted at once. */
function painted(row: readonly Cell[]): string {
  const starts = row.flatMap(({ paint }, x) => (paint === row[x - 1]?.paint ? [] : [x]));
  return starts.map((from, i) => row[from]!.paint(row.slice(from, starts[i + 1]).map(({ text }) => text).join(""))).join("");
}

function rule(): string {
  return `${" ".repeat(MARGIN + 1)}└${Array.from({ length: COLUMNS }, (_, x) => (x % 16 === 15 ? "┴" : "─")).join("")}`;
}

function times(from: number, to: number, { rate }: Scene): string {
  const marks = Array.from({ length: COLUMNS / 16 + 1 }, (_, i) => `${((from + ((to - from) * i) / (COLUMNS / 16)) / rate).toFixed(1)} s`);
  return `${" ".repeat(MARGIN - 2)}${marks.map((mark) => mark.padEnd(16)).join("")}`.trimEnd();
}

function eventLine({ guarded, unguarded }: Shown, scene: Scene, from: number, to: number): string {
  const tick = unguarded.event ?? guarded.event;
  if (tick === null) return "";
  const column = Math.round(((tick - from) / (to - from)) * COLUMNS);
  return `${" ".repeat(MARGIN + 1 + column)}▲ ${scene.event} at ${when(tick, scene)}`;
}
