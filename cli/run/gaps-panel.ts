import type { BarSeriesOption } from "echarts";
import type { EpisodeFigures } from "../../runtime/simulate/measure.ts";
import type { Comparison } from "./comparison.ts";
import { grouped, prettyUnit } from "./numbers.ts";
import { limitLine } from "./marks.ts";
import { axisLabel, axisLine, axisTick, GUARDED, heading, LEFT, RIGHT, UNGUARDED, yAxis, type Part } from "./style.ts";

const BINS = 30;
/** Axes of the panels above it. */
const AT = 4;
const TOP = 786;

/** How close each episode came, as two histograms: only the end near the limit, where they differ. */
export function gapsPanel({ scene, guarded, unguarded }: Comparison): Part {
  const { name, unit, limit } = scene.closest;
  const width = binWidth([...guarded.episodes, ...unguarded.episodes]);
  const bars = (episodes: readonly EpisodeFigures[], color: string): BarSeriesOption => ({
    type: "bar", xAxisIndex: AT, yAxisIndex: AT, data: counts(episodes, width), itemStyle: { color }, barGap: "0%", barCategoryGap: "18%",
  });
  const [g, u] = [guarded.all, unguarded.all];
  const farthest = BINS * width;
  const counted = `${limit} ${unit} or less: ${grouped(u.violations)} without the guard, ${g.violations === 0 ? "none" : grouped(g.violations)} with it`;
  return {
    title: [heading(`The ${name} of each of ${grouped(g.episodes)} episodes`, `${counted}. Beyond ${farthest} ${unit} nothing is drawn.`, TOP - 84)],
    graphic: [],
    grid: [{ left: LEFT, right: RIGHT, top: TOP, height: 160 }],
    xAxis: [
      // Bars stand on a hidden axis of bins, over one that measures.
      { type: "category", gridIndex: AT, data: Array.from({ length: BINS }, (_, i) => `${i}`), show: false },
      {
        type: "value", gridIndex: AT, min: 0, max: farthest, position: "bottom", interval: 5 * width, splitLine: { show: false }, axisLine, axisTick,
        axisLabel: { ...axisLabel, formatter: `{value} ${prettyUnit(unit)}` },
      },
    ],
    yAxis: [yAxis(AT, "episodes")],
    series: [
      bars(unguarded.episodes, UNGUARDED),
      bars(guarded.episodes, GUARDED),
      { type: "line", xAxisIndex: AT + 1, yAxisIndex: AT, data: [], markLine: { symbol: "none", silent: true, data: [limitLine("xAxis", limit, `${limit} ${unit}`)] } },
    ],
  };
}

/** A round width, so that the closer half of the episodes falls into the bins. */
function binWidth(episodes: readonly EpisodeFigures[]): number {
  const sorted = episodes.map(({ closest }) => closest).sort((a, b) => a - b);
  const span = Math.max(1e-6, sorted[Math.floor(sorted.length / 2)]!) / BINS;
  const power = 10 ** Math.floor(Math.log10(span));
  return power * [1, 2, 5, 10].find((step) => step * power >= span)!;
}

/** Episodes by bin; what is exactly at an edge belongs below it, as what is exactly at the limit is a violation. */
function counts(episodes: readonly EpisodeFigures[], width: number): number[] {
  const found = Array.from({ length: BINS }, () => 0);
  for (const { closest } of episodes) {
    const bin = Math.max(0, Math.ceil(closest / width) - 1);
    if (bin < BINS) found[bin]! += 1;
  }
  return found;
}
