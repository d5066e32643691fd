import asciichart from "asciichart";
import { createColors } from "picocolors";
import type { Scene } from "../../runtime/simulate/protocol.ts";
import type { Comparison, Shown } from "./comparison.ts";
import { around, when } from "./span.ts";

const COLUMNS = 64;
const ROWS = 14;
const MARGIN = 7;
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
  const sampled = (values: readonly number[]): number[] => {
    const steps = Array.from({ length: COLUMNS + 1 }, (_, i) => Math.round(from + ((to - from) * i) / COLUMNS));
    // The last state is drawn too, though it may fall between two columns.
    return steps.flatMap((tick, i) => (tick < values.length ? [values[tick]!] : (steps[i - 1] ?? 0) < values.length - 1 ? [values.at(-1)!] : []));
  };
  const [guarded, unguarded] = [sampled(shown.guarded.states[of]!), sampled(shown.unguarded.states[of]!)];
  const top = Math.max(limit, ...guarded, ...unguarded);

  const grid = Array.from({ length: ROWS + 1 }, () => Array.from({ length: COLUMNS }, (): Cell => ({ text: " ", paint: plain })));
  lay(grid, Array.from({ length: COLUMNS + 1 }, () => limit), DASHED, yellow, top);
  lay(grid, unguarded, LIGHT, red, top);
  lay(grid, guarded, HEAVY, blue, top);

  const lines = grid.map((row, i) => {
    const value = ((ROWS - i) * top) / ROWS;
    const label = i % 2 === 0 ? `${value.toFixed(top < 20 ? 1 : 0)} ${unit}` : "";
    return `${dim(`${label.padStart(MARGIN)} │`)}${row.map(({ text, paint }) => paint(text)).join("")}`.trimEnd();
  });
  const legend = [blue("━━ guarded"), `${red("── unguarded")}${shown.unguarded.violated ? red(` (ends at ${when(shown.unguarded.states[of]!.length - 1, scene)})`) : ""}`, yellow(`╌╌ ${limit} ${unit}`)].join("   ");
  return [`${bold(`${of} over time, episode ${shown.episode + 1}`)}   ${legend}`, "", ...lines, dim(rule()), dim(times(from, to, scene)), eventLine(shown, scene, from, to), ""].join("\n");
}

/** Lays one line over what is there. */
function lay(grid: Cell[][], values: readonly number[], symbols: readonly string[], paint: Paint, top: number): void {
  if (values.length < 2) return;
  const drawn = asciichart.plot(values, { height: ROWS, min: 0, max: top, offset: OFFSET, symbols, format: () => "x" }).split("\n");
  drawn.forEach((line, y) => [...line].slice(OFFSET).forEach((text, x) => text !== " " && (grid[y]![x] = { text, paint })));
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
