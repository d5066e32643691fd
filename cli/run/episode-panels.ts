import type { LineSeriesOption } from "echarts";
import type { Trace } from "../../runtime/simulate/trace.ts";
import { bandsOf, colourOf } from "./acting.ts";
import type { Comparison, Shown } from "./comparison.ts";
import { cross, limitLine, momentLine } from "./marks.ts";
import { inUnit, prettyUnit } from "./numbers.ts";
import { around, when } from "./span.ts";
import { actingStrip } from "./strip.ts";
import { axisLabel, axisLine, axisTick, EDGE, GUARDED, heading, INK, LEFT, legend, LIMIT, RIGHT, UNGUARDED, yAxis, type Part } from "./style.ts";

interface Panel {
  readonly name: string;
  readonly unit: string;
  readonly top: number;
  readonly height: number;
  /** An event may set it from one tick to the next. */
  readonly state: boolean;
  of(trace: Trace): readonly number[];
}

/** How much higher stands what is below the effort, where there is none. */
const EFFORT = 150;
/** Height of the picture of an episode, and where in it is the strip of who acts. */
const ALL = 702;
const STRIP = 624;

/** Where what stands below one episode begins, and the number of its first axis. */
export function below({ scene }: Comparison): { readonly top: number; readonly axis: number } {
  return scene.effort === undefined ? { top: ALL - EFFORT, axis: 3 } : { top: ALL, axis: 4 };
}

/** One episode over time: what must not be small, the speed and the effort, with the guard and without; and who acts. */
export function episodePanels({ scene }: Comparison, shown: Shown): Part {
  const { closest, speed, effort, event, units, rate, networks } = scene;
  const { guarded, unguarded, episode } = shown;
  const panels: Panel[] = [
    { name: closest.of, unit: closest.unit, top: 100, height: 190, state: true, of: (t) => t.states[closest.of]! },
    { name: speed, unit: units[speed] ?? "", top: 324, height: 116, state: true, of: (t) => t.states[speed]! },
    ...(effort === undefined ? [] : [{ name: effort, unit: units[effort] ?? "", top: 474, height: 116, state: false, of: (t: Trace) => t.actions[effort]! }]),
  ];
  const stripTop = STRIP - (effort === undefined ? EFFORT : 0);
  const { from, to } = around(shown, scene);
  const end = unguarded.states[closest.of]!.length - 1;
  const tick = unguarded.event ?? guarded.event;
  const strip = actingStrip(scene, guarded, panels.length, stripTop);
  const backups = bandsOf(guarded.acting).filter(({ name }) => !networks.includes(name));

  const line = (trace: Trace, panel: Panel, i: number, color: string): LineSeriesOption => ({
    type: "line", data: points(panel, trace, from, to), xAxisIndex: i, yAxisIndex: i, showSymbol: false,
    lineStyle: { color, width: 2.2, join: "round" },
  });
  const marked = (panel: Panel, i: number): LineSeriesOption => ({
    ...line(guarded, panel, i, GUARDED),
    markLine: {
      symbol: "none", silent: true,
      data: [
        ...(tick === null ? [] : [momentLine(tick / rate, INK, i === 0 ? `${event} at ${when(tick, scene)}` : undefined)]),
        ...(i === 0 ? [limitLine("yAxis", closest.limit, inUnit(closest.limit, closest.unit))] : []),
        ...(i === 0 && unguarded.violated ? [momentLine(end / rate, LIMIT, `${inUnit(closest.limit, closest.unit)} reached at ${when(end, scene)}`, "right")] : []),
      ],
    },
    markArea: { silent: true, data: backups.map((band) => [{ xAxis: Math.max(band.from, from) / rate, itemStyle: { color: colourOf(band.name, scene), opacity: 0.16 } }, { xAxis: Math.min(band.to, to) / rate }]) },
  });
  const ending = unguarded.violated ? [cross([end / rate, unguarded.states[closest.of]![end]!])] : [];

  const axis = { type: "value" as const, min: from / rate, max: to / rate, splitLine: { show: false }, axisLine, interval: to - from > 20 * rate ? 2 : 1 };
  const acting = scene.actors.filter((name) => guarded.acting.slice(from, to).includes(name));
  return {
    title: [heading(`Episode ${episode + 1}${tick === null ? "" : `, a ${event}`}: with the guard and without it`, "", 24)],
    graphic: [
      ...legend([["with the guard", GUARDED], [`the ${networks.length === 1 ? "network" : "networks"} alone`, UNGUARDED]], EDGE, 60, { width: 22, height: 3 }),
      ...legend([["with the guard acts:", "transparent"]], EDGE - 7, stripTop - 14, { width: 0, height: 0 }),
      ...legend(acting.map((name) => [name, colourOf(name, scene)]), EDGE + 136, stripTop - 14, { width: 14, height: 12 }),
    ],
    grid: [...panels.map(({ top, height }) => ({ left: LEFT, right: RIGHT, top, height })), strip.grid],
    xAxis: [
      ...panels.map((_, gridIndex) => ({ ...axis, gridIndex, axisLabel: { show: false }, axisTick: { show: false } })),
      { ...axis, gridIndex: panels.length, axisLabel: { ...axisLabel, formatter: "{value} s" }, axisTick },
    ],
    yAxis: [
      ...panels.map(({ name, unit }, gridIndex) => yAxis(gridIndex, unit === "" ? name : `${name}, ${prettyUnit(unit)}`, gridIndex > 0)),
      strip.yAxis,
    ],
    series: [...panels.map((panel, i) => line(unguarded, panel, i, UNGUARDED)), ...panels.map(marked), ...ending, strip.series],
  };
}

/** Samples as points in time; a state that an event sets falls at once, not over the tick before. */
function points(panel: Panel, trace: Trace, from: number, to: number): [number, number][] {
  const values = panel.of(trace);
  return values.flatMap((value, k): [number, number][] => {
    const at = k / trace.rate;
    if (k < from || k > to) return [];
    return k === trace.event && k > from && panel.state ? [[at, values[k - 1]!], [at, value]] : [[at, value]];
  });
}
