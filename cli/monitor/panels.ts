import type { LineSeriesOption, ScatterSeriesOption, SeriesOption, YAXisComponentOption } from "echarts";
import type { Slot } from "../../compiler/ir/ir.ts";
import { limitLine } from "../run/marks.ts";
import { prettyUnit } from "../run/numbers.ts";
import { axisLabel, FAINT, GUARDED, UNGUARDED, yAxis } from "../run/style.ts";
import { blamed } from "./blamed.ts";
import type { DrawnSignal, DrawnSpec, Drawing, Point, Stretch } from "./drawing.ts";
import { scaleOf, type Scale } from "./scale.ts";
import { between, cut } from "./words.ts";

/** One chart under the others, all over the same time. */
export interface Panel {
  readonly yAxis: YAXisComponentOption;
  readonly series: readonly SeriesOption[];
  readonly violated: readonly Stretch[];
  readonly unknown: readonly Stretch[];
}

/** More signals are named, not drawn. */
const MOST_SIGNALS = 6;
const NAME = 120;

/** Signals first, those to blame before others; then the specs. */
export function panelsOf(drawing: Drawing): { readonly panels: readonly Panel[]; readonly absent: readonly string[] } {
  const toBlame = new Set(drawing.specs.flatMap(({ outcome }) => outcome.blame?.runs.map(({ signal }) => signal) ?? []));
  const ranked = [...drawing.signals].sort((a, b) => Number(toBlame.has(b.slot.name)) - Number(toBlame.has(a.slot.name)));
  const shown = new Set(ranked.slice(0, MOST_SIGNALS));
  const signals = drawing.signals.filter((signal) => shown.has(signal));
  return {
    panels: [...signals.map((signal, i) => signalPanel(drawing, signal, i)), ...drawing.specs.map((spec, i) => specPanel(drawing, spec, signals.length + i))],
    absent: drawing.signals.filter((signal) => !shown.has(signal)).map(({ slot }) => slot.name),
  };
}

function signalPanel(drawing: Drawing, signal: DrawnSignal, i: number): Panel {
  const { slot, points } = signal;
  const { axis, scale } = valueAxis(slot, points, i);
  const inside = [slot.low, slot.high].filter((at): at is number => slot.kind === "num" && at !== null && at >= scale.min && at <= scale.max);
  return {
    yAxis: axis,
    series: [
      {
        ...line(points, i, GUARDED, drawing.held || slot.kind !== "num"),
        markLine: { symbol: "none", silent: true, data: inside.map((at) => ({ yAxis: at, lineStyle: { color: FAINT, type: [2, 3], width: 1.2 }, label: { show: false } })) },
      },
      loners(points, i, GUARDED),
      ...blamed(drawing, signal, i),
    ],
    violated: union(telling(drawing).flatMap(({ violated }) => violated)),
    unknown: union(telling(drawing).flatMap(({ unknown }) => unknown)),
  };
}

/** A spec that is judged at the first sample alone may well be false later: it shades the signals only where it is alone. */
function telling({ specs }: Drawing): readonly DrawnSpec[] {
  return specs.some(({ each }) => each) ? specs.filter(({ each }) => each) : specs;
}

function specPanel(drawing: Drawing, { name, lo, hi, violated, unknown, outcome }: DrawnSpec, i: number): Panel {
  const all = [...lo, ...hi].map(([, value]) => value);
  const finite = all.some(Number.isFinite);
  const [down, up] = [all.includes(-Infinity), all.includes(Infinity)];
  const { min, max, interval } = finite ? roomFor(scaleOf([0, ...all])!, down, up) : { min: -1, max: 1, interval: 1 };
  const isCut = finite && (down || up);
  const inside = (points: readonly Point[]): Point[] => points.map(([t, value]) => [t, Math.min(max, Math.max(min, value))]);
  const series = (points: readonly Point[]): LineSeriesOption => line(inside(points), i, UNGUARDED, drawing.held || !finite);
  const title = `robustness of ${name}: ${outcome.verdict}, ${between(outcome.robustness)}${isCut ? "; infinite values stand at the edge" : ""}`;
  const axis = yAxis(i, cut(title, NAME));
  return {
    yAxis: { ...axis, min, max, interval, ...(!finite && { axisLabel: { ...axisLabel, formatter: (value: number) => (value === 0 ? "0" : value > 0 ? "∞" : "-∞") } }) } as YAXisComponentOption,
    series: [
      { ...series(lo), markLine: { symbol: "none", silent: true, data: [limitLine("yAxis", 0, "")] } },
      ...(hi === lo ? [] : [series(hi)]),
      loners(inside(lo), i, UNGUARDED),
    ],
    violated, unknown,
  };
}

/** An edge that no finite value reaches, for what is infinite. */
function roomFor({ min, max, interval }: Scale, down: boolean, up: boolean): Scale {
  return { min: down ? min - interval : min, max: up ? max + interval : max, interval };
}

function valueAxis(slot: Slot, points: readonly Point[], i: number): { axis: YAXisComponentOption; scale: Scale } {
  if (slot.kind !== "num") {
    const names = slot.kind === "bool" ? ["false", "true"] : slot.values!;
    const max = Math.max(1, names.length - 1);
    const scale = { min: 0, max, interval: Math.ceil(max / 5) };
    const formatter = (value: number): string => cut(names[value] ?? "", 9);
    return { scale, axis: { ...yAxis(i, cut(slot.name, NAME)), ...scale, axisLabel: { ...axisLabel, formatter } } as YAXisComponentOption };
  }
  const scale = scaleOf(points.map(([, value]) => value)) ?? { min: 0, max: 1, interval: 1 };
  const unit = slot.unit === "" ? "" : `, ${prettyUnit(slot.unit)}`;
  return { scale, axis: { ...yAxis(i, cut(`${slot.name}${unit}${declared(slot)}`, NAME)), ...scale } as YAXisComponentOption };
}

function declared({ low, high }: Slot): string {
  if (low !== null && high !== null) return `  (declared ${low} to ${high})`;
  return low === null && high === null ? "" : low !== null ? `  (declared ${low} or more)` : `  (declared ${high} or less)`;
}

function line(points: readonly Point[], i: number, color: string, isStep: boolean): LineSeriesOption {
  return {
    type: "line", xAxisIndex: i, yAxisIndex: i, showSymbol: false, z: 3, ...(isStep && { step: "end" }),
    data: points.map(([t, value]) => [t, Number.isNaN(value) ? "-" : value]), lineStyle: { color, width: 1.8, join: "round" },
  };
}

/** Samples between unknown ones, which no line would show. */
function loners(points: readonly Point[], i: number, color: string): ScatterSeriesOption {
  const isKnown = (point: Point | undefined): boolean => point !== undefined && !Number.isNaN(point[1]);
  const alone = points.filter((point, k) => isKnown(point) && !isKnown(points[k - 1]) && !isKnown(points[k + 1]));
  return { type: "scatter", xAxisIndex: i, yAxisIndex: i, symbolSize: 4, z: 4, clip: false, silent: true, data: alone.map((point) => [...point]), itemStyle: { color, opacity: 1 } };
}

/** Stretches that overlap are one. */
function union(stretches: readonly Stretch[]): Stretch[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
