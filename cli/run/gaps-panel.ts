import type { BarSeriesOption } from "echarts";
import type { EpisodeFigures } from "../../runtime/simulate/measure.ts";
import type { Comparison } from "./comparison.ts";
import { below } from "./episode-panels.ts";
import { grouped, inUnit, prettyUnit } from "./numbers.ts";
import { limitLine } from "./marks.ts";
import { axisLabel, axisLine, axisTick, GUARDED, heading, LEFT, RIGHT, UNGUARDED, yAxis, type Part } from "./style.ts";

const BINS = 30;
const HEADING = 84;
const HEIGHT = 160;
/** Height of all of it, with its axis. */
export const GAPS = HEADING + HEIGHT + 54;

/** How close each episode came, as two histograms: only the end near the limit, where they differ. */
export function gapsPanel(comparison: Comparison): Part {
  const { scene, guarded, unguarded } = comparison;
  const { top, axis: at } = below(comparison);
  const { name, unit, limit } = scene.closest;
  const width = binWidth([...guarded.episodes, ...unguarded.episodes]);
  const bars = (episodes: readonly EpisodeFigures[], color: string): BarSeriesOption => ({
    type: "bar", xAxisIndex: at, yAxisIndex: at, data: counts(episodes, width), itemStyle: { color }, barGap: "0%", barCategoryGap: "18%",
  });
  const [g, u] = [guarded.all, unguarded.all];
  const farthest = BINS * width;
  const counted = `${inUnit(limit, unit)} or less: ${grouped(u.violations)} without the guard, ${g.violations === 0 ? "none" : grouped(g.violations)} with it`;
  return {
    title: [heading(`The ${name} of each of ${grouped(g.episodes)} episodes`, `${counted}. Beyond ${inUnit(farthest, unit)} nothing is drawn.`, top)],
    graphic: [],
    grid: [{ left: LEFT, right: RIGHT, top: top + HEADING, height: HEIGHT }],
    xAxis: [
      // Bars stand on a hidden axis of bins, over one that measures.
      { type: "category", gridIndex: at, data: Array.from({ length: BINS }, (_, i) => `${i}`), show: false },
      {
        type: "value", gridIndex: at, min: 0, max: farthest, position: "bottom", interval: 5 * width, splitLine: { show: false }, axisLine, axisTick,
        axisLabel: { ...axisLabel, formatter: `{value} ${prettyUnit(unit)}`.trimEnd() },
      },
    ],
    yAxis: [yAxis(at, "episodes")],
    series: [
      bars(unguarded.episodes, UNGUARDED),
      bars(guarded.episodes, GUARDED),
      { type: "line", xAxisIndex: at + 1, yAxisIndex: at, data: [], markLine: { symbol: "none", silent: true, data: [limitLine("xAxis", limit, inUnit(limit, unit))] } },
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
