import type { LineSeriesOption } from "echarts";
import type { Trace } from "../../runtime/simulate/trace.ts";
import { bandsOf, colourOf } from "./acting.ts";
import type { Comparison, Shown } from "./comparison.ts";
import { cross, limitLine, momentLine } from "./marks.ts";
import { prettyUnit } from "./numbers.ts";
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

const STRIP = 624;

/** One episode over time: what must not be small, the speed and the effort, with the guard and without; and who acts. */
export function episodePanels({ scene }: Comparison, shown: Shown): Part {
  const { closest, speed, effort, event, units, rate } = scene;
  const { guarded, unguarded, episode } = shown;
  const panels: Panel[] = [
    { name: closest.of, unit: closest.unit, top: 100, height: 190, state: true, of: (t) => t.states[closest.of]! },
    { name: speed, unit: units[speed] ?? "", top: 324, height: 116, state: true, of: (t) => t.states[speed]! },
    { name: effort, unit: units[effort] ?? "", top: 474, height: 116, state: false, of: (t) => t.actions[effort]! },
  ];
  const { from, to } = around(shown, scene);
  const end = unguarded.states[closest.of]!.length - 1;
  const tick = unguarded.event ?? guarded.event;
  const strip = actingStrip(scene, guarded, panels.length, STRIP);
  const backups = bandsOf(guarded.acting).filter(({ name }) => name !== scene.policy);

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
        ...(i === 0 ? [limitLine("yAxis", closest.limit, `${closest.limit} ${closest.unit}`)] : []),
        ...(i === 0 && unguarded.violated ? [momentLine(end / rate, LIMIT, `${closest.limit} ${closest.unit} reached at ${when(end, scene)}`, "right")] : []),
      ],
    },
    markArea: { silent: true, data: backups.map((band) => [{ xAxis: Math.max(band.from, from) / rate, itemStyle: { color: colourOf(band.name, scene), opacity: 0.16 } }, { xAxis: Math.min(band.to, to) / rate }]) },
  });
  const ending = unguarded.violated ? [cross([end / rate, unguarded.states[closest.of]![end]!])] : [];

  const axis = { type: "value" as const, min: from / rate, max: to / rate, splitLine: { show: false }, axisLine, interval: to - from > 20 * rate ? 2 : 1 };
  const acting = scene.proposers.filter((name) => guarded.acting.slice(from, to).includes(name));
  return {
    title: [heading(`Episode ${episode + 1}${tick === null ? "" : `, a ${event}`}: with the guard and without it`, "", 24)],
    graphic: [
      ...legend([["with the guard", GUARDED], ["the network alone", UNGUARDED]], EDGE, 60, { width: 22, height: 3 }),
      ...legend([["with the guard acts:", "transparent"]], EDGE - 7, STRIP - 14, { width: 0, height: 0 }),
      ...legend(acting.map((name) => [name, colourOf(name, scene)]), EDGE + 136, STRIP - 14, { width: 14, height: 12 }),
    ],
    grid: [...panels.map(({ top, height }) => ({ left: LEFT, right: RIGHT, top, height })), strip.grid],
    xAxis: [
      ...panels.map((_, gridIndex) => ({ ...axis, gridIndex, axisLabel: { show: false }, axisTick: { show: false } })),
      { ...axis, gridIndex: panels.length, axisLabel: { ...axisLabel, formatter: "{value} s" }, axisTick },
    ],
    yAxis: [
      ...panels.map(({ name, unit }, gridIndex) => yAxis(gridIndex, `${name}, ${prettyUnit(unit)}`, gridIndex > 0)),
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
